import { formatNumber } from "../../src/math/number-format";
import type { Slots } from "./blocks";
import type { Data } from "./data";
import type { LaneRun } from "./lane-run";
import { CONSTRAINT_SEEDS } from "./lanes";
import { presetRuns } from "./presets-block";
import { finite, pairsBelow, rangeText, shareText, spreadText } from "./spread";

const losses = (runs: readonly LaneRun[]) => finite(runs.map(({ loss }) => loss));
const share = (runs: readonly LaneRun[], holds: (run: LaneRun) => boolean) =>
  shareText(runs.filter(holds).length, runs.length);
const below = (part: number) => (run: LaneRun) => run.loss !== null && run.loss < part * run.baseline;

/** The numbers of *What the constraint does not do*. */
export function constraintSlots(data: Data): Slots {
  const exp = data.lanes("presets/remember-b").slice(0, CONSTRAINT_SEEDS);
  const frozen = data.lanes("constraint/frozen");
  const [naiveByAdam, expByAdam] = ["naive", "exp"].map((side) => data.lanes(`constraint/${side}-by-adam`));
  const start = presetRuns(data, "orthogonal-start");
  const [startA, startB] = (["a", "b"] as const).map((key) => start.map((run) => run[key]));
  const clipped = presetRuns(data, "clipping");
  const [clippedA, clippedB] = (["a", "b"] as const).map((key) => clipped.map((run) => run[key]));
  const unclipped = data.lanes("presets/clipping-without");
  return {
    baseline: formatNumber(exp[0].baseline),
    seeds: String(exp.length),
    frozen: spreadText(losses(frozen)),
    exp: spreadText(losses(exp)),
    expBelowFrozen: pairsBelow(exp, frozen),
    naiveByAdam: spreadText(losses(naiveByAdam)),
    driftByAdam: rangeText(finite(naiveByAdam.map(({ drift }) => drift))),
    expByAdam: spreadText(losses(expByAdam)),
    expByAdamBelow: pairsBelow(expByAdam, naiveByAdam),
    startSeeds: String(start.length),
    startA: share(startA, below(0.1)),
    startB: share(startB, below(0.1)),
    startLossA: spreadText(losses(startA)),
    startLossB: spreadText(losses(startB)),
    startDrift: rangeText(finite(startA.map(({ drift }) => drift))),
    startRadius: rangeText(finite(startA.map(({ radius }) => radius[1])), 3),
    clipSeeds: String(clipped.length),
    without: share(unclipped, ({ stop }) => stop !== null),
    withClip: share(clippedA, ({ stop }) => stop === null),
    half: share(clippedA, below(0.5)),
    vanished: share(clippedB, ({ loss, baseline }) => Math.abs((loss ?? Number.NaN) / baseline - 1) < 0.05),
  };
}
