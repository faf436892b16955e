import { useMemo, useState } from "react";
import { ACTIVATIONS } from "../../../kernels/activations";
import { LANE_A, LANE_B } from "../../../plot/look";
import { plainText, SentenceText } from "../../../plot/sentence";
import { Unrolled } from "../../../plot/unrolled";
import type { Cell, UnrolledNetwork as Network, UnrolledData } from "../../../plot/unrolled-layout";
import { unrolledSentence, unrolledTable } from "../../../plot/unrolled-words";
import { type SequencePlace, Stepper } from "../../../ui/stepper";
import { FigureControls } from "../figure-controls";
import {
  EXAMPLE,
  type ExampleSequence,
  exampleNetwork,
  examplePass,
  exampleSequence,
  favourite,
} from "../mathematics/unrolled-example";
import styles from "./LessonFigure.module.css";
import { LessonFigure } from "./lesson-figure";

/** The classes of the copying task. */
const CELLS: readonly Cell[] = [
  { text: "a" },
  { text: "b" },
  { text: "c" },
  { text: "·", words: "blank" },
  { text: "▸", words: "recall marker" },
];

const LANES = [
  { key: "plain", name: "RNN", look: LANE_A },
  { key: "unitary", name: "Unitary", look: LANE_B },
] as const;

function networkOf({ key, name, look }: (typeof LANES)[number], sequence: ExampleSequence): Network {
  const network = exampleNetwork(key);
  const pass = examplePass(network, sequence);
  return {
    key,
    name,
    look,
    activation: ACTIVATIONS[network.activation].label,
    states: pass.states,
    units: EXAMPLE.units,
    complex: false,
    gradients: pass.norms,
    answers: sequence.targets.map((target, i) => {
      const { symbol, probability } = favourite(pass, i + 1);
      return { ...CELLS[symbol], probability, right: symbol === target };
    }),
  };
}

/** Figure of a plain and a unitary network, untrained, unrolled over a short sequence of the copying task. */
export function UnrolledNetwork() {
  const data = useMemo(() => {
    const sequence = exampleSequence();
    return {
      networks: LANES.map((lane) => networkOf(lane, sequence)),
      inputs: sequence.inputs.map((symbol) => CELLS[symbol]),
      targets: sequence.targets.map((symbol) => CELLS[symbol]),
    };
  }, []);
  const [place, setPlace] = useState<SequencePlace>({ at: 0, direction: "backward" });
  const shown: UnrolledData = { ...data, ...place };
  const sentence = unrolledSentence(shown);
  return (
    <div className={styles.stepped}>
      <LessonFigure
        id="network"
        name="The network, unrolled in time"
        shape="unrolled"
        settings={`n = ${EXAMPLE.units} · T = ${EXAMPLE.steps} · untrained · t = ${place.at}, ${place.direction}`}
        summary={<SentenceText sentence={sentence} />}
        table={unrolledTable(data)}
      >
        {(size) => <Unrolled size={size} {...shown} />}
      </LessonFigure>
      <FigureControls of={["network"]}>
        <Stepper
          label="Time step"
          steps={EXAMPLE.steps}
          place={place}
          reading={plainText(sentence)}
          onChange={setPlace}
        />
      </FigureControls>
      <p className={styles.caption}>
        Both networks are untrained and read the same sequence of the copying task: three symbols are shown,
        and after the marker ▸ they are to be repeated. L<sub>T</sub> is the cross-entropy of the last answer.
        Right answers are filled with their probability, wrong ones are hollow.
      </p>
    </div>
  );
}
