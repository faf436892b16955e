import { createContext } from "react";
import { createStore, type StoreApi } from "zustand/vanilla";
import type { LaneKey } from "../worker/protocol";

/** What a horizontal axis counts: updates of the run, or steps through the sequence. */
export type PointedAxis = "step" | "time";

/** What the pointer, or the keyboard in its place, is at. */
export interface Pointed {
  readonly axis: PointedAxis | null;
  /** The step or the time step; null where a chart has neither. */
  readonly x: number | null;
  readonly lane: LaneKey | null;
  /** The chart that is pointed into. */
  readonly chart: string;
}

export type Pointing = StoreApi<{ readonly at: Pointed | null }>;

/** What is pointed at in any of the charts that share it. */
export const createPointing = (): Pointing => createStore(() => ({ at: null }));

/** Charts under one provider are linked; a chart under none is on its own. */
export const PointingContext = createContext<Pointing | null>(null);
