import { useMemo } from "react";
import type { Matrix } from "../../math/arrays";
import { formatCount, formatNumber } from "../../math/number-format";
import { random } from "../../math/random";
import {
  advance,
  begin,
  countIterations,
  DIRECTIONS,
  ENTRYWISE,
  MOST_ITERATIONS,
  STEPS,
} from "../../training/counterexample";
import { Formula } from "../../ui/formula";
import type { Settings } from "./address";
import { arjovskyDrift, moved, randomArjovsky } from "./arjovsky";
import { formatRate } from "./controls";
import styles from "./Statements.module.css";

const RATES = [10, 0.1, 1e-3, 1e-5, 1e-7, 1e-8, 1e-9, 1e-10];
const FUNCTIONS = [
  { name: "sigmoid", f: ENTRYWISE.sigmoid },
  { name: "tanh", f: ENTRYWISE.tanh },
  { name: "ReLU", f: ENTRYWISE.relu },
  { name: "modReLU, b\u00a0=\u00a00", f: ENTRYWISE.identity },
] as const;
const EXP_ITERATIONS = 100;
const AUTHORS_UNITS = 4;

const counted = (count: number | null) =>
  count === null ? `over ${formatCount(MOST_ITERATIONS)}` : formatCount(count);

/** What the slide says beside what is true, with numbers of the present matrix. */
export function Statements({ settings, u0, done }: { settings: Settings; u0: Matrix; done: number }) {
  return (
    <section className={styles.statements} aria-label="What the slide says, and what is true">
      <RateStatement settings={settings} u0={u0} />
      <AuthorsStatement rate={settings.rate} done={done} />
      <ActivationStatement rate={settings.rate} u0={u0} />
    </section>
  );
}

function RateStatement({ settings: { rate, direction }, u0 }: { settings: Settings; u0: Matrix }) {
  const counts = useMemo(() => {
    const stepAt = (at: number) => (u: Matrix) => STEPS.naive(u, DIRECTIONS[direction](u), at);
    return RATES.map((at) => ({ at, count: countIterations(u0, stepAt(at)) }));
  }, [u0, direction]);
  const once = counts.filter(({ count }) => count === 1).map(({ at }) => at);
  return (
    <article>
      <h2>Does the rate decide?</h2>
      <Quote>
        “… does not guarantee that the weight matrices will remain unitary after each update, especially when
        the learning rate is large.”
      </Quote>
      <p>
        The rate decides when the loop stops, not whether.{" "}
        {once.length > 0 && (
          <>
            From this matrix it stops after <b>1</b> at every rate here down to{" "}
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
              <td>{counted(count)}</td>
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
    for (let k = 0; k < steps; k++) parameters = moved(parameters, rate);
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
        D turns by angles, R reflects, Π permutes, ℱ is the Fourier matrix. So no activation and no rate can
        take W off. Here {formatCount(steps)} {steps === 1 ? "step" : "steps"} of +&nbsp;α·sigmoid on all{" "}
        {7 * AUTHORS_UNITS} of its parameters, at α&nbsp;=&nbsp;{formatRate(rate)}, leave
      </p>
      <p className={styles.number}>
        ‖WW* − I‖ = <b>{formatNumber(drift)}</b>
      </p>
    </article>
  );
}

function ActivationStatement({ rate, u0 }: { rate: number; u0: Matrix }) {
  const outcomes = useMemo(
    () =>
      FUNCTIONS.map(({ name, f }) => ({
        name,
        count: countIterations(u0, (u) => STEPS.naive(u, f(u), rate)),
        drift: advance(begin(u0), (u) => STEPS.exp(u, f(u), rate), EXP_ITERATIONS).drifts[EXP_ITERATIONS],
      })),
    [u0, rate],
  );
  return (
    <article>
      <h2>Is it the activation?</h2>
      <Quote>“So I want to pick exp() as my activation function.”</Quote>
      <p>
        The activation has no say in whether W is unitary; the update rule has. And U&nbsp;+&nbsp;α·sigmoid(U)
        is no training step: no data and no loss enter it, it makes every entry larger. Put another function
        in its place:
      </p>
      <table>
        <thead>
          <tr>
            <th scope="col">Function</th>
            <th scope="col" className={styles.naive}>
              Naive stops after
            </th>
            <th scope="col" className={styles.exp}>
              Exp, drift after {EXP_ITERATIONS}
            </th>
          </tr>
        </thead>
        <tbody>
          {outcomes.map(({ name, count, drift }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{counted(count)}</td>
              <td>{formatNumber(drift)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </article>
  );
}

const Quote = ({ children }: { children: React.ReactNode }) => (
  <blockquote className={styles.quote}>
    <span>The slide</span>
    {children}
  </blockquote>
);
