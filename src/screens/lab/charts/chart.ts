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
import type { Prediction } from "./sketch-pad";

/** What a chart is drawn for, besides what it shows. */
export interface DrawOptions {
  readonly size: PlotSize;
  /** Of its value axis: what {@link ChartView.domain} asked for, or the last one that still holds that. */
  readonly domain: Domain;
  readonly prediction: Prediction | undefined;
}

/** Lines against the step or the time step, which can be read; or anything else, with what lies over it. */
export type Drawing =
  | { readonly lines: Omit<ReadablePlot, "size">; readonly axis: "step" | "time" }
  | { readonly plot: ReactNode; readonly overlay: ReactNode };

/** One way to look at the run: what it shows, in words, as a table and drawn. */
export interface ChartView<Shown extends { readonly run: RunLabel } = { readonly run: RunLabel }> {
  /** What is measured for it, besides every moment, while it is on the page. */
  readonly needs: readonly Measurement[];
  /** What it shows of a moment, from the run's history; null until there is anything to show. */
  view(moment: ShownMoment, task: TaskReport): Shown | null;
  /** What it shows now, in one sentence. */
  sentence(shown: Shown): Sentence;
  table(shown: Shown): ChartTable;
  /** What its value axis must hold, if that follows the data. */
  domain?(shown: Shown, prediction: Prediction | undefined): Domain;
  draw(shown: Shown, options: DrawOptions): Drawing;
  /** What the names in a saved picture have beside them. */
  readonly legend?: RunLabel["legend"];
}

interface Placed {
  /** Unique among the charts. */
  readonly id: string;
  /** Heading and accessible name. */
  readonly name: string;
  /** Its name in one word, for buttons. */
  readonly short: string;
  /** Two thirds of a row, or one. */
  readonly place: "wide" | "narrow";
  readonly square?: boolean;
  /** Whether the next steps can be sketched in it before they are made. */
  readonly predictable?: boolean;
}

/** A chart of the lab. The grid, the keys and buttons of Present, measuring, data and exports all follow from it. */
export type Chart = Placed & (ChartView | Views);

/** A chart that can be looked at in several ways, of which the run's state says which is shown. */
interface Views {
  readonly views: Readonly<Record<string, ChartView & { readonly label: string }>>;
  /** Accessible name of the choice. */
  readonly choice: string;
  shown(state: LabState): string;
  show(view: string): void;
}

/** The chart, whose parts agree in what it shows. */
export const chart = <Shown extends { readonly run: RunLabel }>(entry: Placed & ChartView<Shown>) => entry;
