import { misfitOf, ringMisfitOf } from "../config/fit-lanes";
import { DEFAULT_CONFIG, type FieldValue, type RunConfig, withField } from "../config/schema";
import { formatQuery } from "../config/url";
import { CELLS } from "../kernels/cells";
import { type Plan, type Settings, schemaKey } from "./plan";

/** A point of the grid: one value of each of its settings. */
export type GridPoint = Readonly<Record<string, FieldValue>>;

/** One network at one point of the grid, to be trained to its last step. */
export interface PlannedRun {
  /** The run's index in the plan's order. */
  readonly index: number;
  /** Identifies the run by everything that affects its numbers: the query of its config. */
  readonly id: string;
  readonly network: string;
  readonly point: GridPoint;
  /** Lane B is trained; lane A has its defaults. */
  readonly config: RunConfig;
  /** The config whose number of trained parameters n is chosen to match; null if n is as given. */
  readonly like: RunConfig | null;
}

/** The config of a run in which only lane B matters. */
export function configOf(...parts: readonly Settings[]): RunConfig {
  let config: RunConfig = DEFAULT_CONFIG;
  for (const part of parts) {
    for (const [name, value] of Object.entries(part)) {
      const key = schemaKey(name);
      if (key !== undefined) config = withField(config, key, value);
    }
  }
  // A gated cell is trained without a constraint unless a rule is named.
  const isNamed = parts.some((part) => "rule" in part);
  if (CELLS[config.b.cell].gated && !isNamed) config = withField(config, "b.rule", "none");
  return config;
}

/** Returns every combination of the grid's values; the last setting changes fastest. */
function points(grid: Plan["grid"]): Settings[] {
  return Object.entries(grid).reduce<Settings[]>(
    (all, [name, values]) => all.flatMap((point) => values.map((value) => ({ ...point, [name]: value }))),
    [{}],
  );
}

/** What is wrong in the settings of a network, or what would be right, as the end of a sentence. */
const remedy = ({ b }: RunConfig): string =>
  CELLS[b.cell].gated && b.numbers === "real"
    ? `: give it "rule": "none" or "frozen"`
    : `, and numbers is ${b.numbers}`;

/**
 * Returns all runs of a plan. The grid's points are the outer loop and the networks the inner one, so that a comparison
 * is complete as early as possible.
 * @throws Error if a network's rule cannot train its kind of numbers, or its cell, or if a ring’s ends are in the wrong order
 */
export function expand({ settings, networks, grid, match }: Plan): PlannedRun[] {
  const runs: PlannedRun[] = [];
  for (const point of points(grid)) {
    const like = match === "parameters" ? configOf(settings, networks[0].settings, point) : null;
    for (const network of networks) {
      const config = configOf(settings, network.settings, point);
      const misfit = misfitOf(config.b);
      if (misfit) throw new Error(`Network “${network.name}”: ${misfit}${remedy(config)}.`);
      const ringMisfit = ringMisfitOf(config.b);
      if (ringMisfit) throw new Error(`Network “${network.name}”: ${ringMisfit}.`);
      const matched = like && network !== networks[0] ? like : null;
      const id = matched
        ? `${formatQuery(config)}&like=${encodeURIComponent(formatQuery(matched))}`
        : formatQuery(config);
      runs.push({ index: runs.length, id, network: network.name, point, config, like: matched });
    }
  }
  return runs;
}

/** Shard i of N, i = 1 … N: every N-th run, so that each shard has its share of the long runs. */
export interface Shard {
  readonly number: number;
  readonly of: number;
}

/**
 * Reads “2/8”, or “2” with the number of shards beside it.
 * @param shards the number of shards, if it is given apart
 * @throws Error with a sentence
 */
export function parseShard(text: string, shards?: string): Shard {
  const match = /^(\d+)(?:\/(\d+))?$/.exec(text);
  const given = shards === undefined ? text : `${text} --shards ${shards}`;
  const [number, of] = [Number(match?.[1]), Number(shards ?? match?.[2])];
  const twice = shards !== undefined && match?.[2] !== undefined && match[2] !== shards;
  if (!match || twice || !Number.isSafeInteger(of) || of < 1 || number < 1 || number > of) {
    throw new Error(
      `--shard ${given} was refused: it must be i/N with i from 1 to N, such as 1/4, or i beside --shards N. N is the number of shards of the plan, however many are started at once.`,
    );
  }
  return { number, of };
}

/** The runs of a shard. */
export const inShard = ({ number, of }: Shard, runs: readonly PlannedRun[]): PlannedRun[] =>
  runs.filter(({ index }) => index % of === number - 1);
