import { join } from "node:path";
import { load, placeInDocument, run } from "./measurement.mjs";
import { ROOT } from "./project.mjs";

/*
 * npm run presets                    measures every preset and prints a Markdown table
 * npm run presets -- remember        measures some of them
 * npm run presets -- --write         also puts the table into docs/mathematics.md
 */

const options = process.argv.slice(2);
const write = options.includes("--write");
const ids = options.filter((option) => !option.startsWith("--"));
const unknown = options.filter((option) => option.startsWith("--") && option !== "--write");

run(async () => {
  if (unknown.length > 0) throw new Error(`${unknown.join(", ")} is not an option; --write is the only one.`);
  if (write && ids.length > 0)
    throw new Error("--write is for the whole table: leave the presets' names out.");
  const place = placeInDocument("presets");
  if (write) place.check();
  const { measurePresets } = await load("measure-presets");
  const table = await measurePresets({ ids, publicFolder: join(ROOT, "public"), progress: console.error });
  console.log(table);
  if (write) place.write(table);
});
