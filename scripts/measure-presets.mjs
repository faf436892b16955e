import { join } from "node:path";
import { parseArgs } from "node:util";
import { load, run } from "./measurement.mjs";
import { ROOT } from "./project.mjs";

/*
 * npm run presets                                 measures every preset on seeds 1 to 10, and prints what holds of what it promises
 * npm run presets -- remember --seeds 61-80       measures some of them, on these seeds
 *
 * `npm run docs:numbers -- presets` makes the table of docs/mathematics.md and the numbers on the page.
 */

run(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { seeds: { type: "string", default: "1-10" } },
  });
  const [, first, last = first] = /^(\d+)(?:-(\d+))?$/.exec(values.seeds) ?? [];
  if (first === undefined || Number(last) < Number(first))
    throw new Error(`--seeds must be as 1-10 or 7, and is “${values.seeds}”.`);
  const { measurePresets } = await load("measure-presets");
  await measurePresets({
    ids: positionals,
    first: Number(first),
    last: Number(last),
    publicFolder: join(ROOT, "public"),
    say: console.log,
  });
});
