import type { PerLane } from "../lanes";
import type { Curve } from "./curve";
import { LANES, type LaneLook, MARK_PATHS } from "./lanes";
import type { LineName, LineNames } from "./line-names";
import type { PlotArea } from "./plot-area";

interface LineMarksProps {
  readonly area: PlotArea;
  readonly fontSize: number;
  readonly curves: PerLane<Curve>;
  readonly floor: number;
  readonly marks?: PerLane<{ readonly x: number; readonly y: number }> | undefined;
  readonly names: LineNames;
}

/** What is no line: a single point, held-out values, the × where a line broke off, and all words beside lines. */
export function LineMarks({ area, fontSize, curves, floor, marks, names }: LineMarksProps) {
  const placeY = (y: number) => area.y(Math.max(y, floor));
  return (
    <g>
      {LANES.map((lane) => {
        const { points } = curves[lane.key];
        const held = marks?.[lane.key];
        return (
          <g key={lane.key} data-lane={lane.key}>
            {points.length === 1 && (
              <Mark lane={lane} x={area.x(points[0].x)} y={placeY(points[0].y)} r={fontSize * 0.26} filled />
            )}
            {held && Number.isFinite(held.y) && (
              <Mark lane={lane} x={area.x(held.x)} y={placeY(held.y)} r={fontSize * 0.34} filled={false} />
            )}
          </g>
        );
      })}
      {names.breaks.map(({ lane, cross }) => (
        <Cross key={lane} lane={LANES.find(({ key }) => key === lane)} {...cross} r={fontSize * 0.36} />
      ))}
      <Words names={[...names.breaks, ...names.ends]} fontSize={fontSize} bold />
      <Words names={names.zeros} fontSize={fontSize * 0.92} />
    </g>
  );
}

function Mark({
  lane,
  x,
  y,
  r,
  filled,
}: {
  lane: LaneLook;
  x: number;
  y: number;
  r: number;
  filled: boolean;
}) {
  const colour = `var(${lane.mark})`;
  const fill = filled ? colour : "var(--paper)";
  return <path d={MARK_PATHS[lane.shape](x, y, r)} fill={fill} stroke={colour} strokeWidth={1.6} />;
}

/** A × where a line stops being a number. */
function Cross({ lane, x, y, r }: { lane: LaneLook | undefined; x: number; y: number; r: number }) {
  return (
    <path
      data-lane={lane?.key}
      d={`M${x - r} ${y - r}l${2 * r} ${2 * r}m0 ${-2 * r}l${-2 * r} ${2 * r}`}
      fill="none"
      stroke={`var(${lane?.mark})`}
      strokeWidth={2.2}
      strokeLinecap="round"
    />
  );
}

/** Words at their places, legible over whatever they must lie on. */
export function Words({
  names,
  fontSize,
  bold = false,
}: {
  readonly names: readonly LineName[];
  readonly fontSize: number;
  readonly bold?: boolean;
}) {
  return names.map(({ lane, text, colour, x, y, anchor }) => (
    <text
      key={lane + text}
      data-lane={lane}
      x={x}
      y={y + fontSize * 0.35}
      textAnchor={anchor}
      fill={colour}
      fontSize={fontSize}
      {...(bold && { fontWeight: 600 })}
      stroke="var(--paper)"
      strokeWidth={3}
      paintOrder="stroke"
    >
      {text}
    </text>
  ));
}
