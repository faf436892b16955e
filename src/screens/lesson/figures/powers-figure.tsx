import { formatNumber, formatTenTo } from "../../../math/number-format";
import { linearAxis, powersAround, powersAxis } from "../../../plot/axis";
import { band } from "../../../plot/band";
import { Frame, type Plot } from "../../../plot/frame";
import { line } from "../../../plot/line";
import { INK, REFERENCE } from "../../../plot/look";
import { maxTicksAcross, maxTicksDown } from "../../../plot/scales";
import type { PlotSize } from "../../../plot/size";
import { peakAt } from "../mathematics/powers";
import { LessonFigure } from "./lesson-figure";

interface PowersFigureProps {
  /** log₁₀ ‖Wᵏ‖₂, k = 0 … */
  readonly norms: readonly number[];
  /** ρ(W). */
  readonly radius: number;
  readonly singularMax: number;
  /** The coupling s, which makes W non-normal. */
  readonly coupling: number;
}

/** Returns the sentence on how ‖Wᵏ‖₂ grows or falls. */
function summaryOf(norms: readonly number[]): string {
  const steps = norms.length - 1;
  const peak = peakAt(norms);
  const [high, end] = [norms[peak], norms[steps]];
  if (high < 1e-9 && end > -1e-9) return `‖Wᵏ‖₂ stays 1 up to k = ${steps}.`;
  if (peak === 0) return `‖Wᵏ‖₂ falls to ${formatTenTo(end)} at k = ${steps}.`;
  if (peak < steps)
    return `‖Wᵏ‖₂ grows to ${formatTenTo(high)} at k = ${peak} before it falls to ${formatTenTo(end)}.`;
  return `‖Wᵏ‖₂ grows to ${formatTenTo(end)} at k = ${steps}.`;
}

/** Figure of the norm of the powers against k, between ρᵏ and s_maxᵏ. */
export function PowersFigure(props: PowersFigureProps) {
  const { norms, radius, singularMax, coupling } = props;
  return (
    <LessonFigure
      id="powers"
      name="Norm of the powers of W"
      shape="tall"
      settings={`ρ(W) = ${formatNumber(radius)} · s_max(W) = ${formatNumber(singularMax)} · coupling s = ${formatNumber(coupling)}`}
      summary={summaryOf(norms)}
      table={{
        columns: ["k", "‖Wᵏ‖₂", "ρᵏ", "s_maxᵏ"],
        rows: () => norms.map((norm, k) => [k, 10 ** norm, radius ** k, singularMax ** k]),
      }}
    >
      {(size) => <Frame size={size} {...plotOf(size, props)} />}
    </LessonFigure>
  );
}

function plotOf(size: PlotSize, { norms, radius, singularMax }: PowersFigureProps): Plot {
  const steps = norms.length - 1;
  const straight = (rate: number) => [
    { x: 0, y: 0 },
    { x: steps, y: Math.max(-1e3, Math.log10(rate) * steps) },
  ];
  const peak = peakAt(norms);
  const [atPeak, isPeak] = [norms[peak], norms[peak] > 0.1 && peak < steps];
  return {
    x: linearAxis([0, steps], "k, time steps back", maxTicksAcross(size)),
    y: powersAxis(powersAround(norms, -40), "", maxTicksDown(size)),
    marks: [
      band({ key: "bounds", look: INK, upper: straight(singularMax), lower: straight(radius) }),
      line({
        key: "ρᵏ",
        look: REFERENCE,
        points: straight(radius),
        name: { text: "ρᵏ", at: "edge" },
        clip: true,
      }),
      line({
        key: "‖Wᵏ‖",
        look: INK,
        points: norms.map((y, x) => ({ x, y })),
        name: { text: "‖Wᵏ‖₂", at: "edge" },
        clip: true,
      }),
      ...(isPeak
        ? [
            line({
              key: "peak",
              look: INK,
              points: [{ x: peak, y: atPeak }],
              name: { text: `${formatNumber(10 ** atPeak)} at k = ${peak}`, at: "end" },
            }),
          ]
        : []),
    ],
  };
}
