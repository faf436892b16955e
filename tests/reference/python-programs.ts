import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Runs each file as a separate program in one interpreter, and returns the output of each. */
const RUNNER = `
import contextlib, io, json, runpy, sys
printed = []
for path in sys.argv[1:]:
    with contextlib.redirect_stdout(io.StringIO()) as out:
        runpy.run_path(path, run_name="__main__")
    printed.append(out.getvalue())
print(json.dumps(printed))
`;

/**
 * Runs programs unchanged in a directory of their own with these files, and returns their output.
 * @throws Error with Python's message if one fails
 */
export function printedBy(
  python: string,
  programs: readonly string[],
  files: Readonly<Record<string, string>> = {},
): string[] {
  const directory = mkdtempSync(join(tmpdir(), "lab-python-"));
  try {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(directory, name), text);
    const paths = programs.map((program, i) => {
      const path = join(directory, `program-${i}.py`);
      writeFileSync(path, program);
      return path;
    });
    // Without bytecode files, which would be written into the working tree, and with one thread, which is enough.
    const env = { ...process.env, PYTHONDONTWRITEBYTECODE: "1", OMP_NUM_THREADS: "1" };
    const options = { encoding: "utf8", env, cwd: directory, timeout: 280_000 } as const;
    const result = spawnSync(python, ["-c", RUNNER, ...paths], options);
    if (result.status !== 0) throw new Error(result.stderr || String(result.error ?? result.signal));
    return JSON.parse(result.stdout) as string[];
  } finally {
    rmSync(directory, { recursive: true });
  }
}

/** The losses of both lanes that a program printed for a step. */
export function printedLosses(printed: string, step: number): { a: number; b: number } {
  const line = new RegExp(`^step +${step} +loss A (\\S+) +loss B (\\S+)$`, "m").exec(printed);
  if (!line) throw new Error(`No losses of step ${step} in:\n${printed}`);
  return { a: Number(line[1]), b: Number(line[2]) };
}
