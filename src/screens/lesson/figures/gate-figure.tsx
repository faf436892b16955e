import { formatNumber, formatTenTo } from "../../../math/number-format";
import { linearAxis, powersAxis } from "../../../plot/axis";
import { Frame, type Plot } from "../../../plot/frame";
import { line } from "../../../plot/line";
import { LANE_B, REFERENCE } from "../../../plot/look";
import { maxTicksAcross, maxTicksDown } from "../../../plot/scales";
import type { PlotSize } from "../../../plot/size";
import { gateOf, productsOf } from "../mathematics/gates";
import { LessonFigure } from "./lesson-figure";

const STEPS = 100;
/** log₁₀ of the least product that is drawn. */
const LOWEST = -30;

/** Figure of what a forget gate keeps over time, beside |λ| = 1. @param bias the gate’s bias b, with f = σ(b) */
export function GateFigure({ bias }: { readonly bias: number }) {
  const gate = gateOf(bias);
  const products = productsOf(gate, STEPS);
  return (
    <LessonFigure
      id="forget-gate"
      name="What a forget gate keeps"
      settings={`b = ${formatNumber(bias)}, f = σ(b) = ${formatNumber(gate, 4)}`}
      summary={`f = ${formatNumber(gate, 3)}: after ${STEPS} time steps ${formatTenTo(products[STEPS])} of c is left, and of the gradient.`}
      table={{ columns: ["t", "fᵗ"], rows: () => products.map((log, t) => [t, 10 ** log]) }}
    >
      {(size) => <Frame size={size} {...plotOf(size, products)} />}
    </LessonFigure>
  );
}

function plotOf(size: PlotSize, products: readonly number[]): Plot {
  return {
    x: linearAxis([0, STEPS], "time steps", maxTicksAcross(size)),
    y: powersAxis([LOWEST, 0], "∏ f", maxTicksDown(size)),
    marks: [
      line({
        key: "unitary",
        look: REFERENCE,
        points: [
          { x: 0, y: 0 },
          { x: STEPS, y: 0 },
        ],
        name: { text: "|λ| = 1", at: "edge" },
      }),
      line({
        key: "gate",
        look: LANE_B,
        points: products.map((y, x) => ({ x, y })),
        name: { text: "fᵗ", at: "edge" },
        clip: true,
      }),
    ],
  };
}
