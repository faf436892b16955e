import { useMemo, useState } from "react";
import type { ActivationId } from "../../../config/schema";
import { ACTIVATIONS } from "../../../kernels/activations";
import { formatNumber, formatTenTo } from "../../../math/number-format";
import { Formula } from "../../../ui/formula";
import { Control } from "../control";
import { Choice, FigureControls } from "../figure-controls";
import { ProductFigure } from "../figures/product-figure";
import { UnrolledNetwork } from "../figures/unrolled-network";
import styles from "../Lesson.module.css";
import { gradientProduct, recurrentMatrix, type Shape, UNITS } from "../mathematics/gradient-product";
import { Opening } from "../opening";
import { Phrase } from "../phrase";
import { type Observation, Prediction } from "../prediction";
import type { Chapter } from "./chapter";

const CHOICES = ["identity", "modrelu", "tanh", "relu", "sigmoid"] as const satisfies readonly ActivationId[];
type ActivationChoice = (typeof CHOICES)[number];

const SHAPE_OPTIONS = [
  { value: "orthogonal", label: "ρ × orthogonal" },
  { value: "gaussian", label: "Gaussian" },
] as const;

const RADII = { min: 0.5, max: 2 };
const LENGTHS = { min: 2, max: 200 };

type Fate = "all" | "hundredth" | "nothing";

function predictSigmoid(): Observation<Fate> {
  const steps = 100;
  const { whole } = gradientProduct(recurrentMatrix("orthogonal", 1), "sigmoid", steps);
  const kept = whole.largest[0];
  const answer = kept > -0.3 ? "all" : kept > -3 ? "hundredth" : "nothing";
  return {
    answer,
    explanation: (
      <>
        What is left is {formatTenTo(kept)} of the gradient. W takes nothing, but σ′ is at most ¼ at each time
        step, so at most 4⁻¹⁰⁰ = {formatNumber(0.25 ** steps)} can be left.
      </>
    ),
  };
}

function Body() {
  const [radius, setRadius] = useState(0.9);
  const [steps, setSteps] = useState(100);
  const [activation, setActivation] = useState<ActivationChoice>("tanh");
  const [shape, setShape] = useState<Shape>("orthogonal");
  const w = useMemo(() => recurrentMatrix(shape, radius), [shape, radius]);
  const measures = useMemo(() => gradientProduct(w, activation, steps), [w, activation, steps]);
  const perfect = (sigma: ActivationChoice) => {
    setShape("orthogonal");
    setRadius(1);
    setSteps(100);
    setActivation(sigma);
  };
  const { largestSlope } = ACTIVATIONS[activation];
  return (
    <>
      <Opening />
      <UnrolledNetwork />
      <div className={styles.row}>
        <div className={styles.words}>
          <p>
            To learn from an input at time step t, the gradient of the loss L<sub>T</sub> must travel back
            through every later time step. The derivative that it travels by is a product with one factor per
            time step, the last one, of time step T, on the left:
          </p>
          <Formula
            className={styles.formula}
            mathml={tex.block`\frac{\partial h_T}{\partial h_t}=D_T W\;D_{T-1} W\;\cdots\;D_{t+1} W`}
          />
          <Formula className={styles.formula} mathml={tex.block`D_i=\operatorname{diag}(\sigma'(z_i))`} />
          <p>
            The gradient goes back through the transposed factors, Wᵀ&nbsp;D. Each factor has two parts: the
            matrix W and the slope σ′ of the activation. A product of many numbers below one vanishes, one of
            many numbers above one explodes; it is the <em>gradient</em> that does so, not the weights. How
            large W is, its spectral radius ρ says: the largest modulus of its eigenvalues. Try{" "}
            <Phrase onClick={() => setRadius(0.9)}>ρ = 0.9</Phrase>,{" "}
            <Phrase onClick={() => setRadius(1.1)}>ρ = 1.1</Phrase>; let the network remember{" "}
            <Phrase onClick={() => setSteps(20)}>20 time steps</Phrase> or{" "}
            <Phrase onClick={() => setSteps(200)}>200</Phrase>.
          </p>
          <p>
            Then give it a perfect W, orthogonal with ρ&nbsp;=&nbsp;1, and change only the slope:{" "}
            <Phrase onClick={() => perfect("identity")}>σ = identity</Phrase> keeps the whole gradient, and{" "}
            <Phrase onClick={() => perfect("modrelu")}>σ = modReLU</Phrase> is the same statement again: with
            a threshold of 0, as here, modReLU (its formula is in chapter 4) <em>is</em> the identity. (The
            thresholds start at 0 in the lab as well, so both of its default networks are linear in h until
            training moves them.) <Phrase onClick={() => perfect("tanh")}>σ = tanh</Phrase> wears the gradient
            down, <Phrase onClick={() => perfect("relu")}>σ = ReLU</Phrase> has slope 0 for about half of the
            units at each time step, which leaves some 1/√2 of the norm of a random vector, and{" "}
            <Phrase onClick={() => perfect("sigmoid")}>σ = sigmoid</Phrase> leaves nothing. The curve is the
            largest singular value s<sub>max</sub> of the product, what becomes of the vector that loses
            least. A perfect W is not enough.
          </p>
          <FigureControls of={["product"]}>
            <div className={styles.choices}>
              <Choice
                label="Activation σ"
                options={CHOICES.map((value) => ({ value, label: ACTIVATIONS[value].label }))}
                value={activation}
                onChange={setActivation}
              />
              <Choice label="W" options={SHAPE_OPTIONS} value={shape} onChange={setShape} />
            </div>
            <Control
              label="Spectral radius ρ"
              value={radius}
              {...RADII}
              ticks={[
                { value: 0.5, label: "0.5" },
                { value: 1, label: "1" },
                { value: 2, label: "2" },
              ]}
              format={(value) => formatNumber(value)}
              onChange={setRadius}
            />
            <Control
              label="Length T"
              value={steps}
              {...LENGTHS}
              integer
              ticks={[
                { value: 2, label: "2" },
                { value: 20, label: "20" },
                { value: 200, label: "200" },
              ]}
              format={String}
              onChange={setSteps}
            />
          </FigureControls>
        </div>
        <div className={styles.figures}>
          <ProductFigure
            measures={measures}
            steps={steps}
            matrix={SHAPE_OPTIONS.find(({ value }) => value === shape)?.label ?? shape}
            radius={radius}
            sigma={ACTIVATIONS[activation].label}
            units={UNITS}
            largestSlope={largestSlope}
          />
        </div>
        <Prediction<Fate>
          question="W is orthogonal, σ is the sigmoid, T = 100. How much of the gradient arrives at the first time step?"
          options={[
            { value: "all", label: "All of it: W keeps every norm" },
            { value: "hundredth", label: "About a hundredth" },
            { value: "nothing", label: "Less than a thousandth" },
          ]}
          show={() => perfect("sigmoid")}
          observe={predictSigmoid}
        />
      </div>
    </>
  );
}

export const problem: Chapter = { id: "problem", title: "The problem", Body };
