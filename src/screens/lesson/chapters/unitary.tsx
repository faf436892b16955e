import { useState } from "react";
import { orthogonalStart } from "../../../config/presets/orthogonal-start";
import { keysOf } from "../../../keys";
import { type Matrix, rows } from "../../../math/arrays";
import { formatNumber } from "../../../math/number-format";
import { Formula } from "../../../ui/formula";
import { Control } from "../control";
import { Choice, FigureControls } from "../figure-controls";
import { EigenvaluesOnCircle } from "../figures/eigenvalues-on-circle";
import { VectorFigure } from "../figures/vector-figure";
import styles from "../Lesson.module.css";
import { labLink } from "../lab-link";
import {
  apply,
  cycle,
  measureUnitarity,
  reflection,
  rotation,
  SHEAR,
  SWAP,
} from "../mathematics/unitary-examples";
import { MatrixView } from "../matrix-view";
import { Phrase } from "../phrase";
import { type Observation, Prediction } from "../prediction";
import type { Chapter } from "./chapter";

type MatrixKind = "swap" | "rotation" | "reflection" | "cycle" | "shear";
/** The vector of the lecture. */
const DECK_VECTOR = [3, 4] as const;
const CYCLE = 3;

const MATRICES: Readonly<Record<MatrixKind, (angle: number) => Matrix>> = {
  swap: () => SWAP,
  rotation,
  reflection,
  cycle: () => cycle(CYCLE),
  shear: () => SHEAR,
};
const NAMES: Readonly<Record<MatrixKind, string>> = {
  swap: "the lecture’s X",
  rotation: "a turn",
  reflection: "a reflection",
  cycle: "a permutation",
  shear: "a shear",
};

const KINDS = keysOf(NAMES).map((value) => ({ value, label: NAMES[value] }));

type Norm = "five" | "one" | "root";

/** Asks for ‖X‖₂ of the lecture's X, which the lecture gives as 5. */
function predictNorm(): Observation<Norm> {
  const { spectrum, frobenius } = measureUnitarity(SWAP);
  const two = spectrum.singularMax;
  const answer = Math.abs(two - 1) < 1e-9 ? "one" : Math.abs(two - 5) < 1e-9 ? "five" : "root";
  return {
    answer,
    explanation: (
      <>
        ‖X‖₂ = {formatNumber(two)}, and ‖X‖<sub>F</sub> = {formatNumber(frobenius, 4)}. The 5 is the length of
        the vector, before and after: ‖v‖ = {formatNumber(Math.hypot(...DECK_VECTOR))}, ‖Xv‖ ={" "}
        {formatNumber(Math.hypot(...apply(SWAP, DECK_VECTOR)))}.
      </>
    ),
  };
}

function Body() {
  const [kind, setKind] = useState<MatrixKind>("swap");
  const [angle, setAngle] = useState(Math.PI / 6);
  const [vector, setVector] = useState<readonly [number, number]>(DECK_VECTOR);
  const x = MATRICES[kind](angle);
  const measures = measureUnitarity(x);
  const v = kind === "cycle" ? [...vector, 0] : vector;
  const image = apply(x, v);
  const show = (next: MatrixKind) => () => setKind(next);
  const list = (of: readonly number[]) => `[${of.map((entry) => formatNumber(entry)).join(", ")}]`;
  const said = `X = ${rows(x).map(list).join(", ")}, ${NAMES[kind]}`;
  return (
    <div className={styles.row}>
      <div className={styles.words}>
        <p>
          A square matrix X is <em>unitary</em> if its conjugate transpose undoes it. Then it preserves every
          length, its eigenvalues lie on the unit circle, and its inverse costs nothing.
        </p>
        <Formula
          className={styles.formula}
          mathml={tex.block`XX^*=I\quad\Longleftrightarrow\quad\lVert Xv\rVert=\lVert v\rVert\ \text{for all } v\quad\Longleftrightarrow\quad X^{-1}=X^*`}
        />
        <p>
          <Phrase onClick={show("swap")}>The lecture’s X</Phrase> swaps two coordinates: [3, 4] becomes [4,
          3], of the same length 5. <Phrase onClick={show("rotation")}>Rotate</Phrase>,{" "}
          <Phrase onClick={show("reflection")}>reflect</Phrase>,{" "}
          <Phrase onClick={show("cycle")}>permute</Phrase>: all of them are unitary.{" "}
          <Phrase onClick={show("shear")}>A shear</Phrase> is not, though both of its eigenvalues are 1. Drag
          v and compare the lengths.
        </p>
        <p>
          How far a matrix is from unitary is measured by its <em>drift</em>, the Frobenius norm of
          XX*&nbsp;−&nbsp;I: the root of the sum of all squared entries. From here on a matrix norm without an
          index is that one.
        </p>
        <p>
          An orthogonal matrix is also a good place to start from, without any constraint afterwards (Saxe et
          al. 2014, Le et al. 2015, Henaff et al. 2016).{" "}
          <a href={labLink(orthogonalStart)}>Watch an orthogonal start alone</a> in the lab, beside a network
          that is kept orthogonal.
        </p>
        <FigureControls
          of={["vector", "circle"]}
          more={<Choice label="X" options={KINDS} value={kind} onChange={setKind} />}
        >
          {(kind === "rotation" || kind === "reflection") && (
            <Control
              label={kind === "rotation" ? "Angle of the turn" : "Angle of the mirror"}
              value={angle}
              min={0}
              max={Math.PI}
              step={Math.PI / 36}
              format={(value) => `${Math.round((value * 180) / Math.PI)}°`}
              onChange={setAngle}
            />
          )}
        </FigureControls>
        <dl className={styles.facts}>
          <dt>X, {NAMES[kind]}</dt>
          <dd>
            <MatrixView name="X" matrix={x} />
          </dd>
          <dt>‖v‖ and ‖Xv‖</dt>
          <dd>
            {formatNumber(Math.hypot(...v), 3)} and {formatNumber(Math.hypot(...image), 3)}
          </dd>
          <dt>
            drift ‖XX* − I‖<sub>F</sub>
          </dt>
          <dd>{formatNumber(measures.drift)}</dd>
          <dt>
            ‖X⁻¹ − X*‖<sub>F</sub>
          </dt>
          <dd>{formatNumber(measures.inverseMiss)}</dd>
          <dt>
            ‖X‖₂ and ‖X‖<sub>F</sub>
          </dt>
          <dd>
            {formatNumber(measures.spectrum.singularMax, 4)} and {formatNumber(measures.frobenius, 4)}
          </dd>
        </dl>
      </div>
      <div className={styles.figures}>
        <div className={styles.pair} data-paper="row">
          <VectorFigure
            v={v}
            image={image}
            matrix={said}
            onChange={setVector}
            lists={[list(v), list(image)]}
          />
          <EigenvaluesOnCircle spectrum={measures.spectrum} matrix={said} />
        </div>
      </div>
      <Prediction<Norm>
        question="The lecture prints “Norm(X) = Norm(Xv) = 5” for the swap X and v = [3, 4]. What is ‖X‖₂, the most that X can stretch anything?"
        options={[
          { value: "five", label: "5, as printed" },
          { value: "one", label: "1" },
          { value: "root", label: "√2" },
        ]}
        show={() => {
          setKind("swap");
          setVector(DECK_VECTOR);
        }}
        observe={predictNorm}
      />
    </div>
  );
}

export const unitary: Chapter = { id: "unitary", title: "Unitary matrices", Body };
