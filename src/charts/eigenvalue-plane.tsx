import { memo, useMemo } from "react";
import { DefaultZIndexes, Scatter, ScatterChart, Tooltip, XAxis, YAxis, ZIndexLayer } from "recharts";
import { formatNumber } from "../math/number-format";
import { halfWidth } from "./half-width";
import { LANES, type LaneLook, MARK_PATHS } from "./lanes";
import type { EigenvaluesProps, PerLane } from "./props";
import { SpectrumPoint } from "./spectrum-point";
import type { PlotSize } from "./use-plot-size";

interface EigenvaluePlaneProps {
  readonly size: PlotSize;
  readonly lanes: EigenvaluesProps["lanes"];
  readonly names: PerLane<string>;
}

type Points = { readonly re: ArrayLike<number>; readonly im: ArrayLike<number> };

/** Above this many points in all, one path a lane takes the place of single marks. */
const MOST_MARKS = 128;
/** The complex plane, both axes to the same scale, with the unit circle, trails and eigenvalues. */
export const EigenvaluePlane = memo(function EigenvaluePlane({ size, lanes, names }: EigenvaluePlaneProps) {
  const { width: side, fontSize } = size;
  const largest = Math.max(lanes.a?.spectralRadius || 0, lanes.b?.spectralRadius || 0);
  const half = halfWidth(largest);
  const centre = side / 2;
  const margin = Math.ceil(fontSize * 0.4);
  const unit = (centre - margin) / half;
  const place = (re: number, im: number): readonly [number, number] => [
    centre + re * unit,
    centre - im * unit,
  ];
  const r = Math.max(2.5, Math.min(fontSize * 0.34, side / 70));
  const count = (lanes.a?.re.length ?? 0) + (lanes.b?.re.length ?? 0);
  const pathOf = ({ shape }: LaneLook, { re, im }: Points, radius: number) => {
    let path = "";
    for (let k = 0; k < re.length; k++) {
      if (Number.isFinite(re[k] + im[k])) path += MARK_PATHS[shape](...place(re[k], im[k]), radius);
    }
    return path;
  };
  const data = useMemo(() => ({ a: pointsOf(lanes.a), b: pointsOf(lanes.b) }), [lanes.a, lanes.b]);
  const axis = { type: "number", domain: [-half, half], hide: true, allowDataOverflow: true } as const;
  const missing = LANES.filter(({ key }) => lanes[key] === null);

  return (
    <ScatterChart
      width={side}
      height={side}
      margin={{ top: margin, right: margin, bottom: margin, left: margin }}
      accessibilityLayer={false}
      throttleDelay={50}
    >
      <XAxis dataKey="re" {...axis} />
      <YAxis dataKey="im" {...axis} />
      <path
        d={`M${margin} ${centre}H${side - margin}M${centre} ${margin}V${side - margin}`}
        stroke="var(--grid)"
        fill="none"
      />
      <circle cx={centre} cy={centre} r={unit} fill="none" stroke="var(--axis)" strokeWidth={1.2} />
      <AxisNames side={side} centre={centre} unit={unit} fontSize={fontSize * 0.92} />
      {LANES.map((lane) => {
        const spectrum = lanes[lane.key];
        if (!spectrum) return null;
        const trail = spectrum.trail.map((earlier) => pathOf(lane, earlier, r * 0.4)).join("");
        const colour = `var(${lane.mark})`;
        return <path key={lane.key} d={trail} fill={colour} fillOpacity={0.28} />;
      })}
      {count <= MOST_MARKS
        ? LANES.map((lane) => (
            <Scatter
              key={lane.key}
              name={names[lane.key]}
              data={data[lane.key]}
              isAnimationActive={false}
              shape={({ cx, cy }: { cx?: number | undefined; cy?: number | undefined }) => (
                <Eigenvalue lane={lane} path={MARK_PATHS[lane.shape](cx ?? 0, cy ?? 0, r)} outline={0.7} />
              )}
            />
          ))
        : LANES.map((lane) => {
            const spectrum = lanes[lane.key];
            if (!spectrum) return null;
            return (
              <ZIndexLayer key={lane.key} zIndex={DefaultZIndexes.scatter}>
                <Eigenvalue lane={lane} path={pathOf(lane, spectrum, r * 0.8)} outline={0} />
              </ZIndexLayer>
            );
          })}
      <Tooltip
        isAnimationActive={false}
        cursor={false}
        content={<SpectrumPoint names={names} data={data} />}
      />
      {missing.length > 0 && (
        <text
          x={centre}
          y={centre + fontSize * 1.6}
          textAnchor="middle"
          fill="var(--ink-3)"
          fontSize={fontSize}
        >
          {missing.length === 2 ? "being computed" : `${names[missing[0].key]}: being computed`}
        </text>
      )}
      {half > 3 && (
        <text
          x={side - margin}
          y={side - margin}
          textAnchor="end"
          fill="var(--ink-3)"
          fontSize={fontSize * 0.92}
        >
          {`edge at ±${formatNumber(half, 3)}`}
        </text>
      )}
    </ScatterChart>
  );
});

const pointsOf = (spectrum: Points | null) =>
  spectrum
    ? Array.from(spectrum.re, (re, k) => ({ re, im: spectrum.im[k] })).filter(({ re, im }) =>
        Number.isFinite(re + im),
      )
    : [];

/** The outline parts discs that touch; many discs in one path have none, or it would cut into their neighbours. */
function Eigenvalue({ lane, path, outline }: { lane: LaneLook; path: string; outline: number }) {
  const colour = `var(${lane.mark})`;
  return lane.filled ? (
    <path d={path} fill={colour} stroke="var(--paper)" strokeWidth={outline} />
  ) : (
    <path d={path} fill="none" stroke={colour} strokeWidth={1.6} pointerEvents="all" />
  );
}

/** 1 and i where the circle crosses the axes. */
function AxisNames({
  side,
  centre,
  unit,
  fontSize,
}: {
  side: number;
  centre: number;
  unit: number;
  fontSize: number;
}) {
  if (unit < fontSize * 2) return null;
  const text = { fill: "var(--ink-3)", fontSize } as const;
  return (
    <>
      <text
        x={Math.min(side - fontSize, centre + unit + fontSize * 0.55)}
        y={centre - fontSize * 0.4}
        {...text}
      >
        1
      </text>
      <text x={centre + fontSize * 0.4} y={Math.max(fontSize, centre - unit - fontSize * 0.55)} {...text}>
        i
      </text>
    </>
  );
}
