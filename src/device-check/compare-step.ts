import { getBackend, setBackend } from "@tensorflow/tfjs-core";
import type { RunConfig } from "../config/schema";
import type { LaneKey } from "../lanes";
import type { Task } from "../tasks/task";
import type { SavedLane } from "../training/lane";
import { type Difference, difference, differentMove, isWithinTolerance } from "./difference";
import { outcomeOf, type StepOutcome, startOfStep } from "./one-step";

/** The displayed names of a rule's matrices; others have their own names. */
const NAMES: Readonly<Record<string, string>> = { w: "W", b: "B", base: "the base W₀" };

/** The drift per row of W that float32 rounding adds to a drift of 0. */
const DRIFT_ROUNDING = 1e-6;

/** Runs a function on another backend, and then restores the current one. */
export async function withBackend<T>(backend: string, run: () => Promise<T>): Promise<T> {
  const present = getBackend();
  await setBackend(backend);
  try {
    return await run();
  } finally {
    await setBackend(present);
  }
}

/**
 * The number of tries with different weights. Correct backends may differ at a jump: a ReLU whose z is nearly 0, an
 * optimiser's first step with a gradient that is nearly 0. With other weights they agree; a faulty device differs again.
 */
const DRAWS = 3;

/** {@link compareStep}, repeated with other weights if there is a difference; a difference at every try is a fault. */
export async function compareDraws(
  config: RunConfig,
  key: LaneKey,
  task: Task,
  reference: string,
  alive: () => void = () => {},
): Promise<Difference[]> {
  let found: Difference[] = [];
  for (let k = 0; k < DRAWS; k++) {
    alive();
    found = await compareStep({ ...config, seed: config.seed + k }, key, task, reference);
    if (found.every(isWithinTolerance)) break;
  }
  return found;
}

/**
 * Compares one step of a lane of this config, from the same weights, on the current backend and on a reference: forward
 * pass, backward pass, measurements, rule and optimisers.
 * @returns the difference of each result from the reference; empty if the reference's numbers are not finite
 */
export async function compareStep(
  config: RunConfig,
  key: LaneKey,
  task: Task,
  reference: string,
): Promise<Difference[]> {
  const wanted = await withBackend(reference, async () => {
    const start = await startOfStep(config, key, task);
    return start && { start, outcome: await outcomeOf(start) };
  });
  if (!wanted?.outcome.after) return [];
  const { start, outcome } = wanted;
  return differences(start.from, await outcomeOf(start), outcome, wanted.outcome.after);
}

function differences(
  before: SavedLane,
  found: StepOutcome,
  wanted: StepOutcome,
  wantedAfter: SavedLane,
): Difference[] {
  return [
    difference("the loss", [found.loss], [wanted.loss]),
    difference("the loss without a gradient", [found.metrics[0]], [wanted.metrics[0]]),
    accuracyDifference(found, wanted),
    difference("∂L/∂W", found.gradW, wanted.gradW),
    difference("‖∂L/∂W‖", [found.gradNorm], [wanted.gradNorm]),
    driftDifference(found, wanted),
    difference("the gradient through time", found.throughTime, wanted.throughTime),
    ...(found.after
      ? afterwards(before, found.after, wantedAfter)
      : [{ what: "the step, which ended in numbers that are not finite,", error: Number.POSITIVE_INFINITY }]),
  ];
}

function accuracyDifference(found: StepOutcome, wanted: StepOutcome): Difference {
  const what = "the accuracy";
  const [got, right] = [found, wanted].map(({ accuracy, metrics }) => [accuracy, metrics[1]]);
  // A row whose two largest outputs are nearly equal may be counted as right or wrong.
  const oneRow = 2 / wanted.answers;
  if (got.every((value, i) => Math.abs(value - right[i]) <= oneRow)) return { what, error: 0 };
  return difference(what, got, right);
}

function driftDifference(found: StepOutcome, wanted: StepOutcome): Difference {
  const what = "‖WW* − I‖";
  // A gated cell has no drift.
  if (Number.isNaN(found.drift) && Number.isNaN(wanted.drift)) return { what, error: 0 };
  const rounding = DRIFT_ROUNDING * wanted.width;
  if (Math.abs(found.drift - wanted.drift) <= rounding) return { what, error: 0 };
  return difference(what, [found.drift], [wanted.drift], rounding);
}

function afterwards(before: SavedLane, found: SavedLane, wanted: SavedLane): Difference[] {
  const [had, got, right] = [before, found, wanted].map(({ recurrent }) => recurrent);
  return [
    ...Object.keys(right.state).map((name) => {
      const what = `${NAMES[name] ?? `the rule’s ${name}`} after the step`;
      return differentMove(what, got.state[name].values, right.state[name].values, had.state[name].values);
    }),
    differentMove(
      "V, U, b, c or the thresholds after the step",
      found.parameters,
      wanted.parameters,
      before.parameters,
    ),
    ...right.memory.map(({ values }, i) =>
      difference("the memory of W’s optimiser", got.memory[i].values, values),
    ),
    ...wanted.memory.map((values, i) => difference("the memory of the optimiser", found.memory[i], values)),
  ];
}
