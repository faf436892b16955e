import { createContext } from "react";
import { createStore, type StoreApi } from "zustand/vanilla";

/** What the pointer, or the keyboard in its place, is at. */
export interface Pointed {
  /** Where, on each axis that the chart has, by the axis’ name: “step”, “time”. */
  readonly on: Readonly<Record<string, number>>;
  /** The series that is nearest, if one is near. */
  readonly series: string | null;
  /** The chart that is pointed into. */
  readonly chart: string;
}

export interface PointingState {
  readonly at: Pointed | null;
  /** What is marked while nothing is pointed at: the moment that the page has gone back to. */
  readonly rest: Pointed | null;
}
export type Pointing = StoreApi<PointingState>;

/** What is pointed at in any of the charts that share it. */
export const createPointing = (): Pointing => createStore(() => ({ at: null, rest: null }));

/** What is marked now. */
export const marked = ({ at, rest }: PointingState): Pointed | null => at ?? rest;

/** Charts under one provider are linked; a chart under none is on its own. */
export const PointingContext = createContext<Pointing | null>(null);
