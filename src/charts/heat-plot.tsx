import { memo, useId, useLayoutEffect, useMemo, useRef } from "react";
import type { PerLane } from "../lanes";
import { formatCount, powerOfTen } from "../math/number-format";
import { Symbols } from "./axis-names";
import styles from "./HeatMap.module.css";
import type { HeatLayout, Rectangle } from "./heat-layout";
import { heatColours, heatPixels, heatStops } from "./heat-scale";
import { LANES } from "./lanes";
import type { Domain } from "./log-axis";
import type { HeatMapProps } from "./props";
import type { PlotSize } from "./use-plot-size";

interface HeatPlotProps {
  readonly size: PlotSize;
  readonly layout: HeatLayout;
  readonly lanes: HeatMapProps["lanes"];
  readonly names: PerLane<string>;
  readonly domain: Domain;
  readonly rows: number;
  readonly end: number;
  readonly symbol: string;
}

/** A panel a lane, steps to the right, t upwards, and the key to the colours. */
export const HeatPlot = memo(function HeatPlot(props: HeatPlotProps) {
  const { size, layout, lanes, names, domain, rows, end, symbol } = props;
  const { width, height, fontSize } = size;
  const text = { fontSize: fontSize * 0.92, fill: "var(--ink-3)" };
  const { panels, key, stepTicks, timeTicks } = layout;
  const last = Math.max(1, rows - 1);
  const sideBySide = panels[0].top === panels[1].top;
  const middle = ({ top, height: tall }: Rectangle, t: number) => top + tall * (1 - (t + 0.5) / rows);
  return (
    <>
      {panels.map((panel, i) => (
        <HeatCanvas
          key={LANES[i].key}
          place={panel}
          snapshots={lanes[LANES[i].key]}
          domain={domain}
          rows={rows}
          end={end}
        />
      ))}
      <svg className={styles.drawing} width={width} height={height} aria-hidden="true">
        {panels.map((panel, i) => (
          <g key={LANES[i].key}>
            <text
              x={panel.left}
              y={panel.top - fontSize * 0.5}
              fontSize={fontSize}
              fontWeight={600}
              fill={`var(${LANES[i].ink})`}
            >
              {names[LANES[i].key]}
            </text>
            <rect
              x={panel.left}
              y={panel.top}
              width={panel.width}
              height={panel.height}
              fill="none"
              stroke="var(--axis)"
            />
            {(i === 0 || !sideBySide) &&
              timeTicks.map((t) => (
                <text
                  key={t}
                  x={panel.left - 5}
                  y={middle(panel, t) + fontSize * 0.33}
                  textAnchor="end"
                  {...text}
                >
                  {formatCount(t)}
                </text>
              ))}
            {(i === 1 || sideBySide) &&
              stepTicks.map((step) => (
                <text
                  key={step}
                  x={panel.left + (panel.width * step) / end}
                  y={panel.top + panel.height + fontSize * 1.3}
                  textAnchor="middle"
                  {...text}
                >
                  {formatCount(step)}
                </text>
              ))}
          </g>
        ))}
        <text
          x={(panels[0].left + panels[1].left + panels[1].width) / 2}
          y={height - fontSize * 0.35}
          textAnchor="middle"
          {...text}
        >
          step, to the right; time step t = 0 … {formatCount(last)}, upwards
        </text>
        <Key place={key} ticks={layout.keyTicks} domain={domain} fontSize={fontSize} />
        <text x={width - 4} y={fontSize * 0.9} textAnchor="end" {...text}>
          <Symbols text={symbol} fontSize={fontSize * 0.92} />
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
          fontSize={fontSize * 0.92}
          fill="var(--ink-3)"
        >
          {powerOfTen(Math.round(Math.log10(tick)))}
        </text>
      ))}
    </g>
  );
}

/** One lane's picture: a column a pixel of the screen, a row a time step. */
function HeatCanvas({
  place,
  snapshots,
  domain: [low, high],
  rows,
  end,
}: {
  place: Rectangle;
  snapshots: HeatMapProps["lanes"]["a"];
  domain: Domain;
  rows: number;
  end: number;
}) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const width = Math.max(1, Math.round(place.width));
  const colours = useMemo(() => heatColours(heatStops()), []);
  useLayoutEffect(() => {
    const context = canvas.current?.getContext("2d");
    const pixels = heatPixels(snapshots, { width, rows, end, domain: [low, high], colours });
    context?.putImageData(new ImageData(pixels, width, rows), 0, 0);
  }, [snapshots, width, rows, end, low, high, colours]);
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
