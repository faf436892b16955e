import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import "../src/kernels/wasm";
import { readResults } from "../src/experiments/results-file";
import { ENGINE } from "../src/experiments/source";
import { BLOCKS, GENERATED, MEASUREMENTS } from "./docs-numbers/all";
import { blocksOf, troublesOf, type Wanted, written } from "./docs-numbers/blocks";
import { Data } from "./docs-numbers/data";
import {
  commandOf,
  type Measurement,
  readMeasured,
  staleness,
  type Tools,
  writeMeasured,
} from "./docs-numbers/measurement";
import { roundsOnce } from "./engine-fingerprint";
import { startWasm } from "./start-wasm";
import { taskFiles } from "./task-files";

/** The documents of the project, as paths in its folder. */
export const documentsOf = (root: string): readonly string[] => [
  "README.md",
  "CONTRIBUTING.md",
  ...readdirSync(join(root, "docs"))
    .filter((name) => name.endsWith(".md"))
    .map((name) => `docs/${name}`),
];

/** What the data give for the block of a name; a sentence if they do not. */
function wantedOf(root: string, name: string): Wanted | string | undefined {
  const make = BLOCKS[name];
  if (!make) return undefined;
  const data = new Data(root);
  try {
    const slots = make(data);
    const groups = data.read;
    const by = groups.length > 0 ? commandOf(groups.join(" ")) : "npm run docs:numbers";
    return { engine: data.engine, by, slots };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** A generated file as the data give it; a sentence if they do not. */
function generated(root: string, path: string): { text: string } | string {
  try {
    return { text: `${JSON.stringify(GENERATED[path](new Data(root)), null, 2)}\n` };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

const read = (root: string, path: string) => readFileSync(join(root, path), "utf8");

/** The measurements that must be made again, each with why. */
export function staleMeasurements(root: string): readonly { readonly name: string; readonly why: string }[] {
  return MEASUREMENTS.flatMap((measurement) => {
    const why = staleness(measurement, readMeasured(root, measurement), ENGINE);
    return why === undefined ? [] : [{ name: measurement.name, why }];
  });
}

/** The reference files, with the versions of the engine that made their rows. */
function resultsOf(
  root: string,
): readonly { readonly path: string; readonly engines: ReadonlySet<number> }[] {
  const names = readdirSync(join(root, "public/results")).filter((name) => name.endsWith(".jsonl"));
  return names.map((name) => {
    const path = `public/results/${name}`;
    return { path, engines: new Set(readResults(read(root, path)).rows.map(({ engine }) => engine)) };
  });
}

/** The measurements, blocks and reference files that this version of the engine has made, as lines. */
export function blocksOfEngine(root: string, engine: number): readonly string[] {
  const blocks = documentsOf(root).flatMap((path) =>
    blocksOf(read(root, path))
      .filter(({ head }) => head.startsWith(`engine=${engine},`))
      .map(({ name }) => `${path}, block ${name}`),
  );
  const results = resultsOf(root).flatMap(({ path, engines }) => (engines.has(engine) ? [path] : []));
  return [...blocks, ...results];
}

/** What is stale or written by hand in the documents, their data and the generated files, as sentences; empty if nothing is. */
export function checkNumbers(root: string): readonly string[] {
  const troubles: string[] = [];
  for (const { name, why } of staleMeasurements(root)) troubles.push(`${name} ${why}: ${commandOf(name)}`);
  for (const { path, engines } of resultsOf(root)) {
    if (engines.size === 1 && engines.has(ENGINE)) continue;
    troubles.push(
      `${path} was made by version ${[...engines].join(" and ")} of the engine, which is ${ENGINE} now: npm run experiment`,
    );
  }
  for (const path of documentsOf(root)) {
    const unmade = new Set<string>();
    const wanted = (name: string) => {
      const found = wantedOf(root, name);
      if (typeof found !== "string") return found;
      unmade.add(found);
      return { engine: null, by: "", slots: {} };
    };
    const found = troublesOf(path, read(root, path), wanted);
    troubles.push(...(unmade.size > 0 ? [...unmade].map((why) => `${path}: ${why}`) : found));
  }
  for (const path of Object.keys(GENERATED)) {
    const made = generated(root, path);
    if (typeof made === "string") troubles.push(`${path}: ${made}`);
    else if (!existsSync(join(root, path)) || read(root, path) !== made.text)
      troubles.push(`${path} is not what the data give: npm run docs:numbers`);
  }
  return troubles;
}

/** Writes all blocks and generated files from the data. @returns sentences on those without data */
export function writeNumbers(root: string): readonly string[] {
  const missing: string[] = [];
  for (const path of documentsOf(root)) {
    const before = read(root, path);
    const after = written(before, (name) => {
      const wanted = wantedOf(root, name);
      if (typeof wanted !== "string") return wanted;
      missing.push(`${path}, block ${name}: ${wanted}`);
      return undefined;
    });
    if (after !== before) writeFileSync(join(root, path), after);
  }
  for (const path of Object.keys(GENERATED)) {
    const made = generated(root, path);
    if (typeof made === "string") missing.push(`${path}: ${made}`);
    else writeFileSync(join(root, path), made.text);
  }
  return missing;
}

/** The measurements that these names select, each a whole name or the part before its slash. @throws Error if one selects none */
export function selected(names: readonly string[]): readonly Measurement[] {
  const matching = (name: string) =>
    MEASUREMENTS.filter((one) => one.name === name || one.name.startsWith(`${name}/`));
  for (const name of names) {
    if (matching(name).length > 0) continue;
    const groups = [...new Set(MEASUREMENTS.map((one) => one.name.split("/")[0]))];
    throw new Error(`Nothing that is measured is called ${name}. There are ${groups.join(", ")}.`);
  }
  return [...new Set(names.flatMap(matching))];
}

/** Who measures, for the files. */
export interface Origin {
  readonly commit: string;
  readonly machine: string;
}

/**
 * Makes measurements, on wasm: again those that are complete, while an interrupted one continues. After each row the file is
 * written.
 */
export async function measure(
  root: string,
  measurements: readonly Measurement[],
  { commit, machine }: Origin,
  python: Tools["python"],
  say: (line: string) => void,
): Promise<void> {
  await startWasm();
  if (!(await roundsOnce()))
    throw new Error(
      "This machine multiplies and adds in two roundings, or Node does not know relaxed SIMD: its numbers would be others than those of the page.",
    );
  const tools: Tools = {
    taskOf: taskFiles(join(root, "public"), undefined).task,
    file: (name) => readFile(join(root, "public", name), "utf8"),
    kept: (measurement) => readMeasured(root, measurement),
    python,
  };
  for (const measurement of measurements) {
    const { name, subject, ofEngine, count = 0 } = measurement;
    const before = readMeasured(root, measurement);
    const engine = ofEngine ? ENGINE : null;
    const continues =
      before?.subject === subject &&
      before.engine === engine &&
      (!before.complete || before.rows.length < count);
    const rows = continues ? [...before.rows] : [];
    const save = (complete: boolean) =>
      writeMeasured(root, name, {
        command: commandOf(name),
        subject,
        engine,
        commit,
        machine,
        complete,
        rows,
      });
    const start = performance.now();
    for await (const row of measurement.measure(tools, rows)) {
      rows.push(row);
      save(false);
    }
    save(true);
    say(`${name}: ${rows.length} rows, ${((performance.now() - start) / 1000).toFixed(0)} s`);
  }
}
