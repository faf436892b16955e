import { load, placeInDocument, run } from "./measurement.mjs";

/*
 * npm run soak:rules                 20,000 steps of every rule that keeps W unitary; prints a Markdown table
 * npm run soak:rules -- --write      also writes the table into docs/mathematics.md
 *
 * The exit code is 1 if a rule does not keep W unitary or leaks memory.
 */

const OPTIONS = { units: 64, steps: 20_000, every: 500, minutes: 6 };

const options = process.argv.slice(2);
const write = options.includes("--write");
const unknown = options.filter((option) => option !== "--write");

run(async () => {
  if (unknown.length > 0) throw new Error(`${unknown.join(", ")} is not an option; --write is the only one.`);
  const place = placeInDocument("soak");
  if (write) place.check();
  const { soakRules } = await load("soak-rules");
  const { table, kept } = await soakRules(OPTIONS, console.error);
  console.log(table);
  if (!kept) process.exitCode = 1;
  if (write) place.write(table);
});
