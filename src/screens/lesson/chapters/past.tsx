import { useCallback, useMemo, useState } from "react";
import { formatNumber } from "../../../math/number-format";
import { Formula } from "../../../ui/formula";
import { Control } from "../control";
import { Choice, FigureControls } from "../figure-controls";
import { ModreluFigure } from "../figures/modrelu-figure";
import { StageFigure } from "../figures/stage-figure";
import styles from "../Lesson.module.css";
import { complexDrift, drawArjovsky, perturbed, stagesOf } from "../mathematics/arjovsky-example";
import { Phrase } from "../phrase";
import { type Observation, Prediction } from "../prediction";
import type { Chapter } from "./chapter";

const UNITS = 8;
const PERTURBATION = 10;
const ORDER = ["D₁", "F", "R₁", "Π", "D₂", "F⁻¹", "R₂", "D₃"] as const;
const MEANING: Readonly<Record<(typeof ORDER)[number], string>> = {
  "D₁": "turns each unit by an angle of its own, diag(e^{iθ})",
  F: "mixes all units: the Fourier transform, divided by √n",
  "R₁": "reflects across the plane normal to a vector, I − 2vv*/‖v‖²",
  Π: "deals the units out anew, always in the same order",
  "D₂": "turns each unit again, by other angles",
  "F⁻¹": "mixes back: the conjugate transpose of F",
  "R₂": "reflects across another plane",
  "D₃": "turns each unit a last time, and this is W",
};

type Outcome = "rounding" | "some" | "large";

/** Measures how far from unitary W is after every parameter has moved by about 10. */
function predictPerturbation(seed: number): Observation<Outcome> {
  const stages = stagesOf(perturbed(drawArjovsky(UNITS, seed), PERTURBATION, seed));
  const drift = complexDrift(stages[stages.length - 1].product);
  return {
    answer: drift < 1e-10 ? "rounding" : drift < 1 ? "some" : "large",
    explanation: (
      <>
        ‖WW* − I‖ = {formatNumber(drift)}. Each factor is unitary for every value of its parameters, so their
        product is; no update of them, with any activation and at any rate, can break that.
      </>
    ),
  };
}

function Body() {
  const [seed, setSeed] = useState(1);
  const [jolt, setJolt] = useState(false);
  const [shown, setShown] = useState<number>(ORDER.length);
  const [threshold, setThreshold] = useState(-0.5);
  const stages = useMemo(() => {
    const drawn = drawArjovsky(UNITS, seed);
    return stagesOf(jolt ? perturbed(drawn, PERTURBATION, seed) : drawn);
  }, [seed, jolt]);
  const stage = stages[shown - 1];
  const draw = () => setSeed((last) => last + 1);
  const observe = useCallback(() => predictPerturbation(seed), [seed]);
  return (
    <>
      <div className={styles.row}>
        <div className={styles.words}>
          <p>
            In 2015 Arjovsky, Shah and Bengio made W a product of eight factors that cannot be anything but
            unitary. It has 7n real parameters in place of n², and costs n log n to apply.
          </p>
          <Formula className={styles.formula} mathml={tex.block`W=D_3\,R_2\,F^{-1}D_2\,\Pi\,R_1\,F\,D_1`} />
          <p>
            Multiply it from the right: <Phrase onClick={() => setShown(1)}>D₁ alone</Phrase> is diagonal,{" "}
            <Phrase onClick={() => setShown(2)}>after F</Phrase> every entry has the same modulus,{" "}
            <Phrase onClick={() => setShown(8)}>after D₃</Phrase> it is W. At every stage the product is
            unitary. <Phrase onClick={draw}>Draw other parameters</Phrase>, or{" "}
            <Phrase onClick={() => setJolt((last) => !last)}>
              {jolt ? "put them back" : "jolt all of them by 10"}
            </Phrase>
            .
          </p>
          <FigureControls
            of={["factors"]}
            more={
              <>
                <label className={styles.check}>
                  <input
                    type="checkbox"
                    checked={jolt}
                    onChange={(event) => setJolt(event.currentTarget.checked)}
                  />
                  all parameters jolted by {PERTURBATION}
                </label>
                <button type="button" className={styles.draw} onClick={draw}>
                  Draw other parameters
                </button>
              </>
            }
          >
            <div className={styles.choices}>
              <Choice
                label="Product up to"
                options={ORDER.map((value) => ({ value, label: value }))}
                value={ORDER[shown - 1]}
                onChange={(value) => setShown(ORDER.indexOf(value) + 1)}
              />
            </div>
          </FigureControls>
          <p className={styles.note}>
            <b>{stage.name}</b> {MEANING[stage.name]}.
          </p>
        </div>
        <StageFigure
          stages={stages}
          shown={shown}
          settings={`seed ${seed}${jolt ? `, each parameter moved by about ${PERTURBATION}` : ""}`}
        />
      </div>
      <div className={styles.row}>
        <div className={styles.words}>
          <p>
            Their activation was not the sigmoid, as the lecture says, but <em>modReLU</em>: it shortens z by
            a threshold and keeps its direction. For real numbers its slope is 1 wherever the unit is not
            dead. For complex numbers that holds along z; across it the slope is 1 + m/|z|, so{" "}
            <Phrase onClick={() => setThreshold(0.5)}>m &gt; 0</Phrase> can make gradients explode, while{" "}
            <Phrase onClick={() => setThreshold(0)}>m = 0</Phrase> preserves them and{" "}
            <Phrase onClick={() => setThreshold(-0.5)}>m &lt; 0</Phrase> shrinks them.
          </p>
          <Formula className={styles.formula} mathml={tex.block`\sigma(z)=\frac{z}{|z|}\max(|z|+m,\,0)`} />
          <FigureControls of={["modrelu"]}>
            <Control
              label="Threshold m"
              value={threshold}
              min={-1}
              max={1}
              step={0.05}
              format={(value) => formatNumber(value)}
              onChange={setThreshold}
            />
          </FigureControls>
        </div>
        <div className={styles.figures}>
          <ModreluFigure threshold={threshold} />
        </div>
        <Prediction<Outcome>
          question="Move each of the 56 parameters of this W by about 10, at random. How far from unitary will it be?"
          options={[
            { value: "rounding", label: "Not at all, but for rounding" },
            { value: "some", label: "‖WW* − I‖ somewhat below 1" },
            { value: "large", label: "Far: ‖WW* − I‖ above 1" },
          ]}
          show={() => {
            setJolt(true);
            setShown(8);
          }}
          observe={observe}
        />
      </div>
    </>
  );
}

export const past: Chapter = { id: "past-approach", title: "The past approach: built to be unitary", Body };
