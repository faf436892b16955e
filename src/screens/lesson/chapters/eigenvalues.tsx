import { useMemo, useState } from "react";
import { clipping } from "../../../config/presets/clipping";
import { formatNumber, formatTenTo } from "../../../math/number-format";
import { spectrum } from "../../../math/spectrum";
import { Formula } from "../../../ui/formula";
import { Control } from "../control";
import { FigureControls } from "../figure-controls";
import { PowersFigure } from "../figures/powers-figure";
import { SpectrumFigure } from "../figures/spectrum-figure";
import styles from "../Lesson.module.css";
import { labLink } from "../lab-link";
import { coupledRotations, type EigenvaluePair, peakAt, powerNorms } from "../mathematics/powers";
import { Phrase } from "../phrase";
import { type Observation, Prediction } from "../prediction";
import type { Chapter } from "./chapter";

const STEPS = 50;
const START: readonly [EigenvaluePair, EigenvaluePair] = [
  { modulus: 1, angle: 0.7 },
  { modulus: 1, angle: 2 },
];
/** The eigenvalues of the 2×2 example [[.9, 10], [0, .9]], twice. */
const REPEATED: readonly [EigenvaluePair, EigenvaluePair] = [
  { modulus: 0.9, angle: 0 },
  { modulus: 0.9, angle: 0 },
];
const COUPLING = 10;

type Height = "never" | "ten" | "forty" | "thousand";

function predictPeak(): Observation<Height> {
  const norms = powerNorms(coupledRotations(REPEATED, COUPLING), STEPS);
  const peak = Math.max(...norms);
  const answer = peak <= 0 ? "never" : peak < 1.3 ? "ten" : peak < 2.3 ? "forty" : "thousand";
  return {
    answer,
    explanation: (
      <>
        ‖Wᵏ‖₂ is largest at k = {peakAt(norms)}, where it is {formatTenTo(peak, 3)}; at k = {STEPS} it is{" "}
        {formatTenTo(norms[STEPS])}. The eigenvalues say how it ends, the singular values what can happen on
        the way.
      </>
    ),
  };
}

function Body() {
  const [pairs, setPairs] = useState(START);
  const [coupling, setCoupling] = useState(0);
  const w = useMemo(() => coupledRotations(pairs, coupling), [pairs, coupling]);
  const norms = useMemo(() => powerNorms(w, STEPS), [w]);
  const { singularMax, departure } = useMemo(() => spectrum(w), [w]);
  const radius = Math.max(pairs[0].modulus, pairs[1].modulus);
  const set = (next: readonly [EigenvaluePair, EigenvaluePair], shear: number) => {
    setPairs(next);
    setCoupling(shear);
  };
  return (
    <div className={styles.row}>
      <div className={styles.words}>
        <p>
          Take σ′&nbsp;=&nbsp;1, so that only W matters. The lecture says that its eigenvalues decide. That
          holds when W is <em>normal</em> (WW* = W*W): each further power multiplies the norm by the spectral
          radius ρ. The norm with the index 2 is the most that a matrix stretches a vector, its largest
          singular value s<sub>max</sub>.
        </p>
        <Formula
          className={styles.formula}
          mathml={tex.block`\lVert W^k\rVert_2=\rho(W)^k\quad\text{for normal } W`}
        />
        <Formula
          className={styles.formula}
          mathml={tex.block`\rho(W)^k\le\lVert W^k\rVert_2\le s_{\max}(W)^k\quad\text{for every } W`}
        />
        <p>
          Drag an eigenvalue off the circle and watch the curve bend.{" "}
          <Phrase onClick={() => set(START, 0)}>All on the circle</Phrase>,{" "}
          <Phrase onClick={() => set([{ modulus: 0.85, angle: 0.7 }, START[1]], 0)}>one pair inside</Phrase>{" "}
          (the other pair keeps the norm up),{" "}
          <Phrase onClick={() => set([START[0], { modulus: 1.1, angle: 2 }], 0)}>one pair outside</Phrase>.
        </p>
        <p>
          Now couple the two planes: the eigenvalues do not change, but W is no longer normal. For{" "}
          <Phrase name="W = [[.9, 10], [0, .9]]" onClick={() => set(REPEATED, COUPLING)}>
            <Formula mathml={tex`W=\left[\begin{smallmatrix}.9&10\\0&.9\end{smallmatrix}\right]`} />
          </Phrase>{" "}
          all eigenvalues are 0.9, and yet the powers grow before they decay. Singular values bound the
          gradient: if s<sub>max</sub>(W)·max σ′ &lt; 1, it vanishes. Exploding requires s<sub>max</sub>(W)
          &gt; 1/max σ′; that is necessary, not sufficient.
        </p>
        <p>
          An exploding gradient can be <em>clipped</em> (Pascanu, Mikolov and Bengio 2013): if its norm
          exceeds a limit, it is scaled down to the limit. It keeps its direction, and the training step is
          finite. A gradient that has vanished is below every limit, so clipping leaves it as it is.{" "}
          <a href={labLink(clipping)}>Watch both in the lab</a>: two plain RNNs, both clipped at 1. The one
          whose gradient explodes learns; the one whose gradient vanishes does not.
        </p>
        <FigureControls of={["powers"]}>
          <Control
            label="Coupling s"
            value={coupling}
            min={0}
            max={COUPLING}
            step={0.1}
            format={(value) => formatNumber(value)}
            onChange={setCoupling}
          />
        </FigureControls>
        <dl className={styles.facts}>
          <dt>spectral radius ρ(W)</dt>
          <dd>{formatNumber(radius)}</dd>
          <dt>
            s<sub>max</sub>(W), the largest singular value{" "}
          </dt>
          <dd>{formatNumber(singularMax)}</dd>
          <dt>
            departure from normality, √(‖W‖<sub>F</sub>² − Σ|λ|²)
          </dt>
          <dd>{formatNumber(departure)}</dd>
        </dl>
      </div>
      <div className={styles.figures}>
        <div className={styles.pair} data-paper="row">
          <SpectrumFigure pairs={pairs} onChange={setPairs} />
          <PowersFigure norms={norms} radius={radius} singularMax={singularMax} coupling={coupling} />
        </div>
      </div>
      <Prediction<Height>
        question={
          <>
            All eigenvalues of{" "}
            <Formula mathml={tex`W=\left[\begin{smallmatrix}.9&10\\0&.9\end{smallmatrix}\right]`} /> are 0.9.
            How large does ‖Wᵏ‖₂ ever get?
          </>
        }
        options={[
          { value: "never", label: "Never above 1: 0.9 vanishes" },
          { value: "ten", label: "About 10, at once" },
          { value: "forty", label: "About 40, after some steps" },
          { value: "thousand", label: "Over 200" },
        ]}
        show={() => set(REPEATED, COUPLING)}
        observe={predictPeak}
      />
    </div>
  );
}

export const eigenvalues: Chapter = { id: "eigenvalues", title: "Eigenvalues, singular values", Body };
