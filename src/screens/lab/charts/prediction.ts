import { create } from "zustand";
import { FIELDS } from "../../../config/schema";
import type { LaneKey } from "../../../lanes";
import { lab } from "../../../store/use-lab";
import { EMPTY_SKETCH, type Sketch, type StepRange } from "./sketch";
import { roundEnd } from "./step-axis";

/** A prediction in progress. */
export interface PredictionState {
  /** Name of the chart. */
  readonly chart: string;
  readonly phase: "sketching" | "revealing" | "revealed";
  readonly run: number;
  readonly range: StepRange;
  readonly lane: LaneKey;
  readonly sketches: Readonly<Record<LaneKey, Sketch>>;
}

export const usePrediction = create<{ readonly now: PredictionState | null }>(() => ({ now: null }));

const change = (part: Partial<PredictionState>) =>
  usePrediction.setState(({ now }) => ({ now: now && { ...now, ...part } }));

/** Returns the steps to predict: up to the end of the run, or from 80 % of it on up to 1.5 times the present step. */
function nextRange(step: number, length: number): StepRange {
  const { max } = FIELDS.steps;
  return { from: step, to: Math.min(max, step < 0.8 * length ? length : roundEnd(1.5 * step)) };
}

/** Pauses the run and opens the next steps of the chart for a sketch. */
export function beginPrediction(chart: string): void {
  if (lab.state.playing) lab.pause();
  lab.lookAt(null);
  const { step, applied, run } = lab.state;
  usePrediction.setState({
    now: {
      chart,
      phase: "sketching",
      run,
      range: nextRange(step, applied.steps),
      lane: "b",
      sketches: { a: EMPTY_SKETCH, b: EMPTY_SKETCH },
    },
  });
}

export const endPrediction = (): void => usePrediction.setState({ now: null });
export const chooseLane = (lane: LaneKey): void => change({ lane });

export function drawSketch(sketch: Sketch): void {
  const { now } = usePrediction.getState();
  if (now) change({ sketches: { ...now.sketches, [now.lane]: sketch } });
}

/** Continues the run to the end of the range, where it pauses. */
export function revealRun(): void {
  const { now } = usePrediction.getState();
  if (now?.phase !== "sketching") return;
  change({ phase: "revealing" });
  if (lab.state.config.steps < now.range.to) lab.set("steps", now.range.to);
  lab.play();
}

/** Subscribes to the run: a reveal ends at the end of its range, a prediction with its run. */
export function followPredictions(): void {
  lab.store.subscribe(({ run, step, playing, stopped }, before) => {
    const { now } = usePrediction.getState();
    if (!now) return;
    if (run !== now.run) return endPrediction();
    if (now.phase === "sketching") {
      // The frame that confirms a pause may be a few steps later.
      if (!playing && step > now.range.from) change({ range: { ...now.range, from: step } });
      else if (playing && !before.playing) change({ phase: "revealing" });
    } else if (now.phase === "revealing") {
      const over = step >= now.range.to || (stopped.a !== null && stopped.b !== null);
      if (!over) return;
      change({ phase: "revealed" });
      if (playing) lab.pause();
    }
  });
}
