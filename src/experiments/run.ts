import { type RunConfig, withField } from "../config/schema";
import type { CellSize } from "../kernels/cell-size";
import { random } from "../math/random";
import type { Batch, Task } from "../tasks/task";
import type { SavedLane } from "../training/lane";
import type { ArrayOf } from "../training/portable";
import { flopsPerStep, trainedNumbers, unitsFor } from "./cost";
import { type Curve, CurveRecorder, type Stretch } from "./curve";
import { Engine } from "./engine";
import type { PlannedRun } from "./expand";
import type { Row, Score } from "./row";

/** Sequences that a score is taken on, in batches of {@link SCORED_AT_ONCE}. */
const SCORED = 512;
const SCORED_AT_ONCE = 128;

/** Where a run is after a step. */
export interface Progress {
  readonly step: number;
  readonly steps: number;
  /** The newest batch's. */
  readonly loss: number;
  readonly accuracy: number;
  /** The curve so far. Made when asked for. */
  curve(): Curve;
  /** What the run can be gone on with from here; null after the last step. */
  readonly checkpoint: (() => Promise<Checkpoint>) | null;
}

/** A run in its middle. */
export interface Checkpoint {
  readonly lane: SavedLane;
  readonly curve: Curve;
  readonly stretch: Stretch;
  /** Of {@link Row.gradientKept}, before the first step. */
  readonly first: number;
  readonly seconds: number;
}

export interface Result {
  readonly row: Row;
  /** What the lane ended with. */
  readonly weights: Readonly<Record<string, ArrayOf>>;
}

/** What of a run decides the size of its work. */
function sizeOf(config: RunConfig, task: Task): CellSize {
  const { inputs, outputs } = task;
  return { inputs, outputs, units: config.units, complex: config.b.numbers === "complex" };
}

/** The config with n chosen so that as many numbers are trained as in `like`. */
export function matched(config: RunConfig, like: RunConfig | null, task: Task): RunConfig {
  if (!like) return config;
  const wanted = trainedNumbers(like, sizeOf(like, task));
  return withField(config, "units", unitsFor(config, sizeOf(config, task), wanted));
}

/** Means over {@link SCORED} sequences that depend on the seed alone. */
async function score(engine: Engine, make: (k: number) => Batch): Promise<Score> {
  let [loss, accuracy] = [0, 0];
  const parts = SCORED / SCORED_AT_ONCE;
  for (let k = 0; k < parts; k++) {
    const part = await engine.evaluate(make(k));
    loss += part.loss / parts;
    accuracy += part.accuracy / parts;
  }
  return { loss, accuracy };
}

/** ‖∂L_T/∂h₁‖ / ‖∂L_T/∂h_T‖. */
async function gradientKept(engine: Engine): Promise<number> {
  const { gradLast } = await engine.probe();
  return gradLast[1] / gradLast[gradLast.length - 1];
}

/**
 * Trains lane B of one planned run to its last step, or until something ceases to be finite. It yields after every
 * step, and stops where its consumer does; what it holds on the device is then freed.
 * @param backend what computes, for the row
 * @param from where to go on; the row is then the same as without the interruption, but for the clock
 * @returns the row and the weights it ended with
 */
export async function* train(
  { id, index, network, point, config: planned, like }: PlannedRun,
  plan: string,
  task: Task,
  backend: string,
  from: Checkpoint | null = null,
): AsyncGenerator<Progress, Result> {
  const config = matched(planned, like, task);
  const { steps, seed } = config;
  const size = sizeOf(config, task);
  const engine = new Engine(config, task);
  const recorder = new CurveRecorder(steps, from?.curve, from?.stretch);
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
      const curve = () => recorder.points;
      const save = async () => {
        const { points, stretch } = recorder;
        return { lane: await engine.save(), curve: points, stretch, first, seconds };
      };
      const checkpoint = engine.stopped || engine.step === steps ? null : save;
      yield { step: engine.step, steps, loss, accuracy, curve, checkpoint };
    }
    const fresh = task.heldOut(random(seed, "held out"), 1);
    const trained = task.batch(random(seed, "batch 0"), 1);
    const training = (k: number): Batch => ({
      ...task.batch(random(seed, `scored ${k}`), SCORED_AT_ONCE),
      stepWeights: fresh.stepWeights,
      scored: fresh.scored,
    });
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
      training: await score(engine, training),
      heldOut: await score(engine, (k) => task.heldOut(random(seed, `held out ${k}`), SCORED_AT_ONCE)),
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
    };
    return { row, weights: await engine.weights() };
  } finally {
    engine.free();
  }
}
