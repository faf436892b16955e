import { memo } from "react";
import { DefaultZIndexes, ScatterChart, XAxis, YAxis, ZIndexLayer } from "recharts";
import { formatNumber } from "../math/number-format";
import { halfWidth } from "./half-width";
import { LANES, type LaneLook, MARK_PATHS } from "./lanes";
import { Background, Foreground, LayersContext } from "./plot-layers";
import type { EigenvaluesProps, PerLane } from "./props";
import type { PlotSize } from "./use-plot-size";

interface EigenvaluePlaneProps {
  readonly size: PlotSize;
  readonly lanes: EigenvaluesProps["lanes"];
  readonly names: PerLane<string>;
  readonly looks?: readonly LaneLook[] | undefined;
}

type Points = { readonly re: ArrayLike<number>; readonly im: ArrayLike<number> };

/** Where the plane of this size has its parts, in px. */
export function planeArea({ width: side, fontSize }: PlotSize, lanes: EigenvaluesProps["lanes"]) {
  const half = halfWidth(Math.max(lanes.a?.spectralRadius || 0, lanes.b?.spectralRadius || 0));
  const centre = side / 2;
  const margin = Math.ceil(fontSize * 0.4);
  const unit = (centre - margin) / half;
  return {
    side,
    half,
    centre,
    margin,
    unit,
    place: (re: number, im: number): readonly [number, number] => [centre + re * unit, centre - im * unit],
    /** Radius of a mark. */
    r: Math.max(2.5, Math.min(fontSize * 0.34, side / 70)),
  };
}
type PlaneArea = ReturnType<typeof planeArea>;

/** Above this many points in all, marks are smaller and without outlines. */
const MANY = 128;

/** The complex plane, both axes to the same scale, with the unit circle, trails and eigenvalues. */
export const EigenvaluePlane = memo(function EigenvaluePlane(props: EigenvaluePlaneProps) {
  const { size, lanes, names, looks = LANES } = props;
  const { fontSize } = size;
  const area = planeArea(size, lanes);
  const { side, half, centre, margin, r } = area;
  const many = (lanes.a?.re.length ?? 0) + (lanes.b?.re.length ?? 0) > MANY;
  const missing = LANES.filter(({ key }) => lanes[key] === null);
  const text = { fill: "var(--ink-3)", fontSize } as const;

  return (
    <LayersContext
      value={{
        background: <Circle area={area} fontSize={fontSize * 0.92} />,
        foreground: (
          <>
            {looks.map((lane) => {
              const spectrum = lanes[lane.key];
              if (!spectrum) return null;
              const trail = spectrum.trail.map((earlier) => marksPath(lane, earlier, area, r * 0.4)).join("");
              return (
                <path
                  key={lane.key}
                  data-lane={lane.key}
                  d={trail}
                  fill={`var(${lane.mark})`}
                  fillOpacity={0.28}
                />
              );
            })}
            {looks.map((lane) => {
              const spectrum = lanes[lane.key];
              if (!spectrum) return null;
              const path = marksPath(lane, spectrum, area, many ? r * 0.8 : r);
              return <Marks key={lane.key} lane={lane} path={path} outline={many ? 0 : 0.7} />;
            })}
            {missing.length > 0 && (
              <text x={centre} y={centre + fontSize * 1.6} textAnchor="middle" {...text}>
                {missing.length === 2 ? "being computed" : `${names[missing[0].key]}: being computed`}
              </text>
            )}
            {half > 3 && (
              <text
                x={side - margin}
                y={side - margin}
                textAnchor="end"
                {...text}
                fontSize={fontSize * 0.92}
                stroke="var(--paper)"
                strokeWidth={3}
                paintOrder="stroke"
              >
                {`edge at ±${formatNumber(half, 3)}`}
              </text>
            )}
          </>
        ),
      }}
    >
      <Plane side={side} half={half} margin={margin} />
    </LayersContext>
  );
});

/** The coordinate system, laid out anew only when its size or its range changes. */
const Plane = memo(function Plane({ side, half, margin }: { side: number; half: number; margin: number }) {
  const axis = { type: "number", domain: [-half, half], hide: true, allowDataOverflow: true } as const;
  return (
    <ScatterChart
      width={side}
      height={side}
      margin={{ top: margin, right: margin, bottom: margin, left: margin }}
      accessibilityLayer={false}
    >
      <XAxis dataKey="re" {...axis} />
      <YAxis dataKey="im" {...axis} />
      <Background />
      <ZIndexLayer zIndex={DefaultZIndexes.scatter}>
        <Foreground />
      </ZIndexLayer>
    </ScatterChart>
  );
});

/** All marks of a lane as one path. */
function marksPath({ shape }: LaneLook, { re, im }: Points, area: PlaneArea, radius: number): string {
  let path = "";
  for (let k = 0; k < re.length; k++) {
    if (Number.isFinite(re[k] + im[k])) path += MARK_PATHS[shape](...area.place(re[k], im[k]), radius);
  }
  return path;
}

function Circle({ area, fontSize }: { area: PlaneArea; fontSize: number }) {
  const { side, centre, margin, unit } = area;
  return (
    <>
      <path
        d={`M${margin} ${centre}H${side - margin}M${centre} ${margin}V${side - margin}`}
        stroke="var(--grid)"
        fill="none"
      />
      <circle cx={centre} cy={centre} r={unit} fill="none" stroke="var(--axis)" strokeWidth={1.2} />
      <AxisNames side={side} centre={centre} unit={unit} fontSize={fontSize} />
    </>
  );
}

/** Outlines part discs that touch. */
function Marks({ lane, path, outline }: { lane: LaneLook; path: string; outline: number }) {
  const colour = `var(${lane.mark})`;
  return lane.filled ? (
    <path data-lane={lane.key} d={path} fill={colour} stroke="var(--paper)" strokeWidth={outline} />
  ) : (
    <path data-lane={lane.key} d={path} fill="none" stroke={colour} strokeWidth={1.6} />
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
