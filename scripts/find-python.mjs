import { spawnSync } from "node:child_process";

/**
 * The first Python that can import a module: the one that $PYTHON names, python3, or the system's own.
 * @param {string} module
 * @returns {string | undefined} its path or command name
 */
export function findPython(module) {
  const candidates = [process.env.PYTHON, "python3", "/usr/bin/python3"];
  return candidates.find(
    (python) =>
      python &&
      spawnSync(python, ["-c", `import ${module}`], { stdio: "ignore", timeout: 60_000 }).status === 0,
  );
}
