import { type Sentence, SentenceText } from "../../../charts/sentence";
import { formatNumber } from "../../../math/number-format";
import { LessonFigure } from "./lesson-figure";
import { Plot, powersAround } from "./plot";

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
    { lane: "a", text: "deck’s rule" },
    told(deck),
    ", that of the ",
    { lane: "b", text: "exact gradient" },
    `${told(exact)}.`,
  ];
}

/** ½‖W − T‖² against the step, by the deck's rule and by the exact gradient. */
export function ClimbingFigure(props: ClimbingFigureProps) {
  const { deck, exact, theta, rate } = props;
  const steps = deck.length - 1;
  const points = (losses: readonly number[]) => losses.map((loss, step) => [step, Math.log10(loss)] as const);
  const lines = [
    { name: "exact gradient", look: "b", points: points(exact) },
    { name: "deck’s rule", look: "a", points: points(deck) },
  ] as const;
  const all = lines.flatMap((line) => line.points.map(([, loss]) => loss));
  return (
    <LessonFigure
      name="Loss"
      settings={`4×4 example · θ = ${formatNumber(theta, 3)} · α = ${formatNumber(rate)} · ${steps} steps`}
      summary={<SentenceText sentence={summary(props)} />}
      table={{
        columns: ["step", "deck’s rule", "exact gradient"],
        rows: () => deck.map((loss, step) => [step, loss, exact[step]]),
      }}
    >
      {(size) => (
        <Plot
          size={size}
          x={{ name: "step", scale: "linear", domain: [0, steps] }}
          y={{ name: "½‖W − T‖²", scale: "powers", domain: powersAround(all) }}
          lines={lines}
        />
      )}
    </LessonFigure>
  );
}
