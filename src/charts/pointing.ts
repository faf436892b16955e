import { createContext } from "react";
import { createStore, type StoreApi } from "zustand/vanilla";
import type { LaneKey } from "../worker/protocol";

/** What an axis counts: updates of the run, or steps through the sequence. */
export type PointedAxis = "step" | "time";

/** What the pointer, or the keyboard in its place, is at; null where its chart has no such thing. */
export interface Pointed extends Readonly<Record<PointedAxis, number | null>> {
  readonly lane: LaneKey | null;
  /** The chart that is pointed into. */
  readonly chart: string;
}

export type Pointing = StoreApi<{ readonly at: Pointed | null }>;

/** What is pointed at in any of the charts that share it. */
export const createPointing = (): Pointing => createStore(() => ({ at: null }));

/** Charts under one provider are linked; a chart under none is on its own. */
export const PointingContext = createContext<Pointing | null>(null);
