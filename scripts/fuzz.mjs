import { command, ROOT } from "./project.mjs";
import { runProgram } from "./run-program.mjs";

/*
 * npm run fuzz             10,000 addresses and as many configs trained, 2,000 broken files, 1,000 malformed messages
 * npm run fuzz -- 500      as many configs, and the rest in proportion
 *
 * `npm test` tries a few of each.
 */

process.chdir(ROOT);
const [count = "10000"] = process.argv.slice(2);
if (!/^[1-9]\d{0,6}$/.test(count)) {
  console.error(`“${count}” was refused: it must be a whole number from 1 to 9999999.`);
  process.exitCode = 1;
} else {
  const args = [command("vitest", "vitest"), "run", "tests/fuzz"];
  if (!(await runProgram(args, { minutes: 120, env: { FUZZ: count } }))) process.exitCode = 1;
}
