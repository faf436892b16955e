import { type Change, withoutChanges } from "../../config/changes";
import { matchingPreset } from "../../config/presets";
import type { LaneConfig, RunConfig } from "../../config/schema";
import type { PictureLabel } from "../../export/picture-source";
import { INITIALISATIONS } from "../../initialisations";
import { CELLS } from "../../kernels/cells";
import { LANE_KEYS, type LaneKey, type PerLane } from "../../lanes";
import { formatCount, formatNumber } from "../../math/number-format";
import { RULES } from "../../rules";
import { forkFacts } from "../../store/forking";
import type { Fork } from "../../store/saved-run";
import { lab } from "../../store/use-lab";
import { LANE_LOOKS } from "../lane-looks";
import { changesText } from "./change-text";
import { applies, fixedLength, valueLabel } from "./option-labels";

/** The run's names and parameters, as charts and exported pictures show them. */
export interface RunLabel extends PictureLabel {
  /** Short names of the lanes, e.g. { a: "RNN", b: "Unitary" }. */
  readonly lanes: PerLane<string>;
  readonly step: number;
  /** Step at which one lane was copied over the other. */
  readonly forkedAt?: number;
  /** The changes of settings in mid-run; absent if there are none. */
  readonly changes?: readonly Change[];
  /** Planned number of steps. */
  readonly length: number;
}

const figure = (value: number) => formatNumber(value, 4);

/** Short descriptions of the settings, in the order in which they distinguish lanes with the same rule. */
const BRIEF = {
  cell: ({ cell }) => valueLabel("a.cell", cell),
  rule: ({ rule }) => RULES[rule].shortName,
  activation: ({ activation }) => valueLabel("a.activation", activation),
  init: ({ init }) => INITIALISATIONS[init].shortName,
  numbers: ({ numbers }) => numbers,
  forget: ({ forget }) => `forget bias ${figure(forget)}`,
  gain: ({ gain }) => `gain ${figure(gain)}`,
  clip: ({ clip }) => (clip === 0 ? "no clip" : `clip ${figure(clip)}`),
  optimiser: ({ optimiser }) => valueLabel("a.optimiser", optimiser),
  rate: ({ rate }) => `rate ${figure(rate)}`,
  precondition: ({ precondition: by }) =>
    by === "sgd" ? "W unscaled" : `W by ${valueLabel("a.precondition", by)}`,
  beta: ({ beta }) => `β ${figure(beta)}`,
  ringMin: ({ ringMin }) => `|λ| from ${figure(ringMin)}`,
  ringMax: ({ ringMax }) => `|λ| to ${figure(ringMax)}`,
  phase: ({ phase }) => `phases below ${figure(phase)}`,
  rebase: ({ rebase }) => `re-base ${figure(rebase)}`,
} as const satisfies Record<keyof LaneConfig, (lane: LaneConfig) => string>;
const BRIEF_SETTINGS = Object.keys(BRIEF) as readonly (keyof LaneConfig)[];
/** Largest length of a name with two differences, in characters: it must fit at the end of a line. */
const MAX_SHORT_NAME = 24;

/** Returns the settings in which the lanes differ, among those that affect both. */
function differences(config: RunConfig): (keyof LaneConfig)[] {
  const { a, b } = config;
  const drawn = [a, b].some(({ rule }) => RULES[rule].drawsStart);
  return BRIEF_SETTINGS.filter(
    (name) =>
      a[name] !== b[name] &&
      applies(`a.${name}`, config) &&
      applies(`b.${name}`, config) &&
      !(name === "init" && drawn),
  );
}

/** The kind of network that a lane trains: its gated cell, or what its rule makes of the simple one. */
const networkName = ({ cell, rule }: LaneConfig) => CELLS[cell].network ?? RULES[rule].network;

/**
 * Returns the lanes' names in the charts: the kind of network that the rule makes and, if that is the same, the first
 * setting in which they differ, or the first two if both names stay short. Lanes with equal settings are distinguished as
 * a fork, or by letter.
 */
export function laneNames(config: RunConfig, fork: Pick<Fork, "lane"> | null): PerLane<string> {
  const { a, b } = config;
  const [first, second] = [networkName(a), networkName(b)];
  if (first !== second) return { a: first, b: second };
  const differing = differences(config);
  if (differing.length > 0) {
    const named = (lane: LaneConfig, count: number) =>
      [first, ...differing.slice(0, count).map((name) => BRIEF[name](lane))].join(", ");
    const count = [a, b].every((lane) => named(lane, 2).length <= MAX_SHORT_NAME) ? 2 : 1;
    return { a: named(a, count), b: named(b, count) };
  }
  if (fork?.lane === "a") return { a: first, b: `${second}, fork` };
  return fork ? { a: `${first}, fork`, b: second } : { a: `${first} A`, b: `${second} B` };
}

function laneParameters(config: RunConfig, lane: LaneKey): string {
  const part = (field: "cell" | "rule" | "activation" | "init") =>
    valueLabel(`${lane}.${field}`, config[lane][field]);
  const gated = CELLS[config[lane].cell].gated !== null;
  const parts = gated ? [part("cell"), part("init")] : [part("rule"), part("activation"), part("init")];
  return `${lane.toUpperCase()}: ${parts.join(", ")}`;
}

/** Returns the parameters on one line, for the caption of a picture. */
export function parameters(config: RunConfig, fork: Fork | null, changes: readonly Change[] = []): string {
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
    ...(changes.length > 0 ? [`changed: ${changesText(changes)}`] : []),
  ].join(" · ");
}

/** A change as tables name it, under the setting's name in addresses and files. */
const inFile = ({ step, setting, from, to }: Change) =>
  `from step ${step} on: ${setting} = ${to}, before: ${from}`;

let latest: RunLabel | undefined;

/** What a picture carries: the settings; if they were changed in mid-run, those that the run began with and the changes. */
function carried(applied: RunConfig, changes: readonly Change[], fork: Fork | null): string {
  if (changes.length === 0 && !fork) return JSON.stringify(applied);
  const origin = fork && { fork: forkFacts(fork) };
  return JSON.stringify({ ...withoutChanges(applied, changes), changes, ...origin });
}

/** Returns the label of the run, by default as it is now; the same object as long as nothing in it changes. */
export function runLabel(step = lab.showing.current.step, applied = lab.state.applied): RunLabel {
  const { fork, changes } = lab.state;
  const configJson = carried(applied, changes, fork);
  const caption = parameters(applied, fork, changes);
  if (latest?.step === step && latest.configJson === configJson && latest.parameters === caption)
    return latest;
  const lanes = laneNames(applied, fork);
  latest = {
    lanes,
    series: LANE_KEYS.map((lane) => ({ ...LANE_LOOKS[lane], name: lanes[lane] })),
    preset: matchingPreset(applied)?.id ?? "custom",
    step,
    moment: `step ${formatCount(step)}`,
    length: applied.steps,
    parameters: caption,
    ...(fork && { forkedAt: fork.step }),
    ...(changes.length > 0 && { changes, csvHead: changes.map(inFile) }),
    configJson,
  };
  return latest;
}
