import { DEFAULT_CONFIG, EXPONENTIAL_RULES, type RunConfig } from "../../src/config/schema";
import { formatQuery } from "../../src/config/url";
import type { Score } from "../../src/experiments/row";
import { EVALUATIONS, heldOutSet, median, SCORED_STEPS } from "../../src/experiments/score";
import { isSquare, width } from "../../src/kernels/cell-size";
import type { LaneKey } from "../../src/lanes";
import { spectrum } from "../../src/math/spectrum";
import type { Batch, Task } from "../../src/tasks/task";
import { freeBatch, uploadBatch } from "../../src/training/device-batch";
import { Lane } from "../../src/training/lane";
import { batchOf } from "../../src/training/lane-trainer";
import type { Measurement } from "./measurement";

/** What one lane of a run comes to. Numbers have four digits; one that is not finite is null. */
export interface LaneRun {
  readonly seed: number;
  /** The step at which a number ceased to be finite; null if it made all its steps. */
  readonly stop: number | null;
  /** The loss without memory. */
  readonly baseline: number;
  /**
   * Held out, the median of the last {@link EVALUATIONS} evaluations, as rows of *Experiments* are scored; on text, where single
   * losses do not leap, the last one alone.
   */
  readonly loss: number | null;
  readonly accuracy: number | null;
  /** ‖∂L_T/∂h₁‖ / ‖∂L_T/∂h_T‖ before the first step and after the last. */
  readonly kept: readonly [number | null, number | null];
  /** The spectral radius of W, at the same moments; null of a gated cell. */
  readonly radius: readonly [number | null, number | null];
  /** ‖WW* − I‖_F after the last step. */
  readonly drift: number | null;
}

const GAP = SCORED_STEPS / EVALUATIONS;

const short = (value: number) => (Number.isFinite(value) ? Number(value.toPrecision(4)) : null);

/** Trains one lane to the config's last step, as the page does on wasm. */
export async function laneRun(config: RunConfig, key: LaneKey, task: Task): Promise<LaneRun> {
  const lane = new Lane(config, key, task);
  const on = async <T>(batch: Batch, work: (uploaded: ReturnType<typeof uploadBatch>) => Promise<T>) => {
    const uploaded = uploadBatch(batch);
    const result = await work(uploaded);
    freeBatch(uploaded);
    return result;
  };
  const state = async () => {
    const { gradLast, w, size, drift } = await lane.probe(batchOf(config, task, lane.lastFiniteStep));
    const kept = gradLast[1] / gradLast[gradLast.length - 1];
    if (!isSquare(size)) return { kept, radius: Number.NaN, drift };
    const { spectralRadius } = spectrum({ n: width(size), values: Float64Array.from(w) });
    return { kept, radius: spectralRadius, drift };
  };
  const set = heldOutSet(task, config.seed);
  const evaluations: Score[] = [];
  const first = await state();
  while (lane.step < config.steps && !lane.stopped) {
    await on(batchOf(config, task, lane.step), (batch) => lane.train(batch, config.lr));
    await lane.settle(task.steps);
    const left = config.steps - lane.step;
    if (lane.stopped || left % GAP !== 0 || left >= (task.language ? GAP : SCORED_STEPS)) continue;
    let [loss, accuracy] = [0, 0];
    for (const batch of set.batches()) {
      const part = await on(batch, (uploaded) => lane.evaluate(uploaded));
      loss += (part.loss * batch.size) / set.sequences;
      accuracy += (part.accuracy * batch.size) / set.sequences;
    }
    evaluations.push({ loss, accuracy });
  }
  const last = await state();
  const { stopped } = lane;
  lane.free();
  const middle = (of: keyof Score) => (stopped ? null : short(median(evaluations.map((one) => one[of]))));
  return {
    seed: config.seed,
    stop: stopped?.step ?? null,
    baseline: Number(task.baseline.loss.toPrecision(4)),
    loss: middle("loss"),
    accuracy: middle("accuracy"),
    kept: [short(first.kept), short(last.kept)],
    radius: [short(first.radius), short(last.radius)],
    drift: short(last.drift),
  };
}

/** The address of a lane alone, without seed and machine. */
function laneAddress({ seed: _s, backend: _b, ...config }: RunConfig, key: LaneKey): string {
  const alone = {
    ...DEFAULT_CONFIG,
    ...config,
    [key === "a" ? "b" : "a"]: DEFAULT_CONFIG[key === "a" ? "b" : "a"],
  };
  const exp = EXPONENTIAL_RULES.find((rule) => rule === alone.b.rule) ?? DEFAULT_CONFIG.exp;
  return `#${formatQuery({ ...alone, exp })}`;
}

/** The runs of one lane on seeds 1, 2, … */
export function laneRuns(name: string, config: RunConfig, key: LaneKey, seeds: number): Measurement<LaneRun> {
  return {
    name,
    subject: `lane ${key.toUpperCase()} of ${laneAddress(config, key)}, ${config.steps} steps`,
    count: seeds,
    ofEngine: true,
    async *measure({ taskOf }, before) {
      const known = new Set(before.map(({ seed }) => seed));
      for (let seed = 1; seed <= seeds; seed++) {
        if (known.has(seed)) continue;
        const seeded = { ...config, seed };
        yield await laneRun(seeded, key, await taskOf(seeded));
      }
    },
  };
}
