import type { Curve } from "./curve";
import { spread, textWidth } from "./label-layout";
import { LANES, type LaneLook, MARK_PATHS } from "./lanes";
import type { PlotArea } from "./plot-area";
import type { PerLane } from "./props";

interface LineMarksProps {
  readonly area: PlotArea;
  readonly fontSize: number;
  readonly names: PerLane<string>;
  readonly curves: PerLane<Curve>;
  readonly floor: number;
  readonly zero?: string;
  readonly marks?: PerLane<{ readonly x: number; readonly y: number }>;
}

const halo = { stroke: "var(--paper)", strokeWidth: 3, paintOrder: "stroke" } as const;

/** What is no line: a single point, held-out values, the × where a line broke off, the note at a zero. */
export function LineMarks({ area, fontSize, names, curves, floor, zero, marks }: LineMarksProps) {
  const placeY = (y: number) => area.y(Math.max(y, floor));
  const small = fontSize * 0.26;
  return (
    <g>
      {LANES.map((lane) => {
        const { points } = curves[lane.key];
        const held = marks?.[lane.key];
        return (
          <g key={lane.key} data-lane={lane.key}>
            {points.length === 1 && (
              <Mark lane={lane} x={area.x(points[0].x)} y={placeY(points[0].y)} r={small} filled />
            )}
            {held && Number.isFinite(held.y) && (
              <Mark lane={lane} x={area.x(held.x)} y={placeY(held.y)} r={fontSize * 0.34} filled={false} />
            )}
          </g>
        );
      })}
      <Breaks area={area} fontSize={fontSize} names={names} curves={curves} placeY={placeY} />
      {zero && <ZeroNotes area={area} fontSize={fontSize} curves={curves} text={`0: ${zero}`} />}
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

/** A × where a line stops being a number, and beside it, off the line, what came instead. */
function Breaks({
  area,
  fontSize,
  names,
  curves,
  placeY,
}: Pick<LineMarksProps, "area" | "fontSize" | "curves" | "names"> & { placeY: (y: number) => number }) {
  const r = fontSize * 0.36;
  const broken = LANES.flatMap((lane) => {
    const { broken: at, points } = curves[lane.key];
    if (!at) return [];
    const label = `${names[lane.key]}: ${at.label}`;
    const x = area.x(at.x);
    const y = at.y === null ? area.top + fontSize : Math.max(area.top, placeY(at.y));
    const lineIsRight = (points.at(-1)?.x ?? at.x) > at.x;
    const room = r + 6 + textWidth(label, fontSize);
    const fitsLeft = x - room > area.left;
    const fitsRight = x + room < area.right;
    const onLeft = lineIsRight ? fitsLeft || !fitsRight : fitsLeft && !fitsRight;
    const besideLine = points.length > 1 && onLeft !== lineIsRight;
    // A line that falls away from its break leaves the room beside that.
    const beneath = points.map((point) => ({ x: area.x(point.x), y: placeY(point.y) }));
    const along = beneath.filter((point) => Math.abs(point.x - x) < room && point.x > x !== onLeft);
    const falls = along.length > 0 && along.every((point) => point.y > y + 0.2 * Math.abs(point.x - x) - 1);
    const textX = onLeft ? x - r - 6 : x + r + 6;
    return [{ lane, label, x, y, textX, onLeft, besideLine, falls }];
  });
  // Over its line, unless there is no room or the other lane's line is what lies there.
  const shift = ({ y, falls }: (typeof broken)[number]) => {
    if (y - fontSize * 1.6 < area.top) return falls ? 0 : 1;
    return broken.some((other) => other.y < y && other.y > y - 2.6 * fontSize) ? 1 : -1;
  };
  const middles = spread(
    broken.map((one) => ({
      y: one.besideLine ? one.y + shift(one) * fontSize : one.y,
      height: fontSize * 1.3,
    })),
    area.top,
    area.bottom,
  );
  return broken.map(({ lane, label, x, y, textX, onLeft }, i) => (
    <g key={lane.key} data-lane={lane.key}>
      <path
        d={`M${x - r} ${y - r}l${2 * r} ${2 * r}m0 ${-2 * r}l${-2 * r} ${2 * r}`}
        fill="none"
        stroke={`var(${lane.mark})`}
        strokeWidth={2.2}
        strokeLinecap="round"
      />
      <text
        x={textX}
        y={middles[i] + fontSize * 0.35}
        textAnchor={onLeft ? "end" : "start"}
        fill={`var(${lane.ink})`}
        fontSize={fontSize}
        fontWeight={600}
        {...halo}
      >
        {label}
      </text>
    </g>
  ));
}

/** Says at the floor of a log axis what a line that lies on it means. */
function ZeroNotes({
  area,
  fontSize,
  curves,
  text,
}: Pick<LineMarksProps, "area" | "fontSize" | "curves"> & { text: string }) {
  const zeros = LANES.filter(({ key }) => curves[key].hasZero);
  return zeros.map((lane, i) => {
    const { points } = curves[lane.key];
    const first = points.find(({ y }) => y <= 0)?.x ?? 0;
    // A single point has its name beside it.
    const row = points.length === 1 ? i + 1 : i;
    const x = Math.min(area.x(first) + 4, area.right - textWidth(text, fontSize * 0.92));
    return (
      <text
        key={lane.key}
        x={Math.max(area.left + 4, x)}
        y={area.bottom - fontSize * (0.55 + 1.3 * row)}
        fill={`var(${lane.ink})`}
        fontSize={fontSize * 0.92}
        {...halo}
      >
        {text}
      </text>
    );
  });
}
