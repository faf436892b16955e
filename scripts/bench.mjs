import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { build } from "vite";
import { ensureChromium } from "./ensure-chromium.mjs";
import { load, run } from "./measurement.mjs";
import { ROOT } from "./project.mjs";

const USAGE = `npm run bench                       everything; most of an hour where WebGPU is a program
npm run bench -- --quick            the small sizes, 5 samples, a shorter look at the page
npm run bench -- --only steps       or growth, page, profile: one part of it
npm run bench -- --cell lstm        the steps and profile of simple, lstm or gru cells alone
npm run bench -- --without webgpu   leaves out wasm, webgpu or pytorch
npm run bench -- --samples 30       of each contender (15)
npm run bench -- --slow-samples 15  of those that take over 3 s a step (3)
npm run bench -- --json FILE        writes everything, every sample included, as JSON as well`;

const PARTS = ["steps", "growth", "page", "profile"];
const CELLS = ["simple", "lstm", "gru"];
const PLACES = ["wasm", "webgpu", "pytorch"];

/** Parses the options. @throws Error with a sentence if an option is not allowed */
function readOptions() {
  const { values } = parseArgs({
    options: {
      quick: { type: "boolean", default: false },
      only: { type: "string", multiple: true, default: [] },
      cell: { type: "string", multiple: true, default: [] },
      without: { type: "string", multiple: true, default: [] },
      samples: { type: "string" },
      "slow-samples": { type: "string" },
      json: { type: "string" },
      help: { type: "boolean", default: false },
    },
  });
  const { quick, only, cell, without, json, help } = values;
  const samples = whole("--samples", values.samples ?? (quick ? "5" : "15"));
  return {
    quick,
    json,
    help,
    parts: only.length > 0 ? only.map((part) => oneOf("--only", part, PARTS)) : PARTS,
    cells: cell.length > 0 ? cell.map((one) => oneOf("--cell", one, CELLS)) : CELLS,
    places: PLACES.filter((place) => !without.map((one) => oneOf("--without", one, PLACES)).includes(place)),
    sampling: {
      samples,
      slowSamples: Math.min(samples, whole("--slow-samples", values["slow-samples"] ?? "3")),
    },
  };
}

function oneOf(option, value, allowed) {
  if (allowed.includes(value)) return value;
  throw new Error(`${option} ${value} was refused: it must be one of ${allowed.join(", ")}.`);
}

function whole(option, value) {
  const number = Number(value);
  if (Number.isInteger(number) && number >= 1) return number;
  throw new Error(`${option} ${value} was refused: it must be a whole number from 1.`);
}

run(async () => {
  const options = readOptions();
  if (options.help) return console.log(USAGE);
  const chromium = await ensureChromium();
  console.error("Building …");
  await build({ root: ROOT, logLevel: "warn" });
  const { bench } = await load("bench/main");
  const { text, figures } = await bench({ ...options, root: ROOT, chromium, progress: console.error });
  console.log(text);
  if (options.json) writeFileSync(options.json, `${JSON.stringify(figures, null, 2)}\n`);
});
