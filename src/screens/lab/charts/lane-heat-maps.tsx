import { LANE_KEYS, type LaneKey } from "../../../lanes";
import { HeatMaps } from "../../../plot/heat";
import { heatLayout } from "../../../plot/heat-layout";
import { HeatReader } from "../../../plot/heat-reader";
import type { HeatColumn, HeatGrid } from "../../../plot/heat-scale";
import { LANE_LOOKS } from "../../lane-looks";
import type { RunLabel } from "../run-label";
import type { Drawing, DrawOptions } from "./chart";

interface LaneHeatMaps {
  readonly chart: string;
  readonly run: RunLabel;
  readonly columns: (lane: LaneKey) => readonly HeatColumn[];
  readonly grid: HeatGrid;
  readonly symbol: string;
  /** The words on both axes. */
  readonly words: string;
  /** Ids of the axes; charts with the same axes are linked. */
  readonly axes: { readonly x: string; readonly y: string };
  /** The row, from 0 at the bottom, where the arrow keys begin. */
  readonly startRow: number;
  readonly spoken: (x: number, y: number, value: number) => string;
}

/** One heat map per lane, with one scale of colours, and a reader over each. */
export function laneHeatMaps(
  { chart, run, columns, words, axes, startRow, spoken, grid, symbol }: LaneHeatMaps,
  { size, domain }: Pick<DrawOptions, "size" | "domain">,
): Drawing {
  const series = LANE_KEYS.map((key) => ({
    key,
    name: run.lanes[key],
    look: LANE_LOOKS[key],
    columns: columns(key),
  }));
  const layout = heatLayout(size, series.length, grid, domain);
  return {
    plot: <HeatMaps {...{ size, layout, series, domain, grid, symbol }} axes={words} />,
    overlay: series.map(({ key, ...each }, i) => (
      <HeatReader
        key={key}
        id={key}
        place={layout.panels[i]}
        {...each}
        {...{ chart, grid, startRow, axes, spoken }}
      />
    )),
  };
}
