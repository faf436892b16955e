import { parseArgs } from "node:util";
import { ensureChromium } from "./ensure-chromium.mjs";
import { command, ROOT } from "./project.mjs";
import { runProgram } from "./run-program.mjs";

const USAGE = `npm run fuzz                                 inputs as below, then random use as below
npm run fuzz -- 500                          500 addresses and as many configs, and the rest in proportion
npm run fuzz -- --actions 1000 --seed 7      random use alone: so many actions on the page, a new page every 100

Inputs: 10,000 addresses and as many configs trained, 2,000 broken files, 1,000 malformed messages.
Random use: 1,000 actions over all controls, from seed 1 on; a seed that fails prints a short sequence that fails.
\`npm test\` tries a few of each.`;

/** @returns a whole number of 1 to 9999999 @throws Error with a sentence */
function countOf(name, text) {
  if (!/^[1-9]\d{0,6}$/.test(text)) {
    throw new Error(`${name} “${text}” was refused: it must be a whole number from 1 to 9999999.`);
  }
  return Number(text);
}

const inputs = (count) =>
  runProgram([command("vitest", "vitest"), "run", "tests/fuzz"], {
    minutes: 120,
    env: { FUZZ: String(count) },
  });

async function randomUse(actions, seed) {
  const chromium = await ensureChromium();
  return runProgram(
    [
      command("@playwright/test", "playwright"),
      "test",
      ...["--project", "wasm", "--workers", "1", "--reporter", "list", "--global-timeout", "0", "random-use"],
    ],
    {
      // Each failing seed may take twenty minutes to be made shorter.
      minutes: 60 + actions / 10,
      env: { CHROMIUM_PATH: chromium, FUZZ_ACTIONS: String(actions), FUZZ_SEED: String(seed) },
    },
  );
}

try {
  process.chdir(ROOT);
  const { values, positionals } = parseArgs({
    options: {
      actions: { type: "string" },
      seed: { type: "string", default: "1" },
      help: { type: "boolean", default: false },
    },
    allowPositionals: true,
  });
  const seed = countOf("--seed", values.seed);
  const actions = countOf("--actions", values.actions ?? "1000");
  const count = countOf("The number of inputs", positionals[0] ?? "10000");
  if (values.help) console.log(USAGE);
  else {
    const alone = values.actions !== undefined;
    const held = [alone || (await inputs(count)), positionals.length > 0 || (await randomUse(actions, seed))];
    if (held.includes(false)) process.exitCode = 1;
  }
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
