import { type EndLabel, EndLabels, rightLabelWidth } from "../../charts/end-labels";
import { type Look, MARK_PATHS } from "../../charts/lanes";
import type { XAxisSpec } from "../../charts/line-plot";
import type { Axis } from "../../charts/log-axis";
import { type PlotArea, plotArea } from "../../charts/plot-area";
import type { PlotSize } from "../../charts/use-plot-size";

/** A line with a band about it. Parallel arrays, x ascending; what is not finite is left out. */
export interface Series extends Look {
  readonly name: string;
  readonly x: readonly number[];
  readonly y: readonly number[];
  readonly low: readonly number[];
  readonly high: readonly number[];
}

interface Props {
  readonly size: PlotSize;
  readonly series: readonly Series[];
  readonly x: XAxisSpec;
  readonly y: Axis;
  /** Dotted horizontal lines with their names. */
  readonly references: readonly { readonly value: number; readonly name: string }[];
  /** A mark at every point and a bar in place of the band, if points are few. */
  readonly points?: boolean;
}

const clamp = (y: Axis, value: number) => Math.min(y.domain[1], Math.max(y.domain[0], value));

/** More bands than these cover each other. */
const MOST_BANDS = 4;

/** Several lines over one axis, each named at its end. */
export function SeriesPlot({ size, series, x, y, references, points = false }: Props) {
  const { width, height, fontSize } = size;
  const labels: EndLabel[] = series.flatMap(({ name, ink, x: xs, y: ys }) => {
    const last = ys.findLastIndex(Number.isFinite);
    return last < 0 ? [] : [{ text: name, colour: `var(${ink})`, x: xs[last], y: clamp(y, ys[last]) }];
  });
  for (const { name, value } of references) {
    labels.push({ text: name, colour: "var(--ink-3)", x: x.domain[1], y: clamp(y, value) });
  }
  const area = plotArea(size, x.domain, y, rightLabelWidth(labels, size));
  const small = fontSize * 0.92;
  return (
    <svg width={width} height={height} aria-hidden="true" focusable="false">
      <Axes area={area} x={x} y={y} size={small} />
      {references.map(({ name, value }) => (
        <path
          key={name}
          d={`M${area.left} ${area.y(clamp(y, value))}H${area.right}`}
          fill="none"
          stroke="var(--ink-3)"
          strokeDasharray="1.5 3.5"
          strokeWidth={1.2}
        />
      ))}
      {(points || series.length <= MOST_BANDS) &&
        series.map((one) => <Bands key={one.name} area={area} y={y} series={one} points={points} />)}
      {series.map((one) => (
        <Line key={one.name} area={area} y={y} series={one} points={points} width={fontSize > 18 ? 3 : 2} />
      ))}
      <EndLabels labels={labels} area={area} size={size} />
      {y.name && (
        <text x={0} y={fontSize * 0.9} fontSize={small} fill="var(--ink-3)">
          {y.name}
        </text>
      )}
      <text
        x={(area.left + area.right) / 2}
        y={height - fontSize * 0.35}
        textAnchor="middle"
        fontSize={small}
        fill="var(--ink-3)"
      >
        {x.name}
      </text>
    </svg>
  );
}

function Axes({ area, x, y, size }: { area: PlotArea; x: XAxisSpec; y: Axis; size: number }) {
  return (
    <g fontSize={size} fill="var(--ink-3)">
      {y.ticks.map((tick) => (
        <g key={tick}>
          <path d={`M${area.left} ${area.y(tick)}H${area.right}`} stroke="var(--grid)" />
          <text x={area.left - 8} y={area.y(tick) + size * 0.35} textAnchor="end">
            {y.format(tick)}
          </text>
        </g>
      ))}
      <path d={`M${area.left} ${area.bottom}H${area.right}`} stroke="var(--axis)" />
      {x.ticks.map((tick) => (
        <text key={tick} x={area.x(tick)} y={area.bottom + size * 1.5} textAnchor="middle">
          {x.format(tick)}
        </text>
      ))}
    </g>
  );
}

interface Part {
  readonly area: PlotArea;
  readonly y: Axis;
  readonly series: Series;
  readonly points: boolean;
}

/** Where the values of a series lie, without those that are not finite. */
function placed({ area, y, series }: Omit<Part, "points">) {
  return series.x.flatMap((value, i) =>
    Number.isFinite(series.y[i])
      ? [
          {
            x: area.x(value),
            y: area.y(clamp(y, series.y[i])),
            low: area.y(clamp(y, series.low[i])),
            high: area.y(clamp(y, series.high[i])),
          },
        ]
      : [],
  );
}

function Bands({ points, ...part }: Part) {
  const places = placed(part);
  const { mark } = part.series;
  if (points) {
    const bars = places.map(({ x, low, high }) => `M${x} ${low}V${high}`).join("");
    return <path d={bars} stroke={`var(${mark})`} strokeWidth={1.5} opacity={0.55} />;
  }
  const upper = places.map(({ x, high }) => `${x} ${high}`);
  const lower = places.map(({ x, low }) => `${x} ${low}`).reverse();
  if (upper.length < 2) return null;
  return <path d={`M${[...upper, ...lower].join("L")}Z`} fill={`var(${mark})`} opacity={0.13} />;
}

function Line({ points, width, ...part }: Part & { readonly width: number }) {
  const places = placed(part);
  const { mark, dash, shape, filled } = part.series;
  if (places.length === 0) return null;
  return (
    <>
      <path
        d={`M${places.map(({ x, y }) => `${x} ${y}`).join("L")}`}
        fill="none"
        stroke={`var(${mark})`}
        strokeWidth={width}
        strokeLinejoin="round"
        strokeDasharray={dash}
      />
      {points &&
        places.map(({ x, y }) => (
          <path
            key={x}
            d={MARK_PATHS[shape](x, y, width * 1.6)}
            fill={filled ? `var(${mark})` : "var(--paper)"}
            stroke={filled ? undefined : `var(${mark})`}
            strokeWidth={width * 0.8}
          />
        ))}
    </>
  );
}
