import { type KeyTable, type Pair, readOwn, writeOwn } from "../../address/keys";
import { powerOfTen } from "../../math/number-format";
import type { Direction, UpdateRule } from "../../training/counterexample";
import { DIRECTIONS, UPDATE_RULES } from "../../training/counterexample";
import { MAX_SEED, parseEntry, parseNumeral, SIZES, type StartMatrix } from "./start-matrices";

/** The settings of the screen, all of which are in the address. */
export interface ProgramSettings {
  readonly start: StartMatrix;
  /** α, the learning rate. */
  readonly rate: number;
  readonly rule: UpdateRule;
  /** Choice of the direction G. */
  readonly direction: Direction;
}

export const MIN_RATE = 1e-10;
export const MAX_RATE = 10;
/** The settings of the slide's program, which are the values of keys that a link omits. */
export const SLIDE: ProgramSettings = {
  start: { kind: "swap" },
  rate: 10,
  rule: "naive",
  direction: "sigmoid",
};
/** The settings of the screen if the address has no key: a start from which the exp step turns U. */
export const OPENING: ProgramSettings = {
  start: { kind: "rotation" },
  rate: 0.1,
  rule: "exp",
  direction: "sigmoid",
};

/** One row per key; the slide's values are omitted from the address. */
const KEYS: KeyTable<"counterexample", ProgramSettings> = {
  lr: {
    read(text) {
      const rate = parseNumeral(text);
      return rate !== null && rate >= MIN_RATE && rate <= MAX_RATE
        ? { rate }
        : `a number from ${powerOfTen(Math.log10(MIN_RATE))} to ${MAX_RATE}, written like 0.5 or 1e-7`;
    },
    write: ({ rate }) => (rate === SLIDE.rate ? null : String(rate)),
  },
  matrix: {
    read(text) {
      const start = readMatrix(text);
      return start
        ? { start }
        : `swap, rotation, random, random.2 (or another whole number), or the rows of a matrix of size ${SIZES.join(", ")} such as 0,1;1,0`;
    },
    write: ({ start }) => (start.kind === "swap" ? null : writeMatrix(start)),
  },
  rule: {
    read: (text) => (isOneOf(UPDATE_RULES, text) ? { rule: text } : "naive or exp"),
    write: ({ rule }) => (rule === SLIDE.rule ? null : rule),
  },
  g: {
    read: (text) => (isDirection(text) ? { direction: text } : "sigmoid or fixed"),
    write: ({ direction }) => (direction === SLIDE.direction ? null : direction),
  },
};

const isOneOf = <T extends string>(all: readonly T[], text: string): text is T =>
  all.some((one) => one === text);
const isDirection = (text: string): text is Direction => Object.hasOwn(DIRECTIONS, text);

function readMatrix(text: string): StartMatrix | null {
  if (text === "swap" || text === "rotation") return { kind: text };
  if (text === "random") return { kind: "random", seed: 1 };
  if (/^random\.\d{1,10}$/.test(text)) {
    const seed = Number(text.slice("random.".length));
    return seed <= MAX_SEED ? { kind: "random", seed } : null;
  }
  const cells = text.split(";").map((row) => row.split(",").map(parseEntry));
  const fits = SIZES.some((n) => n === cells.length) && cells.every((row) => row.length === cells.length);
  if (!fits) return null;
  const rows: number[][] = [];
  for (const row of cells) {
    const values: number[] = [];
    for (const cell of row) {
      if ("refusal" in cell) return null;
      values.push(cell.value);
    }
    rows.push(values);
  }
  return { kind: "own", rows };
}

/** Writes the matrix for the address: its name, or its rows. */
export function writeMatrix(start: StartMatrix): string {
  if (start.kind === "own") return start.rows.map((row) => row.join(",")).join(";");
  if (start.kind === "random") return start.seed === 1 ? "random" : `random.${start.seed}`;
  return start.kind;
}

/**
 * Reads the settings from this screen's keys, with a sentence per rejected value. Without any key they are
 * {@link OPENING}; with at least one, all others have the slide's values.
 */
export function readAddress(pairs: readonly Pair[]): {
  settings: ProgramSettings;
  refusals: readonly string[];
} {
  const { values, refusals } = readOwn("counterexample", KEYS, pairs);
  return { settings: { ...(pairs.length > 0 ? SLIDE : OPENING), ...values }, refusals };
}

/**
 * Returns this screen's keys for the settings. The opening needs no key, and the slide's values are omitted, except that
 * one key is written if there would be none.
 */
export const writeAddress = (settings: ProgramSettings): Pair[] =>
  sameSettings(settings, OPENING) ? [] : ownPairs(settings);

/** Whether both are the same settings. */
export const sameSettings = (one: ProgramSettings, other: ProgramSettings): boolean =>
  ownPairs(one).join() === ownPairs(other).join();

function ownPairs(settings: ProgramSettings): Pair[] {
  const pairs = writeOwn(KEYS, settings);
  return pairs.length > 0 ? pairs : [["matrix", SLIDE.start.kind]];
}
