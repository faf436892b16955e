import { PRESETS, presetConfig } from "../../src/config/presets";
import type { LaneConfig, RunConfig } from "../../src/config/schema";
import { configOf } from "../../src/experiments/expand";
import { PLANS } from "../../src/experiments/plans";
import type { LaneKey } from "../../src/lanes";
import { type LaneRun, laneRuns } from "./lane-run";
import type { Measurement } from "./measurement";

/** Promises are chosen on the first half of the seeds and confirmed on the second. */
export const SEEDS = 60;
/** The same for runs that take ten times as long. */
export const FEWER_SEEDS = 20;
/** The seeds of the runs that are compared with *Remember*. */
export const CONSTRAINT_SEEDS = 30;
const LONG = ["w-must-learn", "long-memory", "next-word", "gates-on-text"];

export const seedsOf = (preset: string): number => (LONG.includes(preset) ? FEWER_SEEDS : SEEDS);

const preset = (id: string): RunConfig => {
  const found = PRESETS.find((one) => one.id === id);
  if (!found) throw new Error(`There is no preset ${id}.`);
  return presetConfig(found);
};
const withLane = (config: RunConfig, key: LaneKey, lane: Partial<LaneConfig>, lr = config.lr): RunConfig => ({
  ...config,
  lr,
  [key]: { ...config[key], ...lane },
});

const remember = preset("remember");
/** *Clipping* without its clip, for the few steps in which that stops. */
export const withoutClip = (config: RunConfig): RunConfig =>
  withLane({ ...config, steps: 3 }, "a", { clip: 0 });
/** Adam at 0.001 on W, with and without the constraint. */
const byAdam = { precondition: "adam" } as const;

/** The rates at which both sides of the *Update rule* switch are measured, in presets made for that comparison. */
export const SWITCHED = [
  { preset: "remember", rates: [0.01, 0.1] },
  { preset: "constraint", rates: [0.003, 0.1] },
] as const;

/** Name of the runs of lane B of a preset at a rate, by one side of the switch. */
export const switchedName = (id: string, lr: number, side: "naive" | "exp"): string =>
  `switch/${id}-${side}-${lr}`;

const switched = SWITCHED.flatMap(({ preset: id, rates }) =>
  rates.flatMap((lr) =>
    (["naive", "exp"] as const).map((side) => {
      const config = preset(id);
      const rule = side === "naive" ? "euclidean" : config.exp;
      return laneRuns(switchedName(id, lr, side), withLane(config, "b", { rule }, lr), "b", SEEDS);
    }),
  ),
);

const addingPlan = PLANS.find(({ id }) => id === "adding");
export const ADDING_RATES = [1e-3, 3e-3] as const;
export const ADDING_NETWORKS = ["Naive", "Exact exp"] as const;
export const addingName = (network: string, lr: number) =>
  `adding/${network.replace(" ", "-").toLowerCase()}-${lr}`;
/** The seeds on which the rates are compared. */
export const ADDING_SEEDS = 10;
/** The plan *Adding* at two rates of W. Its exact rule at the larger one is lane B of *W must learn*, seed by seed. */
const adding = ADDING_NETWORKS.flatMap((name) =>
  ADDING_RATES.map((lr) => {
    const planned = addingPlan?.networks.find((one) => one.name === name);
    const config = configOf(addingPlan?.settings ?? {}, planned?.settings ?? {}, { length: 100, lr });
    return laneRuns(
      addingName(name, lr),
      config,
      "b",
      name === "Exact exp" && lr === 3e-3 ? FEWER_SEEDS : ADDING_SEEDS,
    );
  }),
);

const named: readonly Measurement<LaneRun>[] = [
  ...PRESETS.flatMap(({ id }) =>
    (["a", "b"] as const).map((key) => laneRuns(`presets/${id}-${key}`, preset(id), key, seedsOf(id))),
  ),
  laneRuns("presets/clipping-without", withoutClip(preset("clipping")), "a", SEEDS),
  ...switched,
  laneRuns(
    "constraint/frozen",
    withLane(remember, "a", { rule: "frozen", init: "rotations" }),
    "a",
    CONSTRAINT_SEEDS,
  ),
  laneRuns(
    "constraint/naive-by-adam",
    withLane(remember, "a", { rule: "euclidean", init: "rotations", ...byAdam }, 1e-3),
    "a",
    CONSTRAINT_SEEDS,
  ),
  laneRuns("constraint/exp-by-adam", withLane(remember, "b", byAdam, 1e-3), "b", CONSTRAINT_SEEDS),
  ...adding,
];
/** Of runs with the same settings those on the most seeds, and of as many the first. */
const bySubject = new Map(
  [...named]
    .reverse()
    .sort((one, other) => (one.count ?? 0) - (other.count ?? 0))
    .map((one) => [one.subject, one]),
);
const byName = new Map(named.map((one) => [one.name, bySubject.get(one.subject) ?? one]));

/** All runs of single lanes that the documents speak of, each once. */
export const LANES: readonly Measurement<LaneRun>[] = [...new Set(byName.values())];

/** The runs of this name, which may be kept under another that has the same settings. */
export function lanesOf(name: string): Measurement<LaneRun> {
  const found = byName.get(name);
  if (!found) throw new Error(`No runs are called ${name}.`);
  return found;
}
