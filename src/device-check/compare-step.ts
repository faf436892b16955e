import { getBackend, setBackend } from "@tensorflow/tfjs-core";
import type { RunConfig } from "../config/schema";
import type { LaneKey } from "../lanes";
import type { Task } from "../tasks/task";
import type { SavedLane } from "../training/lane";
import { type Difference, difference, differentMove, isNear } from "./difference";
import { outcomeOf, type StepOutcome, startOfStep } from "./one-step";

/** What a rule's matrices are called; others by their own names. */
const NAMES: Readonly<Record<string, string>> = { w: "W", b: "B", base: "the base W₀" };

/** What float32 sums make of a drift of 0, for each row of W. */
const DRIFT_ROUNDING = 1e-6;

/** Runs something on another backend, and comes back to the present one. */
export async function on<T>(backend: string, run: () => Promise<T>): Promise<T> {
  const present = getBackend();
  await setBackend(backend);
  try {
    return await run();
  } finally {
    await setBackend(present);
  }
}

/**
 * Right backends may differ where something jumps: a ReLU whose z is all but 0, an optimiser's first move of a gradient
 * that is all but 0. With other weights they do not; a device that computes wrongly does it again.
 */
const DRAWS = 3;

/** {@link compareStep}, with other weights where a difference is seen: what is seen with all of them is the device's. */
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
    if (found.every(isNear)) break;
  }
  return found;
}

/**
 * One step of a lane of this config from the same weights on the present backend and on a reference: forward, back, all
 * that is measured, the rule and the optimisers.
 * @returns how far each result lies from the reference's; nothing where the reference's own numbers are not finite
 */
export async function compareStep(
  config: RunConfig,
  key: LaneKey,
  task: Task,
  reference: string,
): Promise<Difference[]> {
  const wanted = await on(reference, async () => {
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
  // A row whose two largest outputs are as good as equal may count or not.
  const oneRow = 2 / wanted.answers;
  if (got.every((value, i) => Math.abs(value - right[i]) <= oneRow)) return { what, error: 0 };
  return difference(what, got, right);
}

function driftDifference(found: StepOutcome, wanted: StepOutcome): Difference {
  const what = "‖WW* − I‖";
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
