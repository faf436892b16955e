import { CartesianGrid, ReferenceLine, Scatter, ScatterChart, XAxis, YAxis } from "recharts";
import { Figure } from "../../charts/figure";
import { lookOf, MARK_PATHS, RULE_LOOKS } from "../../charts/lanes";
import { type Axis, linearTicks } from "../../charts/log-axis";
import { plotArea } from "../../charts/plot-area";
import type { RunLabel } from "../../charts/props";
import { SentenceText } from "../../charts/sentence";
import type { PlotSize } from "../../charts/use-plot-size";
import type { LaneKey } from "../../lanes";
import type { Matrix } from "../../math/arrays";
import { formatNumber, superscript } from "../../math/number-format";
import { length, times, unitVector } from "./vectors";

export interface LengthChartProps {
  readonly run: RunLabel;
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
            { lane, text: run.lanes[lane] },
            `: ${sentence(stretches)} v = [${v.join(", ")}]; e lies along an axis.${still ? " A = 0: U does not move." : ""}`,
          ]}
          looks={run.looks}
        />
      }
      run={run}
      table={{
        columns: ["vector", "‖x‖", "‖Ux‖", "‖Ux‖ ÷ ‖x‖"],
        rows: vectors.map((x, k) => [names[k], length(x), length(times(u, x)), stretches[k]]),
      }}
    >
      {(size) => <Plot size={size} lane={lane} stretches={stretches} names={names} />}
    </Figure>
  );
}

function Plot(props: {
  size: PlotSize;
  lane: LaneKey;
  stretches: readonly number[];
  names: readonly string[];
}) {
  const { size, stretches, names } = props;
  const { fontSize } = size;
  const look = lookOf(props.lane, RULE_LOOKS);
  const largest = stretches.reduce((high, x) => (Number.isFinite(x) ? Math.max(high, x) : high), 1.3);
  const domain = [0, largest * 1.15] as const;
  const yAxis: Axis = { scale: "linear", domain, ticks: linearTicks(domain, 5), format: short };
  const xDomain = [-0.5, names.length - 0.5] as const;
  const area = plotArea(size, xDomain, yAxis, 0);
  const tick = { fontSize: fontSize * 0.92, fill: "var(--ink-3)" };
  return (
    <ScatterChart width={size.width} height={size.height} margin={area.margin} accessibilityLayer={false}>
      <CartesianGrid vertical={false} stroke="var(--grid)" />
      <XAxis
        type="number"
        dataKey="x"
        domain={[...xDomain]}
        ticks={names.map((_, k) => k)}
        tickFormatter={(k: number) => names[k]}
        height={area.xAxisHeight}
        tick={{ ...tick, fontSize }}
        tickLine={false}
        stroke="var(--axis)"
      />
      <YAxis
        type="number"
        dataKey="y"
        domain={[...domain]}
        ticks={yAxis.ticks}
        tickFormatter={short}
        width={area.yAxisWidth}
        tick={tick}
        tickLine={false}
        axisLine={false}
      />
      <ReferenceLine y={1} stroke="var(--axis)" strokeWidth={1.4} />
      <Scatter
        data={stretches.map((y, x) => ({ x, y }))}
        isAnimationActive={false}
        shape={({ cx, cy }: { cx?: number | undefined; cy?: number | undefined }) => (
          <path
            d={MARK_PATHS[look.shape](cx ?? 0, cy ?? 0, fontSize * 0.38)}
            fill={look.filled ? `var(${look.mark})` : "var(--paper)"}
            stroke={`var(${look.mark})`}
            strokeWidth={2}
          />
        )}
      />
    </ScatterChart>
  );
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
