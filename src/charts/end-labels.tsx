import type { LaneKey } from "../lanes";
import { breakLabel, spread, textWidth } from "./label-layout";
import type { PlotArea } from "./plot-area";
import type { PlotSize } from "./use-plot-size";

export interface EndLabel {
  readonly text: string;
  readonly colour: string;
  /** The lane it names, if it names one. */
  readonly lane?: LaneKey;
  /** Where the line ends, in values. */
  readonly x: number;
  readonly y: number;
}

const LINE = 1.25;
/** Between a line's end, where a mark may stand, and its name, in ems. */
const GAP = 0.62;

const linesOf = (text: string, { width, fontSize }: PlotSize) => breakLabel(text, fontSize, width * 0.24);

/** Room in px that the labels need to the right of the plot. */
export function rightLabelWidth(labels: readonly Pick<EndLabel, "text">[], size: PlotSize): number {
  const widths = labels.flatMap(({ text }) =>
    linesOf(text, size).map((line) => textWidth(line, size.fontSize)),
  );
  return Math.max(0, ...widths);
}

/** The names of the lines, each at its end, moved apart where they would collide. */
export function EndLabels({
  labels,
  area,
  size,
}: {
  labels: readonly EndLabel[];
  area: PlotArea;
  size: PlotSize;
}) {
  const { fontSize } = size;
  const gap = GAP * fontSize;
  const texts = labels.map(({ text }) => linesOf(text, size));
  const wanted = labels.map(({ y }, i) => ({
    y: Math.min(area.bottom, Math.max(area.top, area.y(y))),
    height: texts[i].length * fontSize * LINE,
  }));
  // Labels that reach beyond the plot keep clear of each other, and so do those inside it; the two kinds never meet.
  const isRight = ({ text, x }: EndLabel) => area.x(x) + gap + textWidth(text, fontSize) > area.right;
  const middles = new Array<number>(labels.length);
  for (const side of [true, false]) {
    const members = labels.flatMap((label, i) => (isRight(label) === side ? [i] : []));
    const placed = spread(
      members.map((i) => wanted[i]),
      0,
      area.bottom + fontSize * 0.6,
    );
    members.forEach((i, k) => {
      middles[i] = placed[k];
    });
  }
  return labels.map(({ text, colour, lane, x }, i) => (
    <text
      data-lane={lane}
      key={text + colour}
      x={Math.min(area.right, area.x(x)) + gap}
      fill={colour}
      fontSize={fontSize}
      fontWeight={600}
      stroke="var(--paper)"
      strokeWidth={3}
      paintOrder="stroke"
    >
      {texts[i].map((line, row) => (
        <tspan
          key={row}
          x={Math.min(area.right, area.x(x)) + gap}
          y={middles[i] + (row - (texts[i].length - 1) / 2) * fontSize * LINE + fontSize * 0.35}
        >
          {line}
        </tspan>
      ))}
    </text>
  ));
}
