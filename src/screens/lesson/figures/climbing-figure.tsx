import { formatNumber } from "../../../math/number-format";
import { linearAxis, powersAround, powersAxis } from "../../../plot/axis";
import { Frame, type Plot } from "../../../plot/frame";
import { line } from "../../../plot/line";
import { LANE_A, LANE_B } from "../../../plot/look";
import { maxTicksAcross, maxTicksDown } from "../../../plot/scales";
import { naming, type Sentence, SentenceText } from "../../../plot/sentence";
import type { PlotSize } from "../../../plot/size";
import { LessonFigure } from "./lesson-figure";

interface ClimbingFigureProps {
  /** Losses before the first step and after each. */
  readonly deck: readonly number[];
  readonly exact: readonly number[];
  readonly theta: number;
  readonly rate: number;
}

function summary({ deck, exact, theta, rate }: ClimbingFigureProps): Sentence {
  const steps = deck.length - 1;
  const told = (losses: readonly number[]) =>
    ` ${losses[steps] > losses[0] ? "climbs from" : "falls from"} ${formatNumber(losses[0])} to ${formatNumber(losses[steps])}`;
  return [
    `In ${steps} steps at θ = ${formatNumber(theta, 3)}, α = ${formatNumber(rate)} the loss of the `,
    naming("lecture’s rule", LANE_A),
    told(deck),
    ", that of the ",
    naming("exact gradient", LANE_B),
    `${told(exact)}.`,
  ];
}

/** Figure of ½‖W − T‖² against the step, by the lecture's rule and by the exact gradient. */
export function ClimbingFigure(props: ClimbingFigureProps) {
  const { deck, exact, theta, rate } = props;
  const steps = deck.length - 1;
  return (
    <LessonFigure
      id="climbing"
      name="Loss"
      settings={`4×4 example · θ = ${formatNumber(theta, 3)} · α = ${formatNumber(rate)} · ${steps} steps`}
      summary={<SentenceText sentence={summary(props)} />}
      table={{
        columns: ["step", "lecture’s rule", "exact gradient"],
        rows: () => deck.map((loss, step) => [step, loss, exact[step]]),
      }}
    >
      {(size) => <Frame size={size} {...plotOf(size, props)} />}
    </LessonFigure>
  );
}

function plotOf(size: PlotSize, { deck, exact }: ClimbingFigureProps): Plot {
  const points = (losses: readonly number[]) => losses.map((loss, x) => ({ x, y: Math.log10(loss) }));
  const decades = powersAround([...deck, ...exact].map(Math.log10));
  return {
    x: linearAxis([0, deck.length - 1], "step", maxTicksAcross(size)),
    y: powersAxis(decades, "½‖W − T‖²", maxTicksDown(size)),
    marks: [
      line({
        key: "exact",
        look: LANE_B,
        points: points(exact),
        name: { text: "exact gradient", at: "edge" },
        clip: true,
      }),
      line({
        key: "deck",
        look: LANE_A,
        points: points(deck),
        name: { text: "lecture’s rule", at: "edge" },
        clip: true,
      }),
    ],
  };
}
