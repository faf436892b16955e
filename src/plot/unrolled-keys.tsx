import { formatNumber, powerOfTen } from "../math/number-format";
import { Symbols } from "./axis-names";
import { textWidth } from "./label-layout";
import { SMALL } from "./look";
import type { PlotSize } from "./size";
import { GradientArrow } from "./unrolled-parts";
import { type GradientScale, stateColour } from "./unrolled-scales";
import type { NetworkDrawing } from "./unrolled-steps";

/** The keys to the colours and to the widths of an unrolled network. */

/** Number of colours in the key. */
const COLOURS = 9;

/** The key to the colours of the states, and which units are shown. */
export function StateKey({ drawing: { network, block, largest, fontSize } }: { drawing: NetworkDrawing }) {
  const { units, complex } = network;
  const small = fontSize * SMALL;
  const [width, height] = [4.5 * fontSize, 0.7 * fontSize];
  const shown = block.units.length;
  const high = formatNumber(largest);
  // Space for most numbers with two digits.
  const left = block.left + block.margin + textWidth("−0.01", small) + 0.4 * fontSize;
  const top = block.key - height / 2;
  const share = (k: number) => (complex ? k / (COLOURS - 1) : (2 * k) / (COLOURS - 1) - 1);
  return (
    <g fontSize={small} fill="var(--ink-3)">
      <text x={left - 0.4 * fontSize} y={block.key + small * 0.35} textAnchor="end">
        {complex ? "0" : `−${high}`}
      </text>
      {Array.from({ length: COLOURS }, (_, k) => (
        <rect
          key={k}
          x={left + (k * width) / COLOURS}
          y={top}
          width={width / COLOURS + 0.5}
          height={height}
          style={{ fill: stateColour(share(k)) }}
        />
      ))}
      <rect x={left} y={top} width={width} height={height} fill="none" stroke="var(--axis)" />
      <text x={left + width + 0.4 * fontSize} y={block.key + small * 0.35}>
        {high}
        <tspan dx={fontSize}>
          {shown < units ? `${shown} of ${units} units` : `${units} units`}
          {complex ? ", colour |h|, hand arg h" : ""}
        </tspan>
      </text>
    </g>
  );
}

/** The samples of the key, as shares of the widest arrow. */
const SAMPLES = [1, 0.5, 0, null] as const;

/** The key to the widths of the arrows. */
export function WidthKey({ y, scale, size }: { y: number; scale: GradientScale; size: PlotSize }) {
  const { fontSize, width } = size;
  const small = fontSize * SMALL;
  const left = 6 * fontSize;
  const pitch = Math.min(7 * fontSize, (width - left) / SAMPLES.length);
  return (
    <g fontSize={small} fill="var(--ink-3)">
      <text x={0} y={y + small * 0.35}>
        <Symbols text="‖∂L_T/∂h_t‖" fontSize={small} />
      </text>
      {SAMPLES.map((share, i) => {
        const x = left + i * pitch;
        return (
          <g key={share}>
            <GradientArrow
              from={[x + 1.6 * fontSize, y]}
              to={[x, y]}
              share={share}
              ink="--ink-2"
              fontSize={fontSize}
            />
            <text x={x + 1.9 * fontSize} y={y + small * 0.35}>
              {share === null ? "less" : powerOfTen(scale.top - scale.decades * (1 - share))}
            </text>
          </g>
        );
      })}
    </g>
  );
}
