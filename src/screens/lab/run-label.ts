import { matchingPreset } from "../../config/presets";
import type { LaneConfig, RunConfig } from "../../config/schema";
import type { PictureLabel } from "../../export/picture-source";
import { LANE_KEYS, type LaneKey, type PerLane } from "../../lanes";
import { formatCount, formatNumber } from "../../math/number-format";
import { RULES } from "../../rules";
import type { Fork } from "../../store/saved-run";
import { lab } from "../../store/use-lab";
import { LANE_LOOKS } from "../lane-looks";
import { applies, fixedLength, valueLabel } from "./option-labels";

/** What the charts and their pictures say of the run. */
export interface RunLabel extends PictureLabel {
  /** Short names of the lanes, e.g. { a: "RNN", b: "Unitary" }. */
  readonly lanes: PerLane<string>;
  readonly step: number;
  /** The step at which one lane was copied into the other's place. */
  readonly forkedAt?: number;
  /** Steps that the run is to have. */
  readonly length: number;
}

/** Ids as names have them, if not as they are. */
const SPELT: Readonly<Record<string, string>> = {
  riemannian: "Riemannian",
  cayley: "Cayley",
  "deck-minus": "deck −",
  "deck-plus": "deck +",
  householder: "Householder",
  arjovsky: "Arjovsky",
  haar: "Haar",
  gaussian: "Gaussian",
};
const spelt = (id: string) => SPELT[id] ?? id;
const figure = (value: number) => formatNumber(value, 4);

/** Each setting in a word or two, in the order in which they tell two lanes of one kind apart. */
const IN_BRIEF = {
  rule: ({ rule }) => spelt(rule),
  activation: ({ activation }) => valueLabel("a.activation", activation),
  init: ({ init }) => spelt(init),
  numbers: ({ numbers }) => numbers,
  gain: ({ gain }) => `gain ${figure(gain)}`,
  clip: ({ clip }) => (clip === 0 ? "no clip" : `clip ${figure(clip)}`),
  optimiser: ({ optimiser }) => valueLabel("a.optimiser", optimiser),
  rate: ({ rate }) => `rate ${figure(rate)}`,
  precondition: ({ precondition: by }) =>
    by === "sgd" ? "W unscaled" : `W by ${valueLabel("a.precondition", by)}`,
  beta: ({ beta }) => `β ${figure(beta)}`,
  rebase: ({ rebase }) => `re-base ${figure(rebase)}`,
} as const satisfies Record<keyof LaneConfig, (lane: LaneConfig) => string>;
const TELLING = Object.keys(IN_BRIEF) as readonly (keyof LaneConfig)[];
/** Characters up to which a name takes a second difference: it is written at the end of a line. */
const SHORT = 24;

/** The settings in which the lanes differ, of those that make a difference to both. */
function differences(config: RunConfig): (keyof LaneConfig)[] {
  const { a, b } = config;
  const drawn = [a, b].some(({ rule }) => RULES[rule].drawsStart);
  return TELLING.filter(
    (name) =>
      a[name] !== b[name] &&
      applies(`a.${name}`, config) &&
      applies(`b.${name}`, config) &&
      !(name === "init" && drawn),
  );
}

/**
 * What the charts call the lanes: by what their rule makes of them and, if that is the same, by the first setting in
 * which they differ, or the first two where there is room. Lanes that are alike are told apart as a fork, or by letter.
 */
export function laneNames(config: RunConfig, fork: Pick<Fork, "lane"> | null): PerLane<string> {
  const { a, b } = config;
  const [first, second] = [RULES[a.rule].network, RULES[b.rule].network];
  if (first !== second) return { a: first, b: second };
  const telling = differences(config);
  if (telling.length > 0) {
    const named = (lane: LaneConfig, count: number) =>
      [first, ...telling.slice(0, count).map((name) => IN_BRIEF[name](lane))].join(", ");
    const count = [a, b].every((lane) => named(lane, 2).length <= SHORT) ? 2 : 1;
    return { a: named(a, count), b: named(b, count) };
  }
  if (fork?.lane === "a") return { a: first, b: `${second}, fork` };
  return fork ? { a: `${first}, fork`, b: second } : { a: `${first} A`, b: `${second} B` };
}

function laneParameters(config: RunConfig, lane: LaneKey): string {
  const part = (field: "rule" | "activation" | "init") => valueLabel(`${lane}.${field}`, config[lane][field]);
  return `${lane.toUpperCase()}: ${part("rule")}, ${part("activation")}, ${part("init")}`;
}

/** One line of parameters, for the caption of a picture. */
export function parameters(config: RunConfig, fork: Fork | null): string {
  const origin = fork ? [`lane ${fork.lane.toUpperCase()} forked at step ${formatCount(fork.step)}`] : [];
  return [
    valueLabel("task", config.task),
    `length ${fixedLength(config) ?? config.length}`,
    `${config.units} units`,
    `batch ${config.batch}`,
    `α = ${formatNumber(config.lr)}`,
    `seed ${config.seed}`,
    laneParameters(config, "a"),
    laneParameters(config, "b"),
    ...origin,
  ].join(" · ");
}

let latest: RunLabel | undefined;

/** The label of the run, as it is now unless told otherwise; the same object as long as nothing in it has changed. */
export function runLabel(step = lab.showing.current.step, applied = lab.state.applied): RunLabel {
  const { fork } = lab.state;
  const configJson = JSON.stringify(applied);
  const caption = parameters(applied, fork);
  if (latest?.step === step && latest.configJson === configJson && latest.parameters === caption)
    return latest;
  const lanes = laneNames(applied, fork);
  latest = {
    lanes,
    series: LANE_KEYS.map((lane) => ({ ...LANE_LOOKS[lane], name: lanes[lane] })),
    preset: matchingPreset(applied)?.id ?? "custom",
    step,
    length: applied.steps,
    parameters: caption,
    ...(fork && { forkedAt: fork.step }),
    configJson,
  };
  return latest;
}
