import { memo } from "react";
import { DefaultZIndexes, ScatterChart, XAxis, YAxis, ZIndexLayer } from "recharts";
import type { PerLane } from "../lanes";
import { arrowPath, isBeyond, placeOfEigenvalue, RIM, rimLabels } from "./eigenvalue-rim";
import { placeOf } from "./free-place";
import { LANES, type LaneLook, lookOf, MARK_PATHS } from "./lanes";
import { Background, Foreground, LayersContext } from "./plot-layers";
import type { EigenvaluesProps } from "./props";
import type { PlotSize } from "./use-plot-size";

interface EigenvaluePlaneProps {
  readonly size: PlotSize;
  readonly lanes: EigenvaluesProps["lanes"];
  readonly names: PerLane<string>;
  readonly looks?: readonly LaneLook[] | undefined;
}

type Points = { readonly re: ArrayLike<number>; readonly im: ArrayLike<number> };

/** Where the plane of this size has its parts, in px. */
export function planeArea({ width: side, fontSize }: PlotSize) {
  const centre = side / 2;
  const margin = Math.ceil(fontSize * 0.4);
  const unit = (centre - margin) / RIM;
  /** Radius of a mark. */
  const r = Math.max(2.5, Math.min(fontSize * 0.34, side / 70));
  const disc = { side, centre, unit, r };
  return { ...disc, margin, place: (re: number, im: number) => placeOfEigenvalue(re, im, disc) };
}
type PlaneArea = ReturnType<typeof planeArea>;

/** Above this many points in all, marks are smaller and without outlines. */
const MANY = 128;

/** The complex plane, both axes to the same scale, with the unit circle, trails and eigenvalues. */
export const EigenvaluePlane = memo(function EigenvaluePlane(props: EigenvaluePlaneProps) {
  const { size, lanes, names, looks = LANES } = props;
  const { fontSize } = size;
  const area = planeArea(size);
  const { side, centre, margin, r } = area;
  const spectra = LANES.flatMap(({ key }) => lanes[key] ?? []);
  const trails = spectra.flatMap(({ trail }) => trail);
  const notes = cornerNotes(area, fontSize * 0.92, {
    pale: trails.some(({ re }) => re.length > 0),
    beyond: [...spectra, ...trails].some(reachesBeyond),
  });
  const taken = [...axisNames(area, fontSize * 0.92), ...notes].map(({ box }) => box);
  const many = (lanes.a?.re.length ?? 0) + (lanes.b?.re.length ?? 0) > MANY;
  const missing = LANES.filter(({ key }) => lanes[key] === null);
  const text = { fill: "var(--ink-3)", fontSize } as const;

  return (
    <LayersContext
      value={{
        background: <Circle area={area} fontSize={fontSize * 0.92} rim={spectra.some(reachesBeyond)} />,
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
            {rimLabels(lanes, area, fontSize, taken).map(({ lane, text: modulus, x, y }) => (
              <text
                key={lane + modulus}
                data-lane={lane}
                x={x}
                y={y + fontSize * 0.35}
                fill={`var(${lookOf(lane, looks).ink})`}
                fontSize={fontSize}
                fontWeight={600}
                stroke="var(--paper)"
                strokeWidth={3}
                paintOrder="stroke"
              >
                {modulus}
              </text>
            ))}
            <Notes notes={notes} fontSize={fontSize * 0.92} />
          </>
        ),
      }}
    >
      <Plane side={side} margin={margin} />
    </LayersContext>
  );
});

/** The coordinate system, laid out again only when its size changes. */
const Plane = memo(function Plane({ side, margin }: { side: number; margin: number }) {
  const axis = { type: "number", domain: [-RIM, RIM], hide: true, allowDataOverflow: true } as const;
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

/** All marks of a lane as one path; arrows stand for what lies beyond the rim. */
function marksPath({ shape }: LaneLook, { re, im }: Points, area: PlaneArea, radius: number): string {
  let path = "";
  for (let k = 0; k < re.length; k++) {
    if (!Number.isFinite(re[k] + im[k])) continue;
    path += isBeyond(re[k], im[k])
      ? arrowPath(re[k], im[k], area, radius)
      : MARK_PATHS[shape](...area.place(re[k], im[k]), radius);
  }
  return path;
}

const reachesBeyond = ({ re, im }: Points) => Array.from(re).some((x, k) => isBeyond(x, im[k]));

function Circle({ area, fontSize, rim }: { area: PlaneArea; fontSize: number; rim: boolean }) {
  const { side, centre, margin, unit } = area;
  return (
    <>
      <path
        d={`M${margin} ${centre}H${side - margin}M${centre} ${margin}V${side - margin}`}
        stroke="var(--grid)"
        fill="none"
      />
      {rim && <circle cx={centre} cy={centre} r={RIM * unit} fill="none" stroke="var(--grid)" />}
      <circle cx={centre} cy={centre} r={unit} fill="none" stroke="var(--axis)" strokeWidth={1.2} />
      <Notes notes={axisNames(area, fontSize)} fontSize={fontSize} />
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
const axisNames = ({ centre, unit }: PlaneArea, fontSize: number) => [
  note("1", centre + unit + fontSize * 0.55, centre - fontSize * 0.75, "start", fontSize),
  note("i", centre + fontSize * 0.4, centre - unit - fontSize * 0.9, "start", fontSize),
];

/** What pale marks and arrows mean, in the corners that the rim leaves free. */
function cornerNotes(
  { side }: PlaneArea,
  fontSize: number,
  { pale, beyond }: { readonly pale: boolean; readonly beyond: boolean },
) {
  const [upper, lower] = [side - fontSize * 1.65, side - fontSize * 0.55];
  return [
    ...(pale
      ? [note("pale:", 0, upper, "start", fontSize), note("earlier steps", 0, lower, "start", fontSize)]
      : []),
    ...(beyond
      ? [note("arrows:", side, upper, "end", fontSize), note(`|λ| > ${RIM}`, side, lower, "end", fontSize)]
      : []),
  ];
}

const note = (text: string, x: number, y: number, anchor: "start" | "end", fontSize: number) => ({
  text,
  ...placeOf(text, x, y, anchor, fontSize),
});

function Notes({ notes, fontSize }: { notes: readonly ReturnType<typeof note>[]; fontSize: number }) {
  return notes.map(({ text, x, y, anchor }) => (
    <text
      key={text}
      x={x}
      y={y + fontSize * 0.35}
      textAnchor={anchor}
      fill="var(--ink-3)"
      fontSize={fontSize}
    >
      {text}
    </text>
  ));
}
