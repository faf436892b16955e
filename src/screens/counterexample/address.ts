import { type KeyTable, type Pair, readOwn, writeOwn } from "../../address/keys";
import { powerOfTen } from "../../math/number-format";
import type { Direction, UpdateRule } from "../../training/counterexample";
import { DIRECTIONS, UPDATE_RULES } from "../../training/counterexample";
import { MAX_SEED, parseEntry, parseNumeral, SIZES, type StartMatrix } from "./start-matrices";

/** What the screen can be asked for; all of it stands in the address. */
export interface Settings {
  readonly start: StartMatrix;
  /** α, the learning rate. */
  readonly rate: number;
  readonly rule: UpdateRule;
  /** What G is. */
  readonly direction: Direction;
}

export const MIN_RATE = 1e-10;
export const MAX_RATE = 10;
/** The slide's own program; a key that a link leaves out has its value from here. */
export const SLIDE: Settings = {
  start: { kind: "swap" },
  rate: 10,
  rule: "naive",
  direction: "sigmoid",
};
/** What the screen opens with, without any key: a start from which the exp step turns U. */
export const OPENING: Settings = {
  start: { kind: "rotation" },
  rate: 0.1,
  rule: "exp",
  direction: "sigmoid",
};

/** One row per key; the slide's values need no word. */
const KEYS: KeyTable<"counterexample", Settings> = {
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

/** The matrix as the address says it: its name, or its rows. */
export function writeMatrix(start: StartMatrix): string {
  if (start.kind === "own") return start.rows.map((row) => row.join(",")).join(";");
  if (start.kind === "random") return start.seed === 1 ? "random" : `random.${start.seed}`;
  return start.kind;
}

/**
 * The settings that this screen's keys ask for, and a sentence for each value that was refused. Without any key they
 * are {@link OPENING}; with one, whatever is not named is the slide's.
 */
export function readAddress(pairs: readonly Pair[]): { settings: Settings; refusals: readonly string[] } {
  const { values, refusals } = readOwn("counterexample", KEYS, pairs);
  return { settings: { ...(pairs.length > 0 ? SLIDE : OPENING), ...values }, refusals };
}

/**
 * This screen's keys for the settings. The opening needs no key, and the slide's values are left out, except that one
 * of them stands for all if there would be no key.
 */
export const writeAddress = (settings: Settings): Pair[] =>
  sameSettings(settings, OPENING) ? [] : ownPairs(settings);

/** Whether both ask for the same. */
export const sameSettings = (one: Settings, other: Settings): boolean =>
  ownPairs(one).join() === ownPairs(other).join();

function ownPairs(settings: Settings): Pair[] {
  const pairs = writeOwn(KEYS, settings);
  return pairs.length > 0 ? pairs : [["matrix", SLIDE.start.kind]];
}
