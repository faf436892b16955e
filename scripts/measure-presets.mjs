import { join } from "node:path";
import { load, placeInDocument, run } from "./measurement.mjs";
import { ROOT } from "./project.mjs";

/*
 * npm run presets                    measures every preset and prints a Markdown table
 * npm run presets -- remember        measures some of them
 * npm run presets -- --write         also writes the table into docs/mathematics.md
 * npm run presets -- --switch        measures Naive and Exp at the learning rates that the presets state
 */

const options = process.argv.slice(2);
const [write, rates] = [options.includes("--write"), options.includes("--switch")];
const ids = options.filter((option) => !option.startsWith("--"));
const unknown = options.filter(
  (option) => option.startsWith("--") && option !== "--write" && option !== "--switch",
);

run(async () => {
  if (unknown.length > 0)
    throw new Error(`${unknown.join(", ")} is not an option; --write and --switch are.`);
  if (write && (rates || ids.length > 0))
    throw new Error("--write is for the whole table: leave the presets' names and --switch out.");
  const place = placeInDocument("presets");
  if (write) place.check();
  const { measurePresets, measureSwitch } = await load("measure-presets");
  if (rates) {
    await measureSwitch({ ids, publicFolder: join(ROOT, "public"), progress: console.log });
    return;
  }
  const table = await measurePresets({ ids, publicFolder: join(ROOT, "public"), progress: console.error });
  console.log(table);
  if (write) place.write(table);
});
