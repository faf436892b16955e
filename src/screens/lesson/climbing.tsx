import { type ReactNode, useEffect, useState } from "react";
import { deckDirection } from "../../math/algebra";
import { arrays, frobenius } from "../../math/arrays";
import { expmArray } from "../../math/expm";
import { deckCosine } from "../../math/exponent";
import { formatNumber } from "../../math/number-format";
import { RULES } from "../../rules";
import { ascentExample, ascentLosses } from "../../training/ascent";
import { Formula } from "../../ui/formula";
import { NotYet } from "../paper/missing";
import { Control } from "./control";
import { FigureControls } from "./figure-controls";
import { ClimbingFigure } from "./figures/climbing-figure";
import styles from "./Lesson.module.css";
import { Phrase } from "./phrase";

const STEPS = 50;
const ANGLES = { min: 0.5, max: 3 };
const RATES = { min: 1e-3, max: 0.3 };
const START = { theta: 2.5, rate: 0.03 };

/** Losses of both rules from one start, and the lecture's direction there compared with the gradient. */
interface Runs {
  readonly deck: readonly number[];
  readonly exact: readonly number[];
  /** Cosine between the lecture's direction and the true gradient at the start. */
  readonly cosine: number;
  /** ‖A‖ of the lecture's direction at the start. */
  readonly push: number;
}

/** Runs both rules from the same start, again whenever θ or α changes. */
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

/** The 4×4 example in which the lecture's rule with the right sign increases the loss; `children` come after it. */
export function Climbing({ children }: { readonly children: ReactNode }) {
  const [theta, setTheta] = useState(START.theta);
  const [rate, setRate] = useState(START.rate);
  const runs = useRuns(theta, rate);
  const delta = 2 * theta;
  return (
    <div className={styles.row}>
      <div className={styles.words}>
        <h3 className={styles.subtitle}>When even the right sign increases the loss</h3>
        <p>
          With the minus sign the lecture’s rule lowers the loss, at first. A is the gradient of the loss on
          the group at W. But B is not W: because exp is not linear, the same change of B turns W in another
          direction when B is far from 0.
        </p>
        <Formula mathml={RULES["deck-minus"].formula} className={styles.formula} />
        <p>
          Here W₀ is I, B turns two planes by θ each, and the target lies a tenth of a radian away, in a
          direction that mixes the planes. There the lecture’s step changes the loss in proportion to −sin Δ /
          Δ with Δ = 2θ: for Δ below π the loss falls, beyond π <em>it rises</em>, however small α is. Try{" "}
          <Phrase onClick={() => setTheta(1)}>θ = 1</Phrase>,{" "}
          <Phrase onClick={() => setTheta(1.55)}>just below π/2</Phrase>,{" "}
          <Phrase onClick={() => setTheta(2.5)}>θ = 2.5</Phrase>;{" "}
          <Phrase onClick={() => setRate(1e-3)}>α = 0.001</Phrase>,{" "}
          <Phrase onClick={() => setRate(0.1)}>α = 0.1</Phrase>. The exact gradient in B lowers it whenever α
          is small enough.
        </p>
        <FigureControls of={["climbing"]}>
          <Control
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
          <Control
            label="Learning rate"
            value={rate}
            {...RATES}
            ticks={[
              { value: 1e-3, label: "0.001" },
              { value: 1e-2, label: "0.01" },
              { value: 0.1, label: "0.1" },
            ]}
            format={formatNumber}
            onChange={setRate}
          />
        </FigureControls>
        <dl className={styles.facts}>
          <dt>Δ = 2θ</dt>
          <dd>
            {delta.toFixed(2)} {delta > Math.PI ? "> π" : "< π"}
          </dd>
          <dt>sin Δ / Δ</dt>
          <dd>{formatNumber(Math.sin(delta) / delta)}</dd>
          <dt>cosine of the lecture’s direction to the gradient</dt>
          <dd>{runs ? formatNumber(runs.cosine) : "…"}</dd>
          <dt>‖A‖, the size of the lecture’s step</dt>
          <dd>{runs ? formatNumber(runs.push) : "…"}</dd>
        </dl>
      </div>
      <div className={`${styles.figures} ${styles.tall}`}>
        {runs ? (
          <ClimbingFigure deck={runs.deck} exact={runs.exact} theta={theta} rate={rate} />
        ) : (
          <NotYet>The losses of both rules: not computed yet.</NotYet>
        )}
      </div>
      {children}
    </div>
  );
}
