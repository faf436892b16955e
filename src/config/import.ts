import * as v from "valibot";
import { isLaneKey, LANE_KEYS } from "../lanes";
import { inWords, isRecord, type Json, parseJson, read, record, refused, shape } from "../valid";
import type { Change } from "./changes";
import { fitLanes } from "./fit-lanes";
import { type ForkOfFile, type ForkPlan, forkPlan } from "./fork-plan";
import { plannable, readChanges } from "./import-changes";
import { readConfigFromPng } from "./itxt";
import { clampToMemory, HELD_OUT_SIZE } from "./memory-limit";
import { parseField, type Refusal } from "./parse";
import { fewRefusals } from "./refusals";
import { DEFAULT_CONFIG, isConfigKey, KEYS, type RunConfig, withField } from "./schema";

interface ImportedConfig {
  readonly config: RunConfig;
  /** Values that were refused; their fields have the defaults. */
  readonly refusals: readonly Refusal[];
}

/** The settings, the changes of them in mid-run, and the sequence that a file names. */
export interface Imported extends ImportedConfig {
  /** Absent if there are none; else the config is what the run began with. */
  readonly changes?: readonly Change[];
  /** Present if the file is of a fork, whose changes are part of it; null if the file does not have what is needed to fork. */
  readonly fork?: ForkPlan | null;
  /** Number of the held-out sequence, from 1; the first if the file names none. */
  readonly sequence: number;
}

/** The largest file that is read, in bytes. */
export const MAX_IMPORT = 64 * 2 ** 20;

export const RUN_FORMAT = "unitary-rnn-lab/run";
/** The versions that are written, beside the first of earlier releases. */
export const RUN_VERSION = 2;
/** If settings were changed in mid-run, which a reader of version 2 would miss. */
export const CHANGED_RUN_VERSION = 3;
/** If a lane has a gated cell, whose stacked weights a reader of versions 2 and 3 would take for something else. */
export const GATED_RUN_VERSION = 4;
/** The versions that are read. */
const READ_VERSIONS = [1, RUN_VERSION, CHANGED_RUN_VERSION, GATED_RUN_VERSION];

/** The part of an exported run that is required to read it; the rest is for other programs. */
const RUN = shape({
  format: v.literal(
    RUN_FORMAT,
    ({ input }) => `Its format is “${inWords(input)}”; the lab reads “${RUN_FORMAT}”.`,
  ),
  version: v.picklist(
    READ_VERSIONS,
    ({ input }) =>
      `Its version is ${inWords(input)}; this page reads versions ${READ_VERSIONS[0]} to ${READ_VERSIONS.at(-1)}.`,
  ),
  config: record("The run has no config."),
  sequence: v.unknown(),
  initial: v.unknown(),
  changes: v.unknown(),
  fork: v.unknown(),
});
const NO_FORK = "be an object with lane and start, each a or b, and step, a whole number from 0 on";
/** A run's fork; `start` is absent if it is the lane itself. */
const FORK = v.object({
  lane: v.picklist(LANE_KEYS),
  step: v.pipe(v.number(), v.integer(), v.minValue(0)),
  start: v.optional(v.picklist(LANE_KEYS)),
});
/** The part of an exported run's sequence that is read. */
const SEQUENCE = v.object({
  number: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(HELD_OUT_SIZE)),
});
/** The metadata of a picture of another screen. */
const PICTURE = v.object({ address: v.pipe(v.string(), v.startsWith("#screen=")) });

/** The dotted keys of a config as JSON: `{ lr: 1, b: { rule: "exp" } }` gives `lr` and `b.rule`. */
function* dotted(config: Json): Generator<[key: string, value: unknown]> {
  for (const [key, value] of Object.entries(config)) {
    if (isLaneKey(key) && isRecord(value)) {
      for (const [field, inner] of Object.entries(value)) yield [`${key}.${field}`, inner];
    } else yield [key, value];
  }
}

/** Reads a config field by field, with the same refusals as an address; absent fields have their defaults. */
function configFrom(json: Json): ImportedConfig {
  let config = DEFAULT_CONFIG;
  const refusals: Refusal[] = [];
  for (const [key, value] of dotted(json)) {
    const parsed = parseField(key, value);
    if ("refusal" in parsed) refusals.push(parsed.refusal);
    else config = withField(config, parsed.key, parsed.value);
  }
  const paired = fitLanes(config);
  const fitted = clampToMemory(paired.config);
  return {
    config: fitted.config,
    refusals: fewRefusals([...fitted.refusals, ...paired.refusals, ...refusals]),
  };
}

/** Adds the changes of a file, and its fork, to the settings that its run began with. */
function withPlan(of: ImportedConfig, given: unknown, fork: unknown): Omit<Imported, "sequence"> {
  const all = readChanges(given, of.config);
  const found = forkFrom(fork);
  const plan = found && forkPlan(found, of.config, all);
  if (plan) return { ...of, fork: plan };
  const { changes, omitted } = plannable(all, of.config);
  const refusals = omitted.map((message) => ({ key: "changes", given: "", message }));
  return {
    ...of,
    refusals: [...of.refusals, ...refusals],
    ...(changes.length > 0 && { changes }),
    ...(found && { fork: null }),
  };
}

/** @throws Error with a sentence if it is no fork */
function forkFrom(given: unknown): ForkOfFile | null {
  if (given === undefined) return null;
  if (!v.is(FORK, given)) throw new Error(refused("fork", given, NO_FORK));
  return { ...given, start: given.start ?? given.lane };
}

/** Reads an exported run; from version 2 on, with the number of its sequence, and with changes in mid-run. */
function runFrom(json: Json): Imported {
  const { version, config, sequence, initial, changes, fork } = read(RUN, json);
  const begun = changes === undefined ? config : isRecord(initial) && initial.config;
  if (!isRecord(begun))
    throw new Error(refused("initial.config", begun || undefined, "be what the run began with"));
  const imported = { ...withPlan(configFrom(begun), changes, fork), sequence: 1 };
  if (version === 1 || sequence === undefined) return imported;
  const parsed = v.safeParse(SEQUENCE, sequence);
  if (parsed.success) return { ...imported, sequence: parsed.output.number };
  const [key, given] = ["sequence.number", isRecord(sequence) ? sequence.number : undefined];
  const must = `be a whole number from 1 to ${HELD_OUT_SIZE}; the first is shown`;
  const refusal = { key, given: inWords(given), message: refused(key, given, must) };
  return { ...imported, refusals: [refusal, ...imported.refusals] };
}

/** Marks a binary file: control characters other than tab and newline, and U+FFFD. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what tells bytes from text
const BINARY = /[\u0000-\u0008\u000e-\u001f\ufffd]/;

function importedFrom(text: string): Imported {
  if (text.trim() === "") throw new Error("It is empty; an exported run, a config or a picture is needed.");
  if (BINARY.test(text.slice(0, 1000)))
    throw new Error("It is neither JSON nor a PNG picture; the lab reads the two that it exports.");
  const json = read(
    record("Its JSON is not an object; an exported run or a config is needed."),
    parseJson(text),
  );
  if ("format" in json) return runFrom(json);
  const { changes, fork, ...config } = json;
  if ([...dotted(config)].some(([key]) => isConfigKey(key)))
    return { ...withPlan(configFrom(config), changes, fork), sequence: 1 };
  throw new Error(
    `It names no setting of the lab; a config has keys such as ${KEYS.slice(0, 3).join(", ")}.`,
  );
}

/**
 * The address in the metadata of an exported picture of a screen other than the lab; undefined for every other file.
 */
export async function readAddressFromPicture(file: Blob): Promise<string | undefined> {
  if (file.size > MAX_IMPORT) return undefined;
  const bytes = new Uint8Array(await file.arrayBuffer());
  const text = isPng(bytes) ? readConfigFromPng(bytes) : undefined;
  if (text === undefined) return undefined;
  const carried = v.safeParse(v.pipe(v.string(), v.parseJson(), PICTURE), text);
  return carried.success ? carried.output.address : undefined;
}

const isPng = (bytes: Uint8Array) => bytes[0] === 0x89 && bytes[1] === 0x50;

/**
 * Reads the config in a file: an exported run (JSON), a config alone (JSON), or an exported picture (PNG); and, of a run,
 * which sequence it shows.
 * @throws Error with sentences for the user that say what is wrong with the file and what is expected
 */
export async function readImport(file: Blob): Promise<Imported> {
  if (file.size > MAX_IMPORT) {
    const megabytes = (size: number) => Math.ceil(size / 2 ** 20);
    throw new Error(`It has ${megabytes(file.size)} MB; at most ${megabytes(MAX_IMPORT)} MB are read.`);
  }
  const bytes = new Uint8Array(await file.arrayBuffer());
  if (!isPng(bytes)) return importedFrom(new TextDecoder().decode(bytes));
  const text = readConfigFromPng(bytes);
  if (text === undefined)
    throw new Error("The picture carries no settings; only pictures exported by the lab do.");
  return importedFrom(text);
}
