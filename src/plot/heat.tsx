import { memo, useId, useLayoutEffect, useMemo, useRef } from "react";
import { formatCount, powerOfTen } from "../math/number-format";
import type { Domain } from "./axis";
import { Symbols } from "./axis-names";
import styles from "./Heat.module.css";
import type { HeatLayout, Rectangle } from "./heat-layout";
import { type HeatColumn, heatColours, heatPixels, heatStops } from "./heat-scale";
import { colour, type Look, SMALL } from "./look";
import type { PlotSize } from "./size";

/** A heat map among several that share their scales. */
export interface HeatSeries {
  readonly key: string;
  readonly name: string;
  readonly look: Look;
  /** x ascending. */
  readonly columns: readonly HeatColumn[];
}

interface HeatMapsProps {
  readonly size: PlotSize;
  readonly layout: HeatLayout;
  readonly series: readonly HeatSeries[];
  /** Of the colours. */
  readonly domain: Domain;
  readonly rows: number;
  /** x at the right edge. */
  readonly end: number;
  /** What the colours stand for. */
  readonly symbol: string;
  /** What goes to the right and upwards. */
  readonly axes: string;
}

/** Values as colours, a panel per series, with the key to the colours. */
export const HeatMaps = memo(function HeatMaps(props: HeatMapsProps) {
  const { size, layout, series, domain, rows, end, symbol, axes } = props;
  const { width, height, fontSize } = size;
  const text = { fontSize: fontSize * SMALL, fill: "var(--ink-3)" };
  const { panels, isRow, key, columnTicks, rowTicks } = layout;
  const middle = ({ top, height: tall }: Rectangle, row: number) => top + tall * (1 - (row + 0.5) / rows);
  const [first, last] = [panels[0], panels[panels.length - 1]];
  return (
    <>
      {series.map((each, i) => (
        <HeatCanvas
          key={each.key}
          place={panels[i]}
          columns={each.columns}
          domain={domain}
          rows={rows}
          end={end}
        />
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
                rowTicks.map((row) => (
                  <text
                    key={row}
                    x={panel.left - 5}
                    y={middle(panel, row) + fontSize * 0.33}
                    textAnchor="end"
                    {...text}
                  >
                    {formatCount(row)}
                  </text>
                ))}
              {(isRow || panel === last) &&
                columnTicks.map((x) => (
                  <text
                    key={x}
                    x={panel.left + (panel.width * x) / end}
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

/** The picture of one panel: a column per pixel of the screen, a row per value. */
function HeatCanvas({
  place,
  columns,
  domain: [low, high],
  rows,
  end,
}: {
  place: Rectangle;
  columns: readonly HeatColumn[];
  domain: Domain;
  rows: number;
  end: number;
}) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const width = Math.max(1, Math.round(place.width));
  const colours = useMemo(() => heatColours(heatStops()), []);
  useLayoutEffect(() => {
    const context = canvas.current?.getContext("2d");
    const pixels = heatPixels(columns, { width, rows, end, domain: [low, high], colours });
    context?.putImageData(new ImageData(pixels, width, rows), 0, 0);
  }, [columns, width, rows, end, low, high, colours]);
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
