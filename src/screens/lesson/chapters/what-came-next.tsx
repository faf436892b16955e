import { useState } from "react";
import { formatNumber, formatPercent } from "../../../math/number-format";
import { Formula } from "../../../ui/formula";
import { NotYet } from "../../paper/missing";
import { Control } from "../control";
import { Choice, FigureControls } from "../figure-controls";
import { ForgettingFigure, RESET } from "../figures/forgetting-figure";
import { GateFigure } from "../figures/gate-figure";
import { RingFigure } from "../figures/ring-figure";
import styles from "../Lesson.module.css";
import { gateOf, productsOf, toldToForget } from "../mathematics/gates";
import { MeasuredTable, useMeasured } from "../measured";
import { Phrase } from "../phrase";
import { type Observation, Prediction } from "../prediction";
import type { Chapter } from "./chapter";

const PLANS = ["forget"] as const;
/** Links to the lab; each names a setting of its own. */
const GATES = "#task=copying&length=60&a.cell=lstm&a.precondition=adam&a.optimiser=adam&lr=0.003";
const FORGET = "#task=forget&length=30&a.cell=lstm&a.precondition=adam&lr=0.003&b.precondition=adam";

/** The radii of the ring. */
const RADII = [
  [0.9, 0.999],
  [0.99, 0.9999],
] as const;
const RINGS = RADII.map(([min, max]) => ({ value: `${min} to ${max}`, label: `${min} to ${max}` }));
const radiiOf = (ring: string) =>
  RADII[
    Math.max(
      0,
      RINGS.findIndex(({ value }) => value === ring),
    )
  ];

type Left = "nothing" | "half" | "all";

function predictForgetting(): Observation<Left> {
  const { unitary } = toldToForget(2 * RESET, RESET, 0);
  const left = unitary[2 * RESET];
  return {
    answer: left > 0.9 ? "all" : left > 0.1 ? "half" : "nothing",
    explanation: (
      <>
        {formatPercent(left)} of it. A unitary W has an inverse of the same size, so two states that read the
        same never come nearer to each other: what was read at t = 2 can be read off for ever. Only an
        activation that shrinks states, or the read-out, can make the network deaf to it.
      </>
    ),
  };
}

function Body() {
  const [bias, setBias] = useState(1);
  const [closed, setClosed] = useState(0);
  const [[min, max], setRing] = useState<readonly [number, number]>(RADII[0]);
  const { measured, loaded } = useMeasured(PLANS);
  const left = 10 ** productsOf(gateOf(bias), 100)[100];
  return (
    <>
      <div className={styles.row}>
        <div className={styles.words}>
          <p>
            Long before unitary networks there was another answer to vanishing gradients: <em>gates</em>. An
            LSTM (Hochreiter and Schmidhuber 1997, with the forget gate of Gers, Schmidhuber and Cummins 2000)
            keeps a second state c, which no matrix multiplies:
          </p>
          <Formula className={styles.formula} mathml={tex.block`c_t=f_t\circ c_{t-1}+i_t\circ g_t`} />
          <p>
            Along c a gradient is multiplied by f alone, at every time step anew. The forget gate{" "}
            <em>is the eigenvalue that the network chose</em>: between 0 and 1, and learned for each unit and
            each moment. At its usual start, <Phrase onClick={() => setBias(1)}>a bias of 1</Phrase>, f is
            0.73 and the gradient vanishes like any other; <Phrase onClick={() => setBias(5)}>at 5</Phrase> it
            lasts; and it never grows.
          </p>
          <FigureControls of={["forget-gate"]}>
            <Control
              label="Bias of the forget gate"
              value={bias}
              min={-2}
              max={8}
              step={0.1}
              format={(value) => formatNumber(value)}
              onChange={setBias}
            />
          </FigureControls>
          <p>
            Of a gradient at t = 100, {formatNumber(left)} reaches t = 0.{" "}
            <a href={GATES}>See an LSTM beside a unitary network in the lab</a>: choose <em>hidden states</em>{" "}
            and <em>forget gate</em> under <em>Sequence</em>, and the product of its gates stands beside its
            gradient. A GRU (Cho and others 2014) does the same with one state and the gate z.
          </p>
        </div>
        <div className={styles.figures}>
          <GateFigure bias={bias} />
        </div>
      </div>
      <div className={styles.row}>
        <div className={styles.words}>
          <h3 className={styles.subtitle}>A unitary network cannot forget</h3>
          <p>
            Two sequences differ in their first word and are equal after it. At t = {RESET} both are told to
            forget that word. A gate <Phrase onClick={() => setClosed(0)}>closes</Phrase>, or{" "}
            <Phrase onClick={() => setClosed(0.5)}>half closes</Phrase>; a unitary W turns both states by the
            same angles, and their difference stays. Nothing that it has read is ever lost, which is its
            promise, and here its fault.
          </p>
          <p>
            <a href={FORGET}>
              The task <em>Copying with reset</em> in the lab
            </a>{" "}
            asks for it: several words are read, each after a sign to forget those before it, and only the
            last one counts. A unitary network solves it without forgetting, if it has units enough to keep
            all words apart and to read the last; the table below says what that takes.
          </p>
        </div>
        <div className={styles.figures}>
          <ForgettingFigure closed={closed} />
          <FigureControls
            of={["forgetting"]}
            more={
              <Control
                label={`Gate at t = ${RESET}`}
                value={closed}
                min={0}
                max={1}
                step={0.05}
                format={(value) => formatNumber(value)}
                onChange={setClosed}
              />
            }
          />
        </div>
        <Prediction<Left>
          question="A linear unitary network reads one of two words and then only blanks. How much of the difference between them is left after 38 time steps?"
          options={[
            { value: "nothing", label: "Less than a tenth" },
            { value: "half", label: "About half" },
            { value: "all", label: "All of it" },
          ]}
          observe={predictForgetting}
        />
      </div>
      <div className={styles.row}>
        <div className={styles.words}>
          <h3 className={styles.subtitle}>Back to the circle</h3>
          <p>
            In 2023 the idea of this lecture came back. The linear recurrent unit (Orvieto and others) has no
            activation inside the recurrence and a diagonal W: its eigenvalues are its parameters, λ =
            exp(−exp ν + iθ), so that |λ| stays below 1 by construction, as it stays at 1 for exp(B). It
            starts on a <em>ring</em> just inside the circle:{" "}
            <Phrase onClick={() => setRing(RADII[0])}>0.9 to 0.999</Phrase>, or{" "}
            <Phrase onClick={() => setRing(RADII[1])}>0.99 to 0.9999</Phrase> for long sequences. A time step
            costs n products in place of n². State-space models are close relatives. What such a recurrence
            keeps does not depend on what it reads, so it cannot forget when it is told to either (see the
            table); Mamba (Gu and Dao 2023) gave its successors gates again.
          </p>
          <Formula
            className={styles.formula}
            mathml={tex.block`h_t=\Lambda h_{t-1}+Vx_t,\quad\lambda_j=e^{-e^{\nu_j}+i\theta_j}`}
          />
        </div>
        <div className={styles.figures}>
          <RingFigure min={min} max={max} />
          <FigureControls
            of={["ring"]}
            more={
              <Choice
                label="|λ|"
                options={RINGS}
                value={`${min} to ${max}`}
                onChange={(chosen) => setRing(radiiOf(chosen))}
              />
            }
          />
        </div>
      </div>
      {!loaded && <NotYet>The measured table: not loaded yet.</NotYet>}
      {measured.length > 0 && (
        <div className={styles.tables}>
          <p>
            Who recalls the last word: 32 units where n is not named. With n = 97 and n = 198 a network trains
            about as many numbers as the LSTM.
          </p>
          {measured.map((results) => (
            <MeasuredTable key={results.plan.id} results={results} />
          ))}
        </div>
      )}
    </>
  );
}

export const whatCameNext: Chapter = { id: "what-came-next", title: "What the field did next", Body };
