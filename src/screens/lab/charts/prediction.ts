import { create } from "zustand";
import { FIELDS } from "../../../config/schema";
import type { LaneKey } from "../../../lanes";
import { lab } from "../../../store/use-lab";
import { EMPTY, type Sketch, type Stretch } from "./sketch";
import { roundEnd } from "./step-axis";

export interface PredictionState {
  /** Name of the chart that is predicted. */
  readonly chart: string;
  readonly phase: "sketching" | "revealing" | "revealed";
  readonly run: number;
  readonly stretch: Stretch;
  readonly lane: LaneKey;
  readonly sketches: Readonly<Record<LaneKey, Sketch>>;
}

export const usePrediction = create<{ readonly now: PredictionState | null }>(() => ({ now: null }));

const change = (part: Partial<PredictionState>) =>
  usePrediction.setState(({ now }) => ({ now: now && { ...now, ...part } }));

/** A run is predicted to its end; near its end and beyond, for half as long again. */
function nextStretch(step: number, length: number): Stretch {
  const { max } = FIELDS.steps;
  return { from: step, to: Math.min(max, step < 0.8 * length ? length : roundEnd(1.5 * step)) };
}

/** Freezes the run and opens the next stretch of the chart for a sketch. */
export function beginPrediction(chart: string): void {
  if (lab.state.playing) lab.pause();
  lab.lookAt(null);
  const { step, applied, run } = lab.state;
  usePrediction.setState({
    now: {
      chart,
      phase: "sketching",
      run,
      stretch: nextStretch(step, applied.steps),
      lane: "b",
      sketches: { a: EMPTY, b: EMPTY },
    },
  });
}

export const endPrediction = (): void => usePrediction.setState({ now: null });
export const chooseLane = (lane: LaneKey): void => change({ lane });

export function drawSketch(sketch: Sketch): void {
  const { now } = usePrediction.getState();
  if (now) change({ sketches: { ...now.sketches, [now.lane]: sketch } });
}

/** Lets the run go on to the end of the stretch, where it pauses. */
export function revealTruth(): void {
  const { now } = usePrediction.getState();
  if (now?.phase !== "sketching") return;
  change({ phase: "revealing" });
  if (lab.state.config.steps < now.stretch.to) lab.set("steps", now.stretch.to);
  lab.play();
}

/** Follows the run from now on: a reveal ends with its stretch, a prediction with its run. */
export function followPredictions(): void {
  lab.store.subscribe(({ run, step, playing, stopped }, before) => {
    const { now } = usePrediction.getState();
    if (!now) return;
    if (run !== now.run) return endPrediction();
    if (now.phase === "sketching") {
      // The frame that a pause is answered with may be a few steps on.
      if (!playing && step > now.stretch.from) change({ stretch: { ...now.stretch, from: step } });
      else if (playing && !before.playing) change({ phase: "revealing" });
    } else if (now.phase === "revealing") {
      const over = step >= now.stretch.to || (stopped.a !== null && stopped.b !== null);
      if (!over) return;
      change({ phase: "revealed" });
      if (playing) lab.pause();
    }
  });
}
