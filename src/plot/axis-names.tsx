import { Fragment } from "react";
import { textWidth } from "./label-layout";
import { SMALL } from "./look";
import type { Scales } from "./scales";

/** Depth of a subscript below the baseline, in em of the letters around it. */
const DEPTH = 0.22;

/** A symbol whose subscripts are written with an underscore, typeset: ∂h_t. One letter or digit each. */
export function Symbols({ text, fontSize }: { text: string; fontSize: number }) {
  return text.split(/_([\p{Letter}\d])/u).map((piece, i) => {
    if (i % 2 === 0) {
      // Moves back up to the baseline.
      return <Fragment key={i}>{i === 0 ? piece : <tspan dy={-DEPTH * fontSize}>{piece}</tspan>}</Fragment>;
    }
    return (
      <tspan key={i} dy={DEPTH * fontSize} fontSize={fontSize * 0.78}>
        {piece}
      </tspan>
    );
  });
}

/** The name of the horizontal axis, centred below it, with an arrow if something travels along it. */
export function HorizontalName({
  name,
  leftwards,
  scales,
}: {
  readonly name: string;
  /** Name of the process that runs from right to left, if one does. */
  readonly leftwards?: string | undefined;
  readonly scales: Scales;
}) {
  const fontSize = scales.fontSize * SMALL;
  const y = scales.height - scales.fontSize * 0.35;
  const text = { y, fontSize, fill: "var(--ink-3)" };
  const middle = (scales.left + scales.right) / 2;
  if (!leftwards) {
    return (
      <text x={middle} textAnchor="middle" {...text}>
        {name}
      </text>
    );
  }
  const gap = fontSize;
  const arrow = 2.2 * fontSize;
  const head = 0.28 * fontSize;
  const [before, after] = [textWidth(name, fontSize), gap + arrow + 0.5 * gap];
  const fits = before + after + textWidth(leftwards, fontSize) < scales.width;
  const end = middle + (before - after - (fits ? textWidth(leftwards, fontSize) : 0)) / 2;
  const from = end + gap;
  return (
    <g>
      <text x={end} textAnchor="end" {...text}>
        {name}
      </text>
      <path
        d={`M${from + arrow} ${y - fontSize * 0.32}H${from}m${head} ${-head}l${-head} ${head}l${head} ${head}`}
        fill="none"
        stroke="var(--ink-3)"
        strokeWidth={Math.max(1, fontSize * 0.09)}
        strokeLinecap="round"
        strokeLinejoin="round"
      />
      {fits && (
        <text x={from + arrow + 0.5 * gap} {...text}>
          {leftwards}
        </text>
      )}
    </g>
  );
}
