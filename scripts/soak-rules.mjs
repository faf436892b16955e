import { load, run } from "./measurement.mjs";

/*
 * npm run soak:rules       20,000 steps of every rule that keeps W unitary; prints a Markdown table
 *
 * The exit code is 1 if a rule does not keep W unitary or leaks memory. `npm run docs:numbers -- soak` puts the table into
 * docs/mathematics.md.
 */

const options = process.argv.slice(2);

run(async () => {
  if (options.length > 0) throw new Error(`${options.join(", ")} is not an option; there are none.`);
  const { soakRules, SOAK } = await load("soak-rules");
  const { table, kept } = await soakRules(SOAK, console.error);
  console.log(table);
  if (!kept) process.exitCode = 1;
});
