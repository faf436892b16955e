import { useEffect, useMemo, useState } from "react";
import { extent, readCurve } from "../../../charts/curve";
import { Figure } from "../../../charts/figure";
import { LinePlot } from "../../../charts/line-plot";
import { logAxis, roundDomain } from "../../../charts/log-axis";
import { ticksDown } from "../../../charts/plot-area";
import type { RunLabel } from "../../../charts/props";
import { type Sentence, SentenceText } from "../../../charts/sentence";
import { stepAxis } from "../../../charts/step-axis";
import { deckDirection } from "../../../math/algebra";
import { arrays, frobenius } from "../../../math/arrays";
import { expmArray } from "../../../math/expm";
import { deckCosine } from "../../../math/exponent";
import { formatNumber } from "../../../math/number-format";
import { RULES_BY_ID } from "../../../rules";
import { ascentExample, ascentLosses } from "../../../training/ascent";
import { Formula } from "../../../ui/formula";
import { Slider } from "../../../ui/slider";
import styles from "../Lesson.module.css";
import type { Chapter } from "./chapter";

const STEPS = 60;
const ANGLES = { min: 0.5, max: 3 };
const RATES = { min: 1e-3, max: 0.3 };
const START = { theta: 2.5, rate: 0.03 };
const NAMES = { a: "deck’s rule", b: "exact gradient" } as const;
const READING = { from: "left", x: "step" } as const;

interface Runs {
  readonly deck: readonly number[];
  readonly exact: readonly number[];
  /** Cosine between the deck's direction and the true gradient at the start. */
  readonly cosine: number;
  /** ‖A‖ of the deck's direction at the start. */
  readonly push: number;
}

/** Both rules from the same start, run anew whenever θ or α moves. */
function useRuns(theta: number, rate: number): Runs | undefined {
  const [runs, setRuns] = useState<Runs>();
  useEffect(() => {
    let stale = false;
    const example = ascentExample(theta);
    const w = expmArray(example.b);
    const algebra = arrays("float64");
    const gradient = algebra.sub(w, example.target);
    Promise.all([
      ascentLosses("deck-minus", example, rate, STEPS),
      ascentLosses("exp", example, rate, STEPS),
      deckCosine(w, example.b, gradient),
    ]).then(([deck, exact, cosine]) => {
      if (!stale) setRuns({ deck, exact, cosine, push: frobenius(deckDirection(algebra, gradient, w)) });
    });
    return () => {
      stale = true;
    };
  }, [theta, rate]);
  return runs;
}

function summary({ deck, exact }: Runs): Sentence {
  const told = (losses: readonly number[]) => {
    const ratio = losses[STEPS] / losses[0];
    const verb = ratio > 1 ? "climbs from" : "falls from";
    return ` ${verb} ${formatNumber(losses[0])} to ${formatNumber(losses[STEPS])}`;
  };
  return [
    `In ${STEPS} steps the loss of the `,
    { lane: "a", text: NAMES.a },
    told(deck),
    ", that of the ",
    { lane: "b", text: NAMES.b },
    `${told(exact)}.`,
  ];
}

function LossFigure({ runs, theta, rate }: { runs: Runs; theta: number; rate: number }) {
  const curves = useMemo(() => {
    const x = runs.deck.map((_, step) => step);
    return {
      a: readCurve({ x, y: runs.deck }, null, READING),
      b: readCurve({ x, y: runs.exact }, null, READING),
    };
  }, [runs]);
  const run: RunLabel = {
    lanes: NAMES,
    preset: "why-it-works",
    step: STEPS,
    parameters: `4×4, θ = ${formatNumber(theta, 3)}, α = ${formatNumber(rate)}`,
    configJson: JSON.stringify({ lesson: "climbing", theta, rate }),
  };
  return (
    <Figure
      name="Loss"
      summary={<SentenceText sentence={summary(runs)} />}
      run={run}
      table={{
        columns: ["step", NAMES.a, NAMES.b],
        rows: () => runs.deck.map((loss, step) => [step, loss, runs.exact[step]]),
      }}
    >
      {(size) => (
        <LinePlot
          size={size}
          names={NAMES}
          curves={curves}
          x={stepAxis(curves, run, size)}
          y={logAxis(roundDomain(...extent(curves)), ticksDown(size))}
          formatY={formatNumber}
        />
      )}
    </Figure>
  );
}

function Body() {
  const [theta, setTheta] = useState(START.theta);
  const [rate, setRate] = useState(START.rate);
  const runs = useRuns(theta, rate);
  const delta = 2 * theta;
  const phrase = (to: number, words: string) => (
    <button type="button" className={styles.phrase} onClick={() => setTheta(to)}>
      {words}
    </button>
  );
  return (
    <>
      <div className={styles.words}>
        <p>
          With the minus sign the deck’s rule goes down the loss, at first. It moves B along A = GW* − WG*,
          which is the gradient of the loss on the group, read off at W. But B is not W: exp bends the way
          between them, and far from B = 0 the same move of B turns W elsewhere.
        </p>
        <Formula mathml={RULES_BY_ID["deck-minus"].formula} className={styles.formula} />
        <p>
          Here B turns two planes by θ each, and the target lies a tenth of a radian away, in a direction that
          mixes the planes. There the deck’s step lowers the loss at a rate in proportion to sin Δ / Δ with Δ
          = 2θ: below π it descends, beyond π <em>it climbs</em>, however small α is. Try {phrase(1, "θ = 1")}
          , {phrase(1.55, "just below π/2")}, {phrase(2.5, "θ = 2.5")}. The exact gradient in B descends
          wherever α is small enough.
        </p>
        <div className={styles.control}>
          <span className={styles.controlHead}>
            Angle θ <b>{theta.toFixed(2)}</b>
          </span>
          <Slider
            label="Angle θ"
            value={theta}
            {...ANGLES}
            ticks={[
              { value: 0.5, label: "0.5" },
              { value: 1, label: "1" },
              { value: Math.PI / 2, label: "π/2" },
              { value: 3, label: "3" },
            ]}
            format={(value) => value.toFixed(2)}
            onChange={setTheta}
          />
        </div>
        <div className={styles.control}>
          <span className={styles.controlHead}>
            Learning rate <b>{formatNumber(rate)}</b>
          </span>
          <Slider
            label="Learning rate"
            value={rate}
            {...RATES}
            ticks={[
              { value: 1e-3, label: "10⁻³" },
              { value: 1e-2, label: "10⁻²" },
              { value: 0.1, label: "0.1" },
            ]}
            format={formatNumber}
            onChange={setRate}
          />
        </div>
        {runs && (
          <dl className={styles.facts}>
            <dt>Δ = 2θ</dt>
            <dd>
              {delta.toFixed(2)} {delta > Math.PI ? "> π" : "< π"}
            </dd>
            <dt>sin Δ / Δ</dt>
            <dd>{formatNumber(Math.sin(delta) / delta)}</dd>
            <dt>cosine of the deck’s direction to the gradient</dt>
            <dd>{formatNumber(runs.cosine)}</dd>
          </dl>
        )}
      </div>
      <div className={styles.figure}>{runs && <LossFigure runs={runs} theta={theta} rate={rate} />}</div>
    </>
  );
}

export const climbing: Chapter = { id: "climbing", title: "When the right sign still climbs", Body };
