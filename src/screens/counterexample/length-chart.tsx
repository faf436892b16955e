import type { PictureLabel } from "../../export/picture-source";
import type { LaneKey } from "../../lanes";
import type { Matrix } from "../../math/arrays";
import { formatNumber, superscript } from "../../math/number-format";
import { linearTicks } from "../../plot/axis";
import { Figure } from "../../plot/figure";
import { Frame, type Plot } from "../../plot/frame";
import { REFERENCE } from "../../plot/look";
import { points } from "../../plot/points";
import { rule } from "../../plot/rule";
import { naming, SentenceText } from "../../plot/sentence";
import { RULE_LOOKS, RULE_NAMES } from "./rule-looks";
import { length, times, unitVector } from "./vectors";

export interface LengthChartProps {
  readonly run: PictureLabel;
  readonly lane: LaneKey;
  readonly u: Matrix;
  readonly v: readonly number[];
  /** Whether the rule leaves U where it is. */
  readonly still: boolean;
}

const SUBSCRIPTS = "₀₁₂₃₄₅₆₇₈₉";

/** How much longer U makes v and the vectors along the axes; in more than two dimensions there is no ellipse to draw. */
export function LengthChart({ run, lane, u, v, still }: LengthChartProps) {
  const vectors = [v, ...Array.from({ length: u.n }, (_, k) => unitVector(u.n, k))];
  const stretches = vectors.map((x) => length(times(u, x)) / length(x));
  const names = vectors.map((_, k) => (k === 0 ? "v" : `e${SUBSCRIPTS[k]}`));
  return (
    <Figure
      name="Lengths"
      square
      summary={
        <SentenceText
          sentence={[
            naming(RULE_NAMES[lane], RULE_LOOKS[lane]),
            `: ${sentence(stretches)} v = [${v.join(", ")}]; e lies along an axis.${still ? " A = 0: U does not move." : ""}`,
          ]}
        />
      }
      run={run}
      table={{
        columns: ["vector", "‖x‖", "‖Ux‖", "‖Ux‖ ÷ ‖x‖"],
        rows: vectors.map((x, k) => [names[k], length(x), length(times(u, x)), stretches[k]]),
      }}
    >
      {(size) => <Frame size={size} {...plotOf(lane, stretches, names)} />}
    </Figure>
  );
}

function plotOf(lane: LaneKey, stretches: readonly number[], names: readonly string[]): Plot {
  const largest = stretches.reduce((high, x) => (Number.isFinite(x) ? Math.max(high, x) : high), 1.3);
  const domain = [0, largest * 1.15] as const;
  const all = stretches.map((y, x) => ({ x, y }));
  return {
    x: {
      domain: [-0.5, names.length - 0.5],
      ticks: names.map((_, k) => k),
      name: "",
      format: (k) => names[k] ?? "",
    },
    y: { scale: "linear", domain, ticks: linearTicks(domain, 5), format: short },
    marks: [
      rule({ key: "1", at: { y: 1 }, look: { ...REFERENCE, mark: "--axis", dash: undefined } }),
      points({ key: "stretches", look: RULE_LOOKS[lane], points: all, r: 0.38 }),
    ],
  };
}

/** A stretch this near to 1 is shown by its distance from it. */
const NEAR = 1e-3;

function sentence(stretches: readonly number[]): string {
  const farthest = Math.max(...stretches.map((stretch) => Math.abs(stretch - 1)));
  if (farthest === 0) return "every ‖Ux‖ equals ‖x‖.";
  if (farthest < NEAR) return `every ‖Ux‖ equals ‖x‖, within ${formatNumber(farthest)} of it.`;
  return `‖Ux‖ ÷ ‖x‖ goes from ${formatNumber(Math.min(...stretches))} to ${formatNumber(Math.max(...stretches))}.`;
}

/** A tick: plain up to 9999, then as a power. */
const short = (value: number): string => {
  const exponent = Math.floor(Math.log10(value));
  return value < 1e4 ? String(value) : `${value / 10 ** exponent}·10${superscript(exponent)}`;
};
