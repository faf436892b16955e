import { command, ROOT } from "./project.mjs";
import { runProgram } from "./run-program.mjs";

/*
 * npm run fuzz     10,000 addresses and as many configs trained, 2,000 broken files, 1,000 malformed messages
 *
 * `npm test` tries a few of each.
 */

process.chdir(ROOT);
const args = [command("vitest", "vitest"), "run", "tests/fuzz"];
const endedWell = await runProgram(args, { minutes: 60, env: { FUZZ: "many" } });
if (!endedWell) process.exitCode = 1;
