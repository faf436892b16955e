import { useMemo, useState } from "react";
import { formatNumber } from "../../../math/number-format";
import { RULES } from "../../../rules";
import { ascentExample, ascentLosses } from "../../../training/ascent";
import { Formula } from "../../../ui/formula";
import { Climbing } from "../climbing";
import { Control } from "../control";
import { Choice, FigureControls } from "../figure-controls";
import { TangentFigure } from "../figures/tangent-figure";
import styles from "../Lesson.module.css";
import { paths, type Sign, type TurnPoint } from "../mathematics/circle-steps";
import { Phrase } from "../phrase";
import { type Observation, Prediction } from "../prediction";
import type { Chapter } from "./chapter";

const STEPS = 12;
const START = { angle: 2.2, target: [0.75, 0.35] as TurnPoint, rate: 0.15 };
const SIGNS = [
  { value: "descend", label: "−, descends" },
  { value: "printed", label: "+, as printed" },
] as const;

const SMALL = 1e-3;
const THETA = 2.5;
type Way = "falls" | "climbs";

async function predictClimb(): Promise<Observation<Way>> {
  const [before, after] = await ascentLosses("deck-minus", ascentExample(THETA), SMALL, 1);
  return {
    answer: after > before ? "climbs" : "falls",
    explanation: (
      <>
        One step takes the loss from {formatNumber(before, 6)} to {formatNumber(after, 6)}. A descends the
        loss on the group, read off at W; but the step moves B, and sin 2θ/2θ ={" "}
        {formatNumber(Math.sin(2 * THETA) / (2 * THETA))} turns it round. No rate is small enough to mend a
        direction.
      </>
    ),
  };
}

function Body() {
  const [angle, setAngle] = useState(START.angle);
  const [target, setTarget] = useState(START.target);
  const [rate, setRate] = useState(START.rate);
  const [sign, setSign] = useState<Sign>(-1);
  const walked = useMemo(() => paths(angle, target, rate, sign, STEPS), [angle, target, rate, sign]);
  return (
    <>
      <div className={styles.row}>
        <div className={styles.words}>
          <p>
            The lecture’s rule moves B along A&nbsp;=&nbsp;GW*&nbsp;−&nbsp;WG*, where G is the gradient, and
            takes W&nbsp;=&nbsp;exp(B). It prints a plus sign and calls F “the activation function”. F has to
            be the loss, and then plus increases it.
          </p>
          <Formula
            className={styles.formula}
            mathml={tex`B \leftarrow B + \alpha\,(G W^{*} - W G^{*}),\quad W \leftarrow \exp(B)`}
          />
          <p>
            The lecture does not say where W starts. With B&nbsp;=&nbsp;0 it would start at I, and a real W
            would always be a rotation, with determinant 1: the lecture’s own X, whose determinant is −1, is
            never reached. The lab therefore multiplies by a unitary start W₀, drawn at random, and B starts
            at 0; the lecture’s rule is the case W₀&nbsp;=&nbsp;I.
          </p>
          <Formula className={styles.formula} mathml={RULES["deck-plus"].formula} />
          <p>
            In two dimensions all rotations lie on a circle, xI&nbsp;+&nbsp;yJ with
            x²&nbsp;+&nbsp;y²&nbsp;=&nbsp;1, so the steps can be drawn. The loss is the squared distance to a
            target T. The <em>naive</em> step follows −G straight to T and leaves the circle at once;{" "}
            <em>exp</em> takes the part of the step along the tangent, twice as far because A counts it twice,
            and stays on the circle. <Phrase onClick={() => setTarget([0.2, 0.1])}>Put T well inside</Phrase>,
            or <Phrase onClick={() => setTarget([1.3, 0.6])}>outside</Phrase>; drag W and T.
          </p>
          <p>
            With <Phrase onClick={() => setSign(-1)}>the minus sign</Phrase> exp reaches the point of the
            circle nearest to T. With <Phrase onClick={() => setSign(1)}>the plus sign</Phrase> it goes to the
            farthest one.
          </p>
          <FigureControls of={["tangent"]}>
            <div className={styles.choices}>
              <Choice
                label="Sign"
                options={SIGNS}
                value={sign === -1 ? "descend" : "printed"}
                onChange={(value) => setSign(value === "descend" ? -1 : 1)}
              />
            </div>
            <Control
              label="Step size α"
              value={rate}
              min={0.01}
              max={0.5}
              step={0.01}
              format={(value) => formatNumber(value)}
              onChange={setRate}
            />
          </FigureControls>
        </div>
        <div className={styles.figures}>
          <TangentFigure
            angle={angle}
            target={target}
            paths={walked}
            rate={rate}
            sign={sign}
            onAngle={setAngle}
            onTarget={setTarget}
          />
        </div>
      </div>
      <Climbing>
        <Prediction<Way>
          question="At θ = 2.5 take α = 0.001, a very small step, by the lecture’s rule with the descent sign. What does the loss do?"
          options={[
            { value: "falls", label: "It falls: a small enough step against the gradient always lowers it" },
            { value: "climbs", label: "It climbs" },
          ]}
          observe={predictClimb}
        />
      </Climbing>
    </>
  );
}

export const newRule: Chapter = { id: "new-rule", title: "The new rule", Body };
