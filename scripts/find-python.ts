import { spawnSync } from "node:child_process";

/** The Python that $PYTHON names, or python3, or the system's own: the first that can import the module, else undefined. */
export function findPython(module: string): string | undefined {
  const candidates = [process.env.PYTHON, "python3", "/usr/bin/python3"];
  return candidates.find(
    (python) => python && spawnSync(python, ["-c", `import ${module}`], { timeout: 60_000 }).status === 0,
  );
}
