import { useMemo, useState } from "react";
import { arrays, drift, frobenius, matrix } from "../../../math/arrays";
import { expmArray } from "../../../math/expm";
import { formatNumber } from "../../../math/number-format";
import { Formula } from "../../../ui/formula";
import { Segmented } from "../../../ui/segmented";
import { FigureControls } from "../figure-controls";
import { TurnFigure } from "../figures/turn-figure";
import styles from "../Lesson.module.css";
import { proof, type Version } from "../mathematics/proof";
import { MatrixEntries } from "../matrix-entries";
import { Phrase } from "../phrase";
import { type Observation, Prediction } from "../prediction";
import { ProofLines } from "../proof-lines";
import type { Chapter } from "./chapter";

/** The entries a, b, c, d of [[a, b], [c, d]]. */
type Entries = readonly [number, number, number, number];

const TURN: Entries = [0, -1, 1, 0];
const SWAP_ENTRIES: Entries = [0, 1, 1, 0];
/** 2π[[0, 4], [−¼, 0]]: not skew, and its exponential is I. */
const ROUND: Entries = [0, 8 * Math.PI, -Math.PI / 2, 0];
const algebra = arrays("float64");
const toMatrix = ([a, b, c, d]: Entries) =>
  matrix([
    [a, b],
    [c, d],
  ]);

const VERSION_OPTIONS = [
  { value: "corrected", label: "The proof, mended" },
  { value: "printed", label: "As the lecture prints it" },
] as const;

type Answer = "unitary" | "near" | "far";

function predictSwap(): Observation<Answer> {
  const missed = drift(expmArray(toMatrix(SWAP_ENTRIES)));
  return {
    answer: missed < 1e-10 ? "unitary" : missed < 0.5 ? "near" : "far",
    explanation: (
      <>
        ‖WW* − I‖ = {formatNumber(missed, 4)}:{" "}
        <Formula mathml={tex`\exp\left[\begin{smallmatrix}0&1\\1&0\end{smallmatrix}\right]`} /> stretches
        along the diagonal by e and shrinks across it by 1/e. “For any matrix X, exp(X) is unitary” is false;
        for skew X it is true.
      </>
    ),
  };
}

function Body() {
  const [entries, setEntries] = useState<Entries>(TURN);
  const [held, setHeld] = useState(true);
  const [version, setVersion] = useState<Version>("corrected");
  const b = useMemo(() => toMatrix(entries), [entries]);
  const w = useMemo(() => expmArray(b), [b]);
  const lines = useMemo(() => proof(version, b), [version, b]);
  const notSkew = frobenius(algebra.add(b, algebra.adjoint(b)));
  const set = (next: Entries, skew: boolean) => {
    setHeld(skew);
    setEntries(next);
  };
  const change = (at: number, value: number) => {
    if (!held) {
      setEntries((last) => [
        at === 0 ? value : last[0],
        at === 1 ? value : last[1],
        at === 2 ? value : last[2],
        at === 3 ? value : last[3],
      ]);
      return;
    }
    // The diagonal of a real skew matrix is 0, and the entry above it determines the one below.
    if (at === 1) setEntries([0, value, -value, 0]);
    if (at === 2) setEntries([0, -value, value, 0]);
  };
  return (
    <>
      <div className={styles.row}>
        <div className={styles.words}>
          <p>
            The lecture’s idea: let W be the exponential of another matrix, and train that one. If B is{" "}
            <em>skew</em>, B*&nbsp;=&nbsp;−B, then exp(B) is unitary. The lecture writes skew as Aᵀ = −A⁻¹,
            which no real matrix satisfies, since it says AAᵀ = −I; it means Aᵀ = −A.
          </p>
          <Formula
            className={styles.formula}
            mathml={tex.block`W=\exp(B)=I+B+\tfrac{1}{2!}B^2+\tfrac{1}{3!}B^3+\dots`}
          />
          <p>
            Drag the entries of B. While it is <Phrase onClick={() => set(TURN, true)}>held skew</Phrase>,
            exp(B) is a rotation, a full turn at{" "}
            <Phrase onClick={() => set([0, -2 * Math.PI, 2 * Math.PI, 0], true)}>2π</Phrase>. Release it, with{" "}
            <Phrase onClick={() => set([0, -1, 1.4, 0], false)}>one entry off</Phrase> or{" "}
            <Phrase onClick={() => set(SWAP_ENTRIES, false)}>B = the lecture’s X</Phrase>, and a line of the
            proof fails. Skew is sufficient, not necessary:{" "}
            <Phrase name="2π[[0, 4], [−¼, 0]]" onClick={() => set(ROUND, false)}>
              <Formula mathml={tex`2\pi\left[\begin{smallmatrix}0&4\\-\frac14&0\end{smallmatrix}\right]`} />
            </Phrase>{" "}
            goes full circle and gives I.
          </p>
          <FigureControls of={["turn"]}>
            <MatrixEntries
              name="B"
              entries={entries}
              locked={held ? [true, false, false, true] : [false, false, false, false]}
              onChange={change}
            />
            <label className={styles.check}>
              <input
                type="checkbox"
                checked={held}
                onChange={(event) => {
                  const skew = event.currentTarget.checked;
                  if (skew) set([0, -entries[2], entries[2], 0], true);
                  else setHeld(false);
                }}
              />
              hold B skew
            </label>
          </FigureControls>
          <dl className={styles.facts}>
            <dt>‖B + B*‖, distance from skew</dt>
            <dd>{formatNumber(notSkew)}</dd>
            <dt>‖WW* − I‖, drift from unitary</dt>
            <dd>{formatNumber(drift(w))}</dd>
          </dl>
        </div>
        <div className={styles.figures}>
          <TurnFigure b={b} w={w} />
        </div>
      </div>
      <div className={styles.wide}>
        <div className={styles.proofHead}>
          <h3>Why exp(B) is unitary, line by line</h3>
          <Segmented label="Proof" options={VERSION_OPTIONS} value={version} onChange={setVersion} />
        </div>
        <ProofLines lines={lines} />
      </div>
      <Prediction<Answer>
        question={
          <>
            “For any matrix X, W = exp(X) is always unitary.” How far from unitary is the exponential of the
            lecture’s own{" "}
            <Formula mathml={tex`X=\left[\begin{smallmatrix}0&1\\1&0\end{smallmatrix}\right]`} />?
          </>
        }
        options={[
          { value: "unitary", label: "Not at all" },
          { value: "near", label: "A little: ‖WW* − I‖ below a half" },
          { value: "far", label: "Far: ‖WW* − I‖ above a half" },
        ]}
        show={() => set(SWAP_ENTRIES, false)}
        observe={predictSwap}
      />
    </>
  );
}

export const exponential: Chapter = { id: "exponential", title: "The exponential", Body };
