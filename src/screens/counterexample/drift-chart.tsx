import { CartesianGrid, Line, LineChart, ReferenceLine, XAxis, YAxis } from "recharts";
import { type EndLabel, EndLabels, rightLabelWidth } from "../../charts/end-labels";
import { Figure } from "../../charts/figure";
import { textWidth } from "../../charts/label-layout";
import { MARK_PATHS, NAIVE, RULE_LOOKS } from "../../charts/lanes";
import { type Axis, linearTicks } from "../../charts/log-axis";
import { type PlotArea, plotArea, ticksDown } from "../../charts/plot-area";
import type { RunLabel } from "../../charts/props";
import type { Sentence } from "../../charts/sentence";
import { SentenceText } from "../../charts/sentence";
import type { PlotSize } from "../../charts/use-plot-size";
import { NUMPY_TOLERANCE } from "../../math/allclose";
import { formatCount, formatNumber, powerOfTen } from "../../math/number-format";
import { iterations, type Loop } from "../../training/counterexample";

export interface DriftChartProps {
  readonly run: RunLabel;
  readonly naive: Loop;
  readonly exp: Loop;
  /** Whether A = 0, so that Exp does not move U and its drift shows nothing. */
  readonly still: boolean;
}

/** Exponent at the foot of the axis. It stands for 0: a logarithm has no place for it, and rounding is larger. */
const FOOT = -18;
const LEAST_SHOWN = -16.5;
const MOST_POINTS = 400;
const LABELS = ["Naive", "Exp"] as const;
const AXIS_NAME = "‖UU* − I‖";
/** Their names stand on the far sides of the band between them, where a curve that has just left it is not. */
const THRESHOLDS = [
  { tolerance: NUMPY_TOLERANCE.relative, name: "allclose, on the diagonal", position: "insideBottomRight" },
  { tolerance: NUMPY_TOLERANCE.absolute, name: "allclose, off the diagonal", position: "insideTopRight" },
] as const;

/** ‖UU* − I‖_F against the iteration, for both rules from the same start. */
export function DriftChart({ run, naive, exp, still }: DriftChartProps) {
  const rows = () => naive.drifts.map((drift, i) => [i, drift, exp.drifts[i]] as const);
  return (
    <Figure
      name="Unitarity drift"
      summary={<SentenceText sentence={sentence(naive, exp, still)} looks={run.looks} />}
      run={run}
      table={{ columns: ["iteration", "Naive ‖UU* − I‖", "Exp ‖UU* − I‖"], rows }}
    >
      {(size) => <Plot size={size} naive={naive} exp={exp} still={still} />}
    </Figure>
  );
}

function sentence(naive: Loop, exp: Loop, still: boolean): Sentence {
  const [a, b] = [naive.drifts.at(-1) ?? Number.NaN, exp.drifts.at(-1) ?? Number.NaN];
  const zero = (drift: number) => (drift === 0 ? "exactly 0" : formatNumber(drift));
  const moved = iterations(exp) > 0 ? "did not move" : "cannot move";
  return [
    `‖UU* − I‖ after ${formatCount(iterations(naive))}: `,
    { lane: "a", text: "Naive" },
    ` ${zero(a)}, `,
    { lane: "b", text: "Exp" },
    ` ${zero(b)}${still ? ` – it ${moved}, as A = 0` : ""}. The program’s allclose lets pass ${powerOfTen(-8)} off the diagonal, ${powerOfTen(-5)} on it.`,
  ];
}

/** Where a drift stands on the axis of exponents; null where it has no place on it. */
const place = (drift: number): number | null => {
  if (!Number.isFinite(drift)) return null;
  return drift === 0 ? FOOT : Math.max(LEAST_SHOWN, Math.log10(drift));
};

function driftAxis(drifts: readonly number[], size: PlotSize): Axis {
  const largest = drifts.reduce((high, drift) => Math.max(high, place(drift) ?? high), 0);
  const top = Math.ceil((largest + 0.5) / 4) * 4;
  const apart = (top + 16) / 4 > ticksDown(size) ? 8 : 4;
  const ticks = [FOOT];
  for (let k = -12; k <= top; k += apart) ticks.push(k);
  return {
    name: AXIS_NAME,
    scale: "linear",
    domain: [FOOT, top],
    ticks,
    format: (exponent) => (exponent === FOOT ? "0" : exponent === 0 ? "1" : powerOfTen(exponent)),
  };
}

function Plot({ size, naive, exp, still }: { size: PlotSize } & Omit<DriftChartProps, "run">) {
  const { fontSize } = size;
  const last = iterations(naive);
  const every = Math.max(1, Math.ceil(last / MOST_POINTS));
  const data = naive.drifts
    .map((drift, x) => ({ x, a: place(drift), b: place(exp.drifts[x]) }))
    .filter(({ x }) => x % every === 0 || x === last);
  const xDomain = [0, Math.max(5, last)] as const;
  const yAxis = driftAxis([...naive.drifts, ...exp.drifts], size);
  const newest = data.at(-1);
  const texts = RULE_LOOKS.map(({ key }, lane) =>
    newest?.[key] === null
      ? `${LABELS[lane]} ${formatNumber([naive, exp][lane].drifts[last])}`
      : LABELS[lane],
  );
  const area = plotArea(
    size,
    xDomain,
    yAxis,
    rightLabelWidth(
      texts.map((text) => ({ text })),
      size,
    ),
  );
  /** The value that stands so many lines of text above the axis, which would strike through a name. */
  const above = (lines: number) =>
    FOOT + ((lines * fontSize) / (area.bottom - area.top)) * (yAxis.domain[1] - FOOT);
  const labels = RULE_LOOKS.map(({ key, ink }, lane): EndLabel => {
    // One above the other where both are on the axis.
    const least = above(lane === 0 && newest?.b === FOOT ? 2.1 : 0.85);
    return {
      text: texts[lane],
      colour: `var(${ink})`,
      x: last,
      y: Math.max(newest?.[key] ?? yAxis.domain[1], least),
    };
  });
  const few = data.length <= 30;
  const isShort = area.bottom - area.top < 8 * fontSize;
  const tick = { fontSize: fontSize * 0.92, fill: "var(--ink-3)" };

  return (
    <LineChart
      width={size.width}
      height={size.height}
      data={data}
      margin={area.margin}
      accessibilityLayer={false}
    >
      <CartesianGrid vertical={false} stroke="var(--grid)" />
      <XAxis
        dataKey="x"
        type="number"
        domain={[...xDomain]}
        ticks={linearTicks(xDomain, 6, 1)}
        height={area.xAxisHeight}
        tick={tick}
        tickFormatter={formatCount}
        tickLine={false}
        stroke="var(--axis)"
        label={{ value: "iteration", position: "bottom", offset: -2, fontSize, fill: "var(--ink-3)" }}
      />
      <YAxis
        type="number"
        domain={[...yAxis.domain]}
        ticks={yAxis.ticks}
        interval={0}
        width={area.yAxisWidth}
        tick={tick}
        tickFormatter={yAxis.format}
        tickLine={false}
        axisLine={false}
      />
      {THRESHOLDS.map(({ tolerance, name, position }) => (
        <ReferenceLine
          key={name}
          y={Math.log10(tolerance)}
          stroke="var(--ink-3)"
          strokeDasharray="1 3"
          {...(isShort
            ? {}
            : { label: { value: name, position, fontSize: fontSize * 0.92, fill: "var(--ink-3)" } })}
        />
      ))}
      {naive.stoppedAfter !== null && naive.stoppedAfter > 0 && (
        <EndOfLoop at={naive.stoppedAfter} area={area} last={xDomain[1]} fontSize={fontSize * 0.92} />
      )}
      {RULE_LOOKS.map(({ key, mark, dash, shape, filled }, lane) => (
        <Line
          key={key}
          dataKey={key}
          stroke={`var(${mark})`}
          strokeWidth={2}
          {...(dash ? { strokeDasharray: dash } : {})}
          isAnimationActive={false}
          dot={({ cx, cy, index }: { cx?: number; cy?: number; index?: number }) =>
            cx === undefined || !Number.isFinite(cy) || (!few && index !== data.length - 1) ? (
              <g key={index} />
            ) : (
              <path
                key={index}
                d={MARK_PATHS[shape](cx, cy ?? 0, lane === 0 ? 4.5 : 3.5)}
                fill={filled ? `var(${mark})` : "var(--paper)"}
                stroke={`var(${mark})`}
                strokeWidth={1.6}
              />
            )
          }
        />
      ))}
      <text x={0} y={area.top - fontSize} {...tick}>
        {AXIS_NAME}
      </text>
      {still && !isShort && (
        <text x={area.right} y={area.bottom - fontSize * 1.9} textAnchor="end" {...tick}>
          {`A = 0: Exp ${last > 0 ? "did not move" : "cannot move"}`}
        </text>
      )}
      <EndLabels labels={labels} area={area} size={size} />
    </LineChart>
  );
}

/** Where the naive loop is over, named above the plot, clear of the name of the axis. */
function EndOfLoop(props: { at: number; area: PlotArea; last: number; fontSize: number }) {
  const { at, area, last, fontSize } = props;
  const x = area.x(at);
  const before = at > last / 2;
  return (
    <>
      <path
        d={`M${x} ${area.top - fontSize * 0.3}V${area.bottom}`}
        stroke={`var(${NAIVE.mark})`}
        strokeOpacity={0.45}
      />
      <text
        x={before ? x : Math.max(x, textWidth(AXIS_NAME, fontSize) + fontSize)}
        y={area.top - fontSize * 0.6}
        textAnchor={before ? "end" : "start"}
        fontSize={fontSize}
        fill={`var(${NAIVE.ink})`}
      >
        {`the naive loop ends: ${formatCount(at)}`}
      </text>
    </>
  );
}
