import { memo, useId, useLayoutEffect, useMemo, useRef } from "react";
import { formatCount, powerOfTen } from "../math/number-format";
import type { Domain } from "./axis";
import { Symbols } from "./axis-names";
import styles from "./Heat.module.css";
import type { HeatLayout, Rectangle } from "./heat-layout";
import {
  type HeatColumn,
  type HeatGrid,
  heatColours,
  heatEdges,
  heatPixels,
  heatStops,
  rowOfY,
} from "./heat-scale";
import { colour, type Look, SMALL } from "./look";
import type { PlotSize } from "./size";

/** One of several heat maps that share their scales. */
export interface HeatSeries {
  readonly key: string;
  readonly name: string;
  readonly look: Look;
  /** Ascending in x. */
  readonly columns: readonly HeatColumn[];
}

interface HeatMapsProps {
  readonly size: PlotSize;
  readonly layout: HeatLayout;
  readonly series: readonly HeatSeries[];
  /** Domain of the colours. */
  readonly domain: Domain;
  readonly grid: HeatGrid;
  /** Symbol of the quantity that the colours show. */
  readonly symbol: string;
  /** Names of the horizontal and the vertical axis. */
  readonly axes: string;
}

/** Heat maps, one panel per series, with the key to the colours. */
export const HeatMaps = memo(function HeatMaps(props: HeatMapsProps) {
  const { size, layout, series, domain, grid, symbol, axes } = props;
  const { width, height, fontSize } = size;
  const text = { fontSize: fontSize * SMALL, fill: "var(--ink-3)" };
  const { panels, isRow, key, columnTicks, rowTicks } = layout;
  const middle = ({ top, height: tall }: Rectangle, y: number) =>
    top + tall * (1 - (rowOfY(grid, y) + 0.5) / grid.rows);
  const [left, right] = heatEdges(grid);
  const [first, last] = [panels[0], panels[panels.length - 1]];
  return (
    <>
      {series.map((each, i) => (
        <HeatCanvas key={each.key} place={panels[i]} columns={each.columns} domain={domain} grid={grid} />
      ))}
      <svg className={styles.drawing} width={width} height={height} aria-hidden="true">
        {series.map(({ key: id, name, look }, i) => {
          const panel = panels[i];
          return (
            <g key={id}>
              <text
                x={panel.left}
                y={panel.top - fontSize * 0.5}
                fontSize={fontSize}
                fontWeight={600}
                fill={colour(look.ink)}
              >
                {name}
              </text>
              <rect
                x={panel.left}
                y={panel.top}
                width={panel.width}
                height={panel.height}
                fill="none"
                stroke="var(--axis)"
              />
              {(!isRow || panel === first) &&
                rowTicks.map((y) => (
                  <text
                    key={y}
                    x={panel.left - 5}
                    y={middle(panel, y) + fontSize * 0.33}
                    textAnchor="end"
                    {...text}
                  >
                    {formatCount(y)}
                  </text>
                ))}
              {(isRow || panel === last) &&
                columnTicks.map((x) => (
                  <text
                    key={x}
                    x={panel.left + (panel.width * (x - left)) / (right - left)}
                    y={panel.top + panel.height + fontSize * 1.3}
                    textAnchor="middle"
                    {...text}
                  >
                    {formatCount(x)}
                  </text>
                ))}
            </g>
          );
        })}
        <text
          x={(first.left + last.left + last.width) / 2}
          y={height - fontSize * 0.35}
          textAnchor="middle"
          {...text}
        >
          {axes}
        </text>
        <Key place={key} ticks={layout.keyTicks} domain={domain} fontSize={fontSize} />
        <text x={width - 4} y={fontSize * 0.9} textAnchor="end" {...text}>
          <Symbols text={symbol} fontSize={fontSize * SMALL} />
        </text>
      </svg>
    </>
  );
});

function Key({
  place,
  ticks,
  domain,
  fontSize,
}: {
  place: Rectangle;
  ticks: readonly number[];
  domain: Domain;
  fontSize: number;
}) {
  const id = useId();
  const stops = heatStops();
  const share = (value: number) => Math.log(value / domain[0]) / Math.log(domain[1] / domain[0]);
  return (
    <g>
      <linearGradient id={id} x1="0" y1="1" x2="0" y2="0">
        {stops.map((stop, i) => (
          <stop key={stop} offset={i / (stops.length - 1)} stopColor={stop} />
        ))}
      </linearGradient>
      <rect x={place.left} y={place.top} width={place.width} height={place.height} fill={`url(#${id})`} />
      {ticks.map((tick) => (
        <text
          key={tick}
          x={place.left + place.width + 5}
          y={place.top + place.height * (1 - share(tick)) + fontSize * 0.33}
          fontSize={fontSize * SMALL}
          fill="var(--ink-3)"
        >
          {powerOfTen(Math.round(Math.log10(tick)))}
        </text>
      ))}
    </g>
  );
}

/** The canvas of one panel, with one pixel row per value. */
function HeatCanvas({
  place,
  columns,
  domain: [low, high],
  grid,
}: {
  place: Rectangle;
  columns: readonly HeatColumn[];
  domain: Domain;
  grid: HeatGrid;
}) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const width = Math.max(1, Math.round(place.width));
  const colours = useMemo(() => heatColours(heatStops()), []);
  const { rows, end, firstCell } = grid;
  useLayoutEffect(() => {
    const context = canvas.current?.getContext("2d");
    const cells = firstCell === undefined ? {} : { firstCell };
    const pixels = heatPixels(columns, { width, rows, end, ...cells, domain: [low, high], colours });
    context?.putImageData(new ImageData(pixels, width, rows), 0, 0);
  }, [columns, width, rows, end, firstCell, low, high, colours]);
  const { left, top, width: wide, height } = place;
  return (
    <canvas
      ref={canvas}
      className={styles.canvas}
      width={width}
      height={rows}
      style={{ left, top, width: wide, height }}
    />
  );
}
