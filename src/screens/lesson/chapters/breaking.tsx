import { useMemo, useState } from "react";
import { hashOf } from "../../../address/hash";
import { INITIALISATIONS } from "../../../initialisations";
import { NUMPY_TOLERANCE } from "../../../math/allclose";
import { projectToOrthogonal } from "../../../math/nearest-orthogonal";
import { formatCount, formatNumber, powerOfTen } from "../../../math/number-format";
import { random } from "../../../math/random";
import { Formula } from "../../../ui/formula";
import { Control } from "../control";
import { Choice, FigureControls } from "../figure-controls";
import { BreakingFigure } from "../figures/breaking-figure";
import styles from "../Lesson.module.css";
import { breakingCurve, iterationsUntilBroken, RATES } from "../mathematics/breaking";
import { rotation, SWAP } from "../mathematics/unitary-examples";
import { Phrase } from "../phrase";
import { type Observation, Prediction } from "../prediction";
import type { Chapter } from "./chapter";

const STARTS = {
  swap: SWAP,
  rotation: rotation(Math.PI / 6),
  random: INITIALISATIONS.haar.recurrent(4, 1, random(1, "lesson breaking"), projectToOrthogonal),
} as const;
type Start = keyof typeof STARTS;
const START_OPTIONS = [
  { value: "swap", label: "the lecture’s X" },
  { value: "rotation", label: "a turn by 30°" },
  { value: "random", label: "random 4×4" },
] as const;

type Count = "one" | "eleven" | "never";
const SMALL_RATE = 1e-9;

function predictSmallRate(): Observation<Count> {
  const iterations = iterationsUntilBroken(SWAP, SMALL_RATE);
  const answer = iterations === null ? "never" : iterations < 5 ? "one" : "eleven";
  return {
    answer,
    explanation: (
      <>
        It takes {iterations === null ? "for ever" : formatCount(iterations)} iterations. Each adds about
        α·σ(0) = α/2 to a zero of X, and <code>np.allclose</code> allows{" "}
        {powerOfTen(Math.log10(NUMPY_TOLERANCE.absolute))} there: a small rate delays the end in proportion
        and does not avert it.
      </>
    ),
  };
}

function Body() {
  const [start, setStart] = useState<Start>("swap");
  const [rate, setRate] = useState(10);
  const curve = useMemo(() => breakingCurve(STARTS[start]), [start]);
  const iterations = useMemo(() => iterationsUntilBroken(STARTS[start], rate), [start, rate]);
  const watch = hashOf("counterexample", start === "swap" && rate >= 1e-10 ? [["lr", String(rate)]] : []);
  return (
    <div className={styles.row}>
      <div className={styles.words}>
        <p>
          The lecture’s counterexample: take a unitary U, add α times the sigmoid of U, and check after each
          iteration whether it is still unitary.
        </p>
        <Formula
          className={styles.formula}
          mathml={tex.block`U\leftarrow U+\alpha\,\sigma(U)\quad\text{while}\quad UU^*\approx I`}
        />
        <p>
          At the lecture’s <Phrase onClick={() => setRate(10)}>α = 10</Phrase> it stops after one iteration,
          as the lecture says, “especially when the learning rate is large”. But it also stops after one for{" "}
          <Phrase onClick={() => setRate(0.01)}>α = 0.01</Phrase> and for{" "}
          <Phrase onClick={() => setRate(1e-7)}>α = 10⁻⁷</Phrase>; only from{" "}
          <Phrase onClick={() => setRate(1e-8)}>10⁻⁸</Phrase> down it takes longer,{" "}
          <Phrase onClick={() => setRate(1e-10)}>at 10⁻¹⁰</Phrase> about a hundred. Nothing pulls U back to
          the unitary matrices, so every step moves it further away.
        </p>
        <p>
          It is not a training step either: it uses no data and no loss. But the main point is true: a
          straight step, W&nbsp;−&nbsp;αG, leaves the unitary matrices, unless it happens to end on another
          one. <a href={watch}>Watch the program run on its own screen</a>.
        </p>
        <FigureControls of={["breaking"]}>
          <div className={styles.choices}>
            <Choice label="U starts as" options={START_OPTIONS} value={start} onChange={setStart} />
          </div>
          <Control
            label="Learning rate α"
            value={rate}
            min={10 ** RATES.low}
            max={10 ** RATES.high}
            ticks={[-11, -8, -5, -2, 1].map((exponent) => ({
              value: 10 ** exponent,
              label: exponent === 1 ? "10" : powerOfTen(exponent),
            }))}
            format={(value) => formatNumber(value)}
            onChange={setRate}
          />
        </FigureControls>
      </div>
      <div className={styles.figures}>
        <BreakingFigure
          curve={curve}
          start={START_OPTIONS.find(({ value }) => value === start)?.label ?? start}
          rate={rate}
          iterations={iterations}
          onRate={setRate}
        />
      </div>
      <Prediction<Count>
        question="The same program with α = 10⁻⁹, one ten-billionth of the lecture’s rate. After how many iterations does it stop?"
        options={[
          { value: "one", label: "After 1, as before" },
          { value: "eleven", label: "After some, fewer than a hundred" },
          { value: "never", label: "Never: the rate is too small to matter" },
        ]}
        show={() => {
          setStart("swap");
          setRate(SMALL_RATE);
        }}
        observe={predictSmallRate}
      />
    </div>
  );
}

export const breaking: Chapter = { id: "what-breaks-it", title: "What breaks it", Body };
