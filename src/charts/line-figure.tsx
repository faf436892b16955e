import type { ReactNode } from "react";
import type { ChartTable } from "./data-table";
import { Figure } from "./figure";
import { LinePlot, type LinePlotProps } from "./line-plot";
import { LineReader } from "./line-reader";
import type { PointedAxis } from "./pointing";
import type { RunLabel } from "./props";
import { type Sentence, SentenceText } from "./sentence";
import { type Prediction, PredictionBar, SketchPad } from "./sketch-pad";
import type { PlotSize } from "./use-plot-size";

interface LineFigureProps {
  readonly name: string;
  readonly summary: Sentence;
  readonly run: RunLabel;
  readonly table: ChartTable;
  readonly toolbar?: ReactNode;
  readonly axis: PointedAxis;
  /** A prediction of this chart, while there is one. */
  readonly prediction?: Prediction | undefined;
  /** The plot for the size measured for it. */
  readonly plot: (size: PlotSize) => LinePlotProps;
}

/** A figure of two lanes as lines, which can be read with pointer and keys. */
export function LineFigure({ name, summary, run, table, toolbar, axis, prediction, plot }: LineFigureProps) {
  return (
    <Figure
      name={name}
      summary={<SentenceText sentence={summary} />}
      run={run}
      table={table}
      toolbar={toolbar}
      banner={
        prediction && ((size) => <PredictionBar {...plot(size)} chart={name} prediction={prediction} />)
      }
      overlay={(size) => (
        <>
          <LineReader {...plot(size)} chart={name} axis={axis} />
          {prediction && <SketchPad {...plot(size)} chart={name} prediction={prediction} />}
        </>
      )}
    >
      {(size) => <LinePlot {...plot(size)} />}
    </Figure>
  );
}
