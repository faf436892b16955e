import { type ReactNode, useId } from "react";
import { spread, textWidth } from "../../../charts/label-layout";
import { linearTicks } from "../../../charts/log-axis";
import { type PlotArea, plotArea, ticksDown } from "../../../charts/plot-area";
import type { PlotSize } from "../../../charts/use-plot-size";
import { formatNumber, powerOfTen } from "../../../math/number-format";
import { LOOKS, type Look } from "./looks";

/** An axis. On one of powers all values are given as exponents of ten. */
export interface PlotAxis {
  readonly name: string;
  readonly scale: "linear" | "powers";
  readonly domain: readonly [number, number];
}

export interface PlotLine {
  readonly name: string;
  readonly look: Look;
  /** −∞ and NaN break the line. */
  readonly points: readonly (readonly [number, number])[];
}

/** Between two straight edges from the origin of the line they belong to. */
export interface PlotBand {
  readonly name: string;
  readonly upper: readonly (readonly [number, number])[];
  readonly lower: readonly (readonly [number, number])[];
}

interface PlotProps {
  readonly size: PlotSize;
  readonly x: PlotAxis;
  readonly y: PlotAxis;
  readonly lines: readonly PlotLine[];
  readonly band?: PlotBand | undefined;
  /** Drawn over the lines. */
  readonly children?: (area: PlotArea) => ReactNode;
}

/** Where the drawing puts its axes; for handles that lie on it. */
export function areaOf({ size, x, y, lines }: Pick<PlotProps, "size" | "x" | "y" | "lines">): PlotArea {
  const label = Math.max(0, ...lines.map(({ name }) => textWidth(name, size.fontSize * 1.08)));
  return plotArea(size, x.domain, { ...axis(y, ticksDown(size)), scale: "linear" }, label);
}

const axis = ({ name, scale, domain }: PlotAxis, most: number) => ({
  name,
  domain,
  ticks: linearTicks(domain, most, scale === "powers" ? 1 : 0),
  format: scale === "powers" ? powerOfTen : (value: number) => formatNumber(value, 3),
});

/** Whole powers of ten around the values given as exponents, at least two of them apart and not below `floor`. */
export function powersAround(exponents: readonly number[], floor = -320): readonly [number, number] {
  const finite = exponents.filter(Number.isFinite);
  if (finite.length === 0) return [-1, 1];
  const low = Math.max(floor, Math.floor(Math.min(...finite) - 0.05));
  const high = Math.ceil(Math.max(...finite) + 0.05);
  return high - low >= 2 ? [low, high] : [low - 1, high + (high - low === 1 ? 0 : 1)];
}

const pathOf = (points: readonly (readonly [number, number])[], area: PlotArea) => {
  let pen = "M";
  let path = "";
  for (const [x, y] of points) {
    if (!Number.isFinite(y)) {
      pen = "M";
      continue;
    }
    path += `${pen}${area.x(x).toFixed(1)} ${area.y(y).toFixed(1)}`;
    pen = "L";
  }
  return path;
};

/** Lines over two axes, named at their ends. It is decoration to a screen reader: the figure's words say it. */
export function Plot(props: PlotProps) {
  const { size, x, y, lines, band } = props;
  const { width, height, fontSize } = size;
  const clip = useId();
  const area = areaOf(props);
  const [across, up] = [axis(x, Math.max(3, Math.floor(width / (fontSize * 7)))), axis(y, ticksDown(size))];
  const text = { fontSize: fontSize * 0.92, fill: "var(--ink-3)" } as const;
  const named = lines.flatMap(({ name, look, points }) => {
    const end = points.findLast((point) => Number.isFinite(point[1]));
    return name && end ? [{ name, look, x: area.x(end[0]), y: area.y(end[1]), height: fontSize * 1.2 }] : [];
  });
  const inside = named.map((label) => ({ ...label, y: Math.min(area.bottom, Math.max(area.top, label.y)) }));
  const heights = spread(inside, area.top - fontSize * 0.5, area.bottom + fontSize * 0.5);
  return (
    <svg width={width} height={height} aria-hidden="true">
      {up.ticks.map((tick) => (
        <g key={tick}>
          <path d={`M${area.left} ${area.y(tick)}H${area.right}`} stroke="var(--grid)" />
          <text x={area.left - 6} y={area.y(tick) + fontSize * 0.32} textAnchor="end" {...text}>
            {up.format(tick)}
          </text>
        </g>
      ))}
      <path d={`M${area.left} ${area.bottom}H${area.right}`} stroke="var(--axis)" />
      {across.ticks.map((tick) => (
        <text key={tick} x={area.x(tick)} y={area.bottom + fontSize * 1.35} textAnchor="middle" {...text}>
          {across.format(tick)}
        </text>
      ))}
      <clipPath id={clip}>
        <rect
          x={area.left - 2}
          y={area.top - 4}
          width={area.right - area.left + 4}
          height={area.bottom - area.top + 8}
        />
      </clipPath>
      <g clipPath={`url(#${clip})`} fill="none" strokeLinejoin="round">
        {band && (
          <path
            d={`${pathOf(band.upper, area)}${pathOf(band.lower.toReversed(), area).replace("M", "L")}Z`}
            fill="var(--ink)"
            fillOpacity={0.07}
            stroke="var(--ink)"
            strokeOpacity={0.2}
          />
        )}
        {lines.map(({ name, look, points }) => (
          <path
            key={name}
            d={pathOf(points, area)}
            stroke={LOOKS[look].mark}
            strokeWidth={LOOKS[look].width * (fontSize > 18 ? 1.5 : 1)}
            strokeDasharray={LOOKS[look].dash}
          />
        ))}
      </g>
      {inside.map(({ name, look, x: end }, i) => (
        <text
          key={name}
          x={Math.min(end, area.right) + 8}
          y={heights[i] + fontSize * 0.34}
          fontSize={fontSize}
          fontWeight={600}
          fill={LOOKS[look].ink}
        >
          {name}
        </text>
      ))}
      <text x={0} y={fontSize * 0.9} {...text}>
        {y.name}
      </text>
      <text x={(area.left + area.right) / 2} y={area.bottom + fontSize * 2.9} textAnchor="middle" {...text}>
        {x.name}
      </text>
      {props.children?.(area)}
    </svg>
  );
}
