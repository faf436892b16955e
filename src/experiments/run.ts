import { type RunConfig, withField } from "../config/schema";
import { type CellSize, sizeOf } from "../kernels/cell-size";
import { random } from "../math/random";
import type { Task } from "../tasks/task";
import type { SavedLane } from "../training/lane";
import type { ArrayOf } from "../training/portable";
import { flopsPerStep, trainedNumbers, unitsFor } from "./cost";
import { CurveRecorder, type PartialSlice, type TrainingCurve } from "./curve";
import { Engine } from "./engine";
import type { PlannedRun } from "./expand";
import type { Row } from "./row";
import { type PartialScore, ScoreRecorder } from "./score";
import { continues, ENGINE, type Source } from "./source";

/** The state of a run after a step. */
export interface Progress {
  readonly step: number;
  readonly steps: number;
  /** The loss on the newest batch. */
  readonly loss: number;
  readonly accuracy: number;
  /** Returns the curve so far. */
  curve(): TrainingCurve;
  /** Saves a checkpoint from which the run can continue; null after the last step and during an evaluation. */
  readonly checkpoint: (() => Promise<RunCheckpoint>) | null;
}

/** A checkpoint of a run, and what it was made from. */
export interface RunCheckpoint extends Source {
  readonly lane: SavedLane;
  readonly curve: TrainingCurve;
  /** The unfinished slice of the curve. The name is that of saved checkpoints. */
  readonly stretch: PartialSlice;
  readonly score: PartialScore;
  /** {@link Row.gradientKept} before the first step. */
  readonly first: number;
  readonly seconds: number;
}

export interface Result {
  readonly row: Row;
  /** The weights after the last step. */
  readonly weights: Readonly<Record<string, ArrayOf>>;
}

/** The sizes of lane B's network. */
const ofLaneB = (config: RunConfig, task: Task): CellSize => sizeOf(config.units, config.b, task);

/** The config with n chosen so that the number of trained parameters matches that of `like`. */
export function matched(config: RunConfig, like: RunConfig | null, task: Task): RunConfig {
  if (!like) return config;
  const wanted = trainedNumbers(like, ofLaneB(like, task));
  return withField(config, "units", unitsFor(config, ofLaneB(config, task), wanted));
}

/** ‖∂L_T/∂h₁‖ / ‖∂L_T/∂h_T‖, with the whole state (h, c) in h’s place if the cell has c. */
async function gradientKept(engine: Engine): Promise<number> {
  const norms = await engine.lastStepNorms();
  return norms[1] / norms[norms.length - 1];
}

/**
 * Trains lane B of one planned run to its last step, or until a quantity is no longer finite. It yields after every
 * step, and between the passes of an evaluation; if its consumer stops early, it frees its tensors.
 * @param plan the plan's id
 * @param backend the backend's name, for the row
 * @param saved a checkpoint to continue from; the row is then the same as without the interruption, except for the time.
 * One that was made from another text, or by another version of the engine, is not used
 * @returns the row and the final weights
 */
export async function* train(
  { id, index, network, point, config: planned, like }: PlannedRun,
  plan: string,
  task: Task,
  backend: string,
  saved: RunCheckpoint | null = null,
): AsyncGenerator<Progress, Result> {
  const source: Source = { data: task.data ?? "", engine: ENGINE };
  const from = saved && continues(saved, source) ? saved : null;
  const config = matched(planned, like, task);
  const { steps, seed } = config;
  const size = ofLaneB(config, task);
  const engine = new Engine(config, task);
  const recorder = new CurveRecorder(steps, from?.curve, from?.stretch);
  const scores = new ScoreRecorder(config, task, from?.score);
  try {
    if (from) engine.restore(from.lane);
    const first = from?.first ?? (await gradientKept(engine));
    let [seconds, drift] = [from?.seconds ?? 0, Number.NaN];
    while (engine.step < steps && !engine.stopped) {
      const start = performance.now();
      const measured = await engine.advance();
      seconds += (performance.now() - start) / 1000;
      drift = measured.drift;
      const step = engine.stopped ? engine.step + 1 : engine.step;
      recorder.add(step, measured.loss, measured.accuracy, seconds);
      const { loss, accuracy } = measured;
      scores.add(measured);
      const curve = () => recorder.points;
      const now = { step: engine.step, steps, loss, accuracy, curve };
      if (!engine.stopped && scores.isDue(engine.step)) {
        for await (const _ of scores.evaluate(engine)) yield { ...now, checkpoint: null };
      }
      const save = async () => {
        const [{ points, slice }, score] = [recorder, scores.partial];
        return { ...source, lane: await engine.save(), curve: points, stretch: slice, score, first, seconds };
      };
      yield { ...now, checkpoint: engine.stopped || engine.step === steps ? null : save };
    }
    const trained = task.batch(random(seed, "batch 0"), 1);
    const { stopped } = engine;
    const row: Row = {
      id,
      index,
      plan,
      network,
      point,
      rule: config.b.rule,
      task: config.task,
      outcome: stopped ? "stopped" : "finished",
      reason: stopped?.explanation ?? "",
      stop: stopped && { step: stopped.step, quantity: stopped.quantity, value: Number(stopped.value) },
      step: engine.step,
      steps,
      ...scores.end(stopped === null),
      baseline: task.baseline,
      bigram: task.language?.bigram() ?? null,
      gradientKept: { first, last: await gradientKept(engine) },
      drift,
      units: config.units,
      parameters: trainedNumbers(config, size),
      flopsPerStep: flopsPerStep(config, size, {
        steps: task.steps,
        batch: config.batch,
        scored: trained.stepWeights.filter((weight) => weight > 0).length,
        classes: trained.inputs instanceof Int32Array,
      }),
      seconds,
      curve: recorder.end(),
      backend,
      ...source,
    };
    return { row, weights: await engine.weights() };
  } finally {
    engine.free();
  }
}
