import { execFileSync } from "node:child_process";
import { findPython } from "./find-python.mjs";
import { commit, machine } from "./made-by.mjs";
import { load, run } from "./measurement.mjs";
import { ROOT } from "./project.mjs";

/*
 * npm run docs:numbers                          measures what is stale, and writes all blocks of numbers in the documents
 * npm run docs:numbers -- presets constraint    measures these again, whatever they are, and writes all blocks
 * npm run docs:numbers -- --write               measures nothing, and writes all blocks
 * npm run docs:numbers -- --check               says what is stale or was written by hand; the exit code is then 1
 *
 * A measurement that was interrupted continues with the same command. What is measured is in docs/measured.
 */

const options = process.argv.slice(2);
const names = options.filter((option) => !option.startsWith("--"));
const unknown = options.filter(
  (option) => option.startsWith("--") && !["--check", "--write"].includes(option),
);

/** Runs Python in the project's folder. @throws Error with a sentence if there is none with scipy */
function python(args) {
  const program = findPython("scipy");
  if (!program) throw new Error("Python with numpy and scipy is needed.");
  return execFileSync(program, args, { cwd: ROOT, encoding: "utf8" });
}

run(async () => {
  if (unknown.length > 0) throw new Error(`${unknown.join(", ")} is not an option; --check and --write are.`);
  const lab = await load("docs-numbers");
  if (!options.includes("--check")) {
    if (!options.includes("--write")) {
      const stale = () => lab.selected(lab.staleMeasurements(ROOT).map(({ name }) => name));
      await lab.measure(
        ROOT,
        names.length > 0 ? lab.selected(names) : stale(),
        { commit: commit(), machine: machine() },
        python,
        console.error,
      );
    }
    for (const line of lab.writeNumbers(ROOT)) console.error(line);
  }
  const troubles = lab.checkNumbers(ROOT);
  for (const line of troubles) console.error(line);
  if (troubles.length > 0) process.exitCode = 1;
  else
    console.error("Every number in the documents is what its data give, and of this version of the engine.");
});
