import { createContext } from "react";
import { createStore, type StoreApi } from "zustand/vanilla";

/** The position selected by pointer or keyboard. */
export interface Pointed {
  /** Position on each axis of the chart, by the axis’ id: “step”, “time”. */
  readonly on: Readonly<Record<string, number>>;
  /** Key of the nearest series, if one is near. */
  readonly series: string | null;
  /** Name of the chart. */
  readonly chart: string;
}

/** The ends of a horizontal axis in a drawing of some width, px. */
export interface Edges {
  readonly left: number;
  readonly right: number;
  readonly width: number;
}

export interface PointingState {
  readonly at: Pointed | null;
  /** Marked while nothing is pointed at: the earlier moment that the page shows. */
  readonly rest: Pointed | null;
  /** The ends of the axes of lines, by the axis’ id: rows below take them over. */
  readonly edges: Readonly<Record<string, Edges>>;
}
export type Pointing = StoreApi<PointingState>;

/** Creates the state shared by linked charts. */
export const createPointing = (): Pointing => createStore(() => ({ at: null, rest: null, edges: {} }));

/** Returns the position to mark now. */
export const marked = ({ at, rest }: PointingState): Pointed | null => at ?? rest;

/** Charts under the same provider are linked; a chart without a provider is not. */
export const PointingContext = createContext<Pointing | null>(null);
