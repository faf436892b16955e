import { isLaneKey } from "../lanes";
import { readConfigFromPng } from "./itxt";
import { fewRefusals } from "./refusals";
import { fitting } from "./room";
import {
  DEFAULT_CONFIG,
  FIELDS,
  inWords,
  KEYS,
  parseField,
  type Refusal,
  type RunConfig,
  withField,
} from "./schema";

export interface ImportedConfig {
  readonly config: RunConfig;
  /** Fields that were not taken over; they have their defaults. */
  readonly refusals: readonly Refusal[];
}

/** Largest file that is read, in bytes. */
export const LARGEST_IMPORT = 64 * 2 ** 20;

export const RUN_FORMAT = "unitary-rnn-lab/run";
export const RUN_VERSION = 1;

type Json = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The dotted keys of a config as JSON, `{ lr: 1, b: { rule: "exp" } }` giving `lr` and `b.rule`. */
function* dotted(config: Json): Generator<[key: string, value: unknown]> {
  for (const [key, value] of Object.entries(config)) {
    if (isLaneKey(key) && isObject(value)) {
      for (const [field, inner] of Object.entries(value)) yield [`${key}.${field}`, inner];
    } else yield [key, value];
  }
}

/** Reads a config field by field, with the refusals an address would get; what is absent has its default. */
function configFrom(json: Json): ImportedConfig {
  let config = DEFAULT_CONFIG;
  const refusals: Refusal[] = [];
  for (const [key, value] of dotted(json)) {
    const parsed = parseField(key, value);
    if ("refusal" in parsed) refusals.push(parsed.refusal);
    else config = withField(config, key, parsed.value);
  }
  const fitted = fitting(config);
  return { config: fitted.config, refusals: fewRefusals([...fitted.refusals, ...refusals]) };
}

/** What no text holds: control characters but tabs and ends of lines, and what stands for bytes that are none. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what tells bytes from text
const NO_TEXT = /[\u0000-\u0008\u000e-\u001f\ufffd]/;

function configFromJson(text: string): ImportedConfig {
  if (text.trim() === "") throw new Error("It is empty; an exported run, a config or a picture is needed.");
  if (NO_TEXT.test(text.slice(0, 1000)))
    throw new Error("It is neither JSON nor a PNG picture; the lab reads the two that it exports.");
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new Error(`It is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (!isObject(json)) throw new Error("Its JSON is not an object; an exported run or a config is needed.");
  if (!("format" in json)) {
    if ([...dotted(json)].some(([key]) => Object.hasOwn(FIELDS, key))) return configFrom(json);
    throw new Error(
      `It names no setting of the lab; a config has keys such as ${KEYS.slice(0, 3).join(", ")}.`,
    );
  }
  if (json.format !== RUN_FORMAT) {
    throw new Error(`Its format is “${inWords(json.format)}”; the lab reads “${RUN_FORMAT}”.`);
  }
  if (json.version !== RUN_VERSION) {
    throw new Error(`Its version is ${inWords(json.version)}; this page reads version ${RUN_VERSION}.`);
  }
  if (!isObject(json.config)) throw new Error("The run has no config.");
  return configFrom(json.config);
}

/**
 * The address that an exported picture carries where it is not of the lab's run but of another screen; undefined for
 * every other file.
 */
export async function readAddressFromPicture(file: Blob): Promise<string | undefined> {
  if (file.size > LARGEST_IMPORT) return undefined;
  const bytes = new Uint8Array(await file.arrayBuffer());
  const text = isPng(bytes) ? readConfigFromPng(bytes) : undefined;
  if (text === undefined) return undefined;
  try {
    const json: unknown = JSON.parse(text);
    return isObject(json) && typeof json.address === "string" && json.address.startsWith("#screen=")
      ? json.address
      : undefined;
  } catch {
    return undefined;
  }
}

const isPng = (bytes: Uint8Array) => bytes[0] === 0x89 && bytes[1] === 0x50;

/**
 * The config that a file carries: an exported run (JSON), a config alone (JSON), or an exported picture (PNG).
 * @throws Error with sentences for people: what is wrong with the file and what would be right
 */
export async function readImport(file: Blob): Promise<ImportedConfig> {
  if (file.size > LARGEST_IMPORT) {
    const megabytes = (size: number) => Math.ceil(size / 2 ** 20);
    throw new Error(`It has ${megabytes(file.size)} MB; at most ${megabytes(LARGEST_IMPORT)} MB are read.`);
  }
  const bytes = new Uint8Array(await file.arrayBuffer());
  if (!isPng(bytes)) return configFromJson(new TextDecoder().decode(bytes));
  const text = readConfigFromPng(bytes);
  if (text === undefined)
    throw new Error("The picture carries no settings; only pictures exported by the lab do.");
  return configFromJson(text);
}
