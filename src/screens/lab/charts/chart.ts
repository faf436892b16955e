import type { ReactNode } from "react";
import type { Domain } from "../../../plot/axis";
import type { ReadablePlot } from "../../../plot/reader";
import type { Sentence } from "../../../plot/sentence";
import type { PlotSize } from "../../../plot/size";
import type { ChartTable } from "../../../plot/table";
import type { LabState } from "../../../store/lab-state";
import type { ShownMoment } from "../../../store/showing";
import type { Measurement, TaskReport } from "../../../worker/protocol";
import type { RunLabel } from "../run-label";
import type { ChartPrediction } from "./sketch-pad";

/** How a chart is drawn, besides its data. */
export interface DrawOptions {
  readonly size: PlotSize;
  /** Domain of the value axis: that of {@link ChartView.domain}, or an earlier one that still holds it. */
  readonly domain: Domain;
  readonly prediction: ChartPrediction | undefined;
  /** The last step of a film, which the step axis holds from the beginning. */
  readonly until?: number;
}

/** Lines against the step or the time step, with a cursor; or any other plot, with its overlay. */
export type Drawing =
  | { readonly lines: Omit<ReadablePlot, "size">; readonly axis: "step" | "time" }
  | { readonly plot: ReactNode; readonly overlay: ReactNode };

/** One view of the run: its data, and these as a sentence, a table and a drawing. */
export interface ChartView<Shown extends { readonly run: RunLabel } = { readonly run: RunLabel }> {
  /** Measurements that it needs, besides the moments, while it is on the page; a function returns one of several lists. */
  readonly needs: readonly Measurement[] | ((state: LabState) => readonly Measurement[]);
  /** Further measurements with which it is drawn again, if something else on the page needs them. */
  readonly follows?: readonly Measurement[];
  /** A hook that returns what the view depends on besides the moment, such as a choice of the viewer. */
  readonly useChoice?: () => unknown;
  /** Returns its data at a moment, from the run's history; null until there are any. */
  view(moment: ShownMoment, task: TaskReport): Shown | null;
  /** Returns one sentence on its data. */
  sentence(shown: Shown): Sentence;
  table(shown: Shown): ChartTable;
  /** Returns the smallest domain that the value axis must hold; absent if the axis is fixed. */
  domain?(shown: Shown, prediction: ChartPrediction | undefined): Domain;
  draw(shown: Shown, options: DrawOptions): Drawing;
  /** Controls of this view alone, before the list of views. */
  readonly Controls?: () => ReactNode;
  /** Whether this view is in the list; absent if it always is. */
  offered?(state: LabState): boolean;
  /** Heading and accessible name of this view, if not the chart's. */
  readonly name?: string;
  /** Whether it needs a taller row. */
  readonly tall?: boolean;
  /** Samples beside the names in a saved picture. */
  readonly legend?: RunLabel["legend"];
}

interface ChartEntry {
  /** Unique among the charts. */
  readonly id: string;
  /** Heading and accessible name. */
  readonly name: string;
  /** Short name for buttons. */
  readonly short: string;
  /** Width: two thirds of a row, a half or a third. */
  readonly place: "wide" | "half" | "narrow";
  readonly square?: boolean;
  /** Controls of this chart alone, before its buttons. */
  readonly Controls?: () => ReactNode;
  /** Whether the viewer can sketch the next steps before they run. */
  readonly predictable?: boolean;
}

/** A chart of the lab. The grid, the keys and buttons of Present, measurements, data and exports follow from it. */
export type Chart = ChartEntry & (ChartView | ChartViews);

/** A chart with several views; the lab's state says which is shown. */
interface ChartViews {
  readonly views: Readonly<Record<string, ChartView & { readonly label: string }>>;
  /** Accessible name of the list of views. */
  readonly choice: string;
  shown(state: LabState): string;
  show(view: string): void;
}

/** Declares a chart and infers the type of its data. */
export const chart = <Shown extends { readonly run: RunLabel }>(entry: ChartEntry & ChartView<Shown>) =>
  entry;
