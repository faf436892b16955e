import type { PictureLabel } from "../../export/picture-source";
import { LANE_KEYS, type LaneKey } from "../../lanes";
import { NUMPY_TOLERANCE } from "../../math/allclose";
import { formatCount, formatNumber, powerOfTen } from "../../math/number-format";
import { type Axis, linearTicks } from "../../plot/axis";
import { Figure } from "../../plot/figure";
import { Frame, type Plot } from "../../plot/frame";
import { textWidth } from "../../plot/label-layout";
import { wordsAt } from "../../plot/labels";
import { line } from "../../plot/line";
import { colour, NAIVE, SMALL } from "../../plot/look";
import type { Mark } from "../../plot/mark";
import { points } from "../../plot/points";
import { rule } from "../../plot/rule";
import { maxTicksDown, plotScales } from "../../plot/scales";
import { naming, type Sentence, SentenceText } from "../../plot/sentence";
import type { PlotSize } from "../../plot/size";
import { iterations, type Loop } from "../../training/counterexample";
import { RULE_LOOKS, RULE_NAMES } from "./rule-looks";

export interface DriftChartProps {
  readonly run: PictureLabel;
  readonly naive: Loop;
  readonly exp: Loop;
  /** Whether A = 0, so that Exp does not move U and its drift shows nothing. */
  readonly still: boolean;
}

/** Exponent at the lower end of the axis, which represents 0. Rounding is larger than 10 to this power. */
const ZERO_EXPONENT = -18;
const MIN_SHOWN = -16.5;
const MAX_POINTS = 400;
const AXIS_NAME = "‖UU* − I‖";
/** The tolerances. Their names are outside the band between them, away from curves that have just left it. */
const THRESHOLDS = [
  { tolerance: NUMPY_TOLERANCE.relative, name: "allclose, on the diagonal", above: true },
  { tolerance: NUMPY_TOLERANCE.absolute, name: "allclose, off the diagonal", above: false },
] as const;

/** Chart of ‖UU* − I‖_F against the iteration, for both rules from the same start. */
export function DriftChart({ run, naive, exp, still }: DriftChartProps) {
  const rows = () => naive.drifts.map((drift, i) => [i, drift, exp.drifts[i]] as const);
  return (
    <Figure
      name="Unitarity drift"
      summary={<SentenceText sentence={sentence(naive, exp, still)} />}
      run={run}
      paper="wide"
      table={{ columns: ["iteration", "Naive ‖UU* − I‖", "Exp ‖UU* − I‖"], rows }}
    >
      {(size) => <Frame size={size} {...plotOf(size, { naive, exp, still })} />}
    </Figure>
  );
}

function sentence(naive: Loop, exp: Loop, still: boolean): Sentence {
  const [a, b] = [naive.drifts.at(-1) ?? Number.NaN, exp.drifts.at(-1) ?? Number.NaN];
  const zero = (drift: number) => (drift === 0 ? "exactly 0" : formatNumber(drift));
  const moved = iterations(exp) > 0 ? "did not move" : "cannot move";
  return [
    `‖UU* − I‖ after ${formatCount(iterations(naive))}: `,
    naming(RULE_NAMES.a, RULE_LOOKS.a),
    ` ${zero(a)}, `,
    naming(RULE_NAMES.b, RULE_LOOKS.b),
    ` ${zero(b)}${still ? ` – it ${moved}, as A = 0` : ""}. The program’s allclose allows ${powerOfTen(-8)} off the diagonal, ${powerOfTen(-5)} on it.`,
  ];
}

/** Returns the position of a drift on the axis of exponents; null if it is not finite. */
const place = (drift: number): number | null => {
  if (!Number.isFinite(drift)) return null;
  return drift === 0 ? ZERO_EXPONENT : Math.max(MIN_SHOWN, Math.log10(drift));
};

function driftAxis(drifts: readonly number[], size: PlotSize): Axis {
  const largest = drifts.reduce((high, drift) => Math.max(high, place(drift) ?? high), 0);
  const top = Math.ceil((largest + 0.5) / 4) * 4;
  const apart = (top + 16) / 4 > maxTicksDown(size) ? 8 : 4;
  const ticks = [ZERO_EXPONENT];
  for (let k = -12; k <= top; k += apart) ticks.push(k);
  return {
    name: AXIS_NAME,
    scale: "linear",
    domain: [ZERO_EXPONENT, top],
    ticks,
    format: (exponent) => (exponent === ZERO_EXPONENT ? "0" : exponent === 0 ? "1" : powerOfTen(exponent)),
  };
}

function plotOf(size: PlotSize, { naive, exp, still }: Omit<DriftChartProps, "run">): Plot {
  const { fontSize } = size;
  const loops = { a: naive, b: exp };
  const last = iterations(naive);
  const every = Math.max(1, Math.ceil(last / MAX_POINTS));
  const drawn = (lane: LaneKey) =>
    loops[lane].drifts
      .map((drift, x) => ({ x, y: place(drift) ?? Number.NaN }))
      .filter(({ x }) => x <= last && (x % every === 0 || x === last));
  const xDomain = [0, Math.max(5, last)] as const;
  const y = driftAxis([...naive.drifts, ...exp.drifts], size);
  const { top, bottom } = plotScales(size, xDomain, y, 0);
  const isShort = bottom - top < 8 * fontSize;
  /** Returns the value that is so many lines of text above the axis, so that the axis does not cross a name. */
  const above = (lines: number) =>
    ZERO_EXPONENT + ((lines * fontSize) / (bottom - top)) * (y.domain[1] - ZERO_EXPONENT);
  const newest = { a: place(naive.drifts[last]), b: place(exp.drifts[last]) };
  const lanes = LANE_KEYS.flatMap((lane): Mark[] => {
    const look = RULE_LOOKS[lane];
    const curve = drawn(lane);
    const here = newest[lane];
    const text =
      here === null ? `${RULE_NAMES[lane]} ${formatNumber(loops[lane].drifts[last])}` : RULE_NAMES[lane];
    // If both are on the axis, one name is above the other.
    const least = above(lane === "a" && newest.b === ZERO_EXPONENT ? 2.1 : 0.85);
    const at = { x: last, y: Math.max(here ?? y.domain[1], least) };
    const marked = curve.length <= 30 ? curve : curve.slice(-1);
    return [
      {
        ...line({ key: lane, series: lane, look, points: curve, width: 2 }),
        edge: { text, ink: look.ink, at },
      },
      points({ key: `${lane}, marks`, series: lane, look, points: marked, r: lane === "a" ? 0.35 : 0.27 }),
    ];
  });
  return {
    x: { domain: xDomain, ticks: linearTicks(xDomain, 6, 1), name: "iteration", format: formatCount },
    y,
    marks: [
      ...THRESHOLDS.map((threshold) => thresholdMark(threshold, !isShort)),
      ...(naive.stoppedAfter ? [endOfLoop(naive.stoppedAfter, xDomain[1])] : []),
      ...lanes,
      ...(still && !isShort ? [stillNote(last > 0)] : []),
    ],
  };
}

/** Returns the rule of a tolerance of allclose, with its name above or below it at the right edge. */
function thresholdMark({ tolerance, name, above }: (typeof THRESHOLDS)[number], isNamed: boolean): Mark {
  const y = Math.log10(tolerance);
  return {
    ...rule({ key: name, at: { y } }),
    words: (scales) => {
      const middle = scales.y(y) + (above ? -0.75 : 0.75) * scales.fontSize;
      const at = { x: scales.right - 5, y: middle };
      return isNamed ? [wordsAt(name, at, scales.fontSize, { anchor: "end" })] : [];
    },
  };
}

/** Returns the mark of the end of the naive loop, named above the plot, clear of the name of the axis. */
const endOfLoop = (at: number, last: number): Mark => ({
  key: "end of the loop",
  draw: (scales) => (
    <path
      d={`M${scales.x(at)} ${scales.top - scales.fontSize * 0.3}V${scales.bottom}`}
      stroke={colour(NAIVE.mark)}
      strokeOpacity={0.45}
    />
  ),
  words(scales) {
    const { fontSize, top } = scales;
    const before = at > last / 2;
    const clear = textWidth(AXIS_NAME, fontSize * SMALL) + fontSize;
    const x = before ? scales.x(at) : Math.max(scales.x(at), clear);
    return [
      wordsAt(`the naive loop ends: ${formatCount(at)}`, { x, y: top - fontSize * 0.95 }, fontSize, {
        ink: NAIVE.ink,
        anchor: before ? "end" : "start",
      }),
    ];
  },
});

/** Returns the note that explains a drift of 0 of Exp. */
const stillNote = (moved: boolean): Mark => ({
  key: "A = 0",
  draw: () => null,
  words: ({ right, bottom, fontSize }) => [
    wordsAt(
      `A = 0: Exp ${moved ? "did not move" : "cannot move"}`,
      { x: right, y: bottom - fontSize * 2.2 },
      fontSize,
      {
        anchor: "end",
      },
    ),
  ],
});
