import { useMemo } from "react";
import type { Matrix } from "../../math/arrays";
import { formatCount, formatNumber } from "../../math/number-format";
import { random } from "../../math/random";
import {
  advance,
  begin,
  countIterations,
  DIRECTIONS,
  distance,
  ENTRYWISE,
  isStill,
  MAX_ITERATIONS,
  STEPS,
} from "../../training/counterexample";
import { Formula } from "../../ui/formula";
import { Words } from "../../ui/words";
import type { ProgramSettings } from "./address";
import { arjovskyDrift, randomArjovsky, updatedParameters } from "./arjovsky";
import { formatRate } from "./controls";
import styles from "./Statements.module.css";
import { startMatrix } from "./start-matrices";

const RATES = [10, 0.1, 1e-3, 1e-5, 1e-7, 1e-8, 1e-9, 1e-10];
const FUNCTIONS = [
  { name: "sigmoid", f: ENTRYWISE.sigmoid },
  { name: "tanh", f: ENTRYWISE.tanh },
  { name: "ReLU", f: ENTRYWISE.relu },
  { name: "modReLU, m\u00a0=\u00a00.1", f: ENTRYWISE.modrelu },
  { name: "modReLU, m\u00a0=\u00a00", f: ENTRYWISE.identity },
] as const;
const EXP_ITERATIONS = 100;
const AUTHORS_UNITS = 4;

const counted = (count: number | null) =>
  count === null ? `over ${formatCount(MAX_ITERATIONS)}` : formatCount(count);

/** The slide's statements beside the facts, with numbers of the present matrix. */
export function Statements({ settings, u0, done }: { settings: ProgramSettings; u0: Matrix; done: number }) {
  return (
    <section className={styles.statements} aria-label="What the lecture says, and what is true">
      <RateStatement settings={settings} u0={u0} />
      <AuthorsStatement rate={settings.rate} done={done} />
      <ActivationStatement rate={settings.rate} />
    </section>
  );
}

function RateStatement({ settings: { rate, direction }, u0 }: { settings: ProgramSettings; u0: Matrix }) {
  const counts = useMemo(() => {
    const stepAt = (at: number) => (u: Matrix) => STEPS.naive(u, DIRECTIONS[direction](u), at);
    return RATES.map((at) => ({ at, count: countIterations(u0, stepAt(at)) }));
  }, [u0, direction]);
  const once = counts.filter(({ count }) => count === 1).map(({ at }) => at);
  return (
    <article>
      <h2>Does the learning rate decide?</h2>
      <Quote>
        “… does not guarantee that the weight matrices will remain unitary after each update, especially when
        the learning rate is large.”
      </Quote>
      <p>
        The learning rate decides when the loop stops, not whether.{" "}
        {once.length > 0 && (
          <>
            From this matrix it stops after <b>1</b> iteration at every rate here down to{" "}
            <b>{formatRate(Math.min(...once))}</b>; smaller rates only delay it.
          </>
        )}
      </p>
      <table>
        <thead>
          <tr>
            <th scope="col">Learning rate</th>
            <th scope="col">Naive stops after</th>
          </tr>
        </thead>
        <tbody>
          {counts.map(({ at, count }) => (
            <tr key={at} aria-current={at === rate || undefined}>
              <th scope="row">{formatRate(at)}</th>
              <td>
                <Words>{counted(count)}</Words>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </article>
  );
}

function AuthorsStatement({ rate, done }: { rate: number; done: number }) {
  const steps = Math.max(1, done);
  const drift = useMemo(() => {
    let parameters = randomArjovsky(AUTHORS_UNITS, random(1, "Arjovsky"));
    for (let k = 0; k < steps; k++) parameters = updatedParameters(parameters, rate);
    return arjovskyDrift(parameters);
  }, [rate, steps]);
  return (
    <article>
      <h2>Did the authors use sigmoid?</h2>
      <Quote>“The authors kept using Sigmoid as an activation function …”</Quote>
      <p>
        They did not. Arjovsky, Shah and Bengio used modReLU, and their W is a product of factors that are
        unitary whatever their parameters are:
      </p>
      <p className={styles.formula}>
        <Formula mathml={tex`W = D_3\, R_2\, \mathcal{F}^{-1} D_2\, \Pi\, R_1\, \mathcal{F} D_1`} />
      </p>
      <p>
        D turns by angles, R reflects, Π permutes, ℱ is the Fourier matrix. So no activation and no learning
        rate can take W off the unitary group. Here {formatCount(steps)} {steps === 1 ? "step" : "steps"} of
        +&nbsp;α·sigmoid on all {7 * AUTHORS_UNITS} of its parameters, at α&nbsp;=&nbsp;{formatRate(rate)},
        leave
      </p>
      <p className={styles.number}>
        ‖WW* − I‖ = <b>{formatNumber(drift)}</b>
      </p>
    </article>
  );
}

/** Not the slide's swap matrix: every function of its entries commutes with it, so A = 0 and Exp would not move it. */
const TURNING = startMatrix({ kind: "rotation" });

function ActivationStatement({ rate }: { rate: number }) {
  const outcomes = useMemo(
    () =>
      FUNCTIONS.map(({ name, f }) => {
        const exp = advance(begin(TURNING), (u) => STEPS.exp(u, f(u), rate), EXP_ITERATIONS);
        return {
          name,
          count: countIterations(TURNING, (u) => STEPS.naive(u, f(u), rate)),
          moved: isStill(TURNING, f(TURNING)) ? null : distance(exp.u, TURNING),
          drift: exp.drifts[EXP_ITERATIONS],
        };
      }),
    [rate],
  );
  return (
    <article>
      <h2>Is it the activation?</h2>
      <Quote>“So I want to pick exp() as my activation function.”</Quote>
      <p>
        Whether W stays unitary depends on the update rule, not on the activation. And
        U&nbsp;+&nbsp;α·sigmoid(U) is not a training step: it uses no data and no loss, and makes every entry
        larger. With other functions in its place, from the rotation by 30°, at α&nbsp;=&nbsp;
        {formatRate(rate)}:
      </p>
      <table>
        <thead>
          <tr>
            <th scope="col">Function</th>
            <th scope="col" className={styles.rule}>
              Naive stops after
            </th>
            <th scope="col" className={styles.rule}>
              Exp moved U by, in {EXP_ITERATIONS}
            </th>
            <th scope="col" className={styles.rule}>
              and drifted by
            </th>
          </tr>
        </thead>
        <tbody>
          {outcomes.map(({ name, count, moved, drift }) => (
            <tr key={name}>
              <th scope="row" translate="no">
                {name}
              </th>
              <td>
                <Words>{counted(count)}</Words>
              </td>
              <td translate="no">{moved === null ? "did not move" : formatNumber(moved)}</td>
              <td translate="no">{moved === null ? "–" : formatNumber(drift)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className={styles.remark}>
        Moved: ‖U − U₀‖; drift: ‖UU* − I‖, both Frobenius norms. With m&nbsp;=&nbsp;0 modReLU gives
        G&nbsp;=&nbsp;U, which points straight away from the orthogonal matrices and has no tangent part. The
        lecture’s swap matrix would not move with any of these functions: each f(U) commutes with it, so
        A&nbsp;=&nbsp;0.
      </p>
    </article>
  );
}

const Quote = ({ children }: { children: React.ReactNode }) => (
  <blockquote className={styles.quote}>
    <span>The lecture</span>
    {children}
  </blockquote>
);
