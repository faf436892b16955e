import { spawnSync } from "node:child_process";

/**
 * The Python that $PYTHON names, or python3, or the system's own: the first that can import the module.
 * @param {string} module
 * @returns {string | undefined} its path, or the name by which it is called
 */
export function findPython(module) {
  const candidates = [process.env.PYTHON, "python3", "/usr/bin/python3"];
  return candidates.find(
    (python) =>
      python &&
      spawnSync(python, ["-c", `import ${module}`], { stdio: "ignore", timeout: 60_000 }).status === 0,
  );
}
