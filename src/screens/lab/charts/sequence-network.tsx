import { create } from "zustand";
import { SCAN_ACTIVATIONS } from "../../../kernels/activations";
import { LANE_KEYS, type LaneKey } from "../../../lanes";
import { formatCount, formatNumber } from "../../../math/number-format";
import { isolated } from "../../../plot/direction";
import { plainText, type Sentence } from "../../../plot/sentence";
import type { PlotSize } from "../../../plot/size";
import { Unrolled } from "../../../plot/unrolled";
import type { Answer, Cell, UnrolledData, UnrolledNetwork } from "../../../plot/unrolled-layout";
import { unrolledSentence, unrolledTable } from "../../../plot/unrolled-words";
import { lab } from "../../../store/use-lab";
import { type SequencePlace, Stepper } from "../../../ui/stepper";
import { LANE_LOOKS } from "../../lane-looks";
import type { RunLabel } from "../run-label";
import type { ChartView } from "./chart";
import styles from "./SequenceNetwork.module.css";
import { atStep, joined, laneName } from "./sentences";
import { targetAt } from "./sequence-answers";
import {
  favourites,
  inputAt,
  isRight,
  probabilitiesAt,
  type SequenceShown,
  sequenceShown,
  symbolOf,
} from "./sequence-shown";

/** The time step to which the networks have been stepped: at first the last one, where the whole sequence is seen. */
const usePlace = create<SequencePlace>(() => ({ at: Number.POSITIVE_INFINITY, direction: "forward" }));
const move = (place: SequencePlace) => usePlace.setState(place);

interface NetworkShown extends SequenceShown {
  readonly data: UnrolledData;
}

/** Height of a line of the stepper, and the width below which it takes two, in em of the plot’s type. */
const STEPPER = { line: 4, wide: 36 } as const;

/** View of both networks, unrolled over the sequence and stepped through forward and backward. */
export const networkView: ChartView<NetworkShown> = {
  name: "Network",
  needs: ["answers"],
  legend: false,
  tall: true,
  useChoice: usePlace,
  view(moment, task) {
    const shown = sequenceShown(moment, task);
    return shown && { ...shown, data: unrolled(shown) };
  },
  sentence: (shown) => [...otherSteps(shown), ...unrolledSentence(shown.data)],
  table: ({ data }) => unrolledTable(data),
  draw: ({ data, steps }, { size }) => ({
    plot: <Unrolled size={aboveStepper(size)} {...data} />,
    overlay: (
      <div className={styles.stepper}>
        <Stepper
          label="Time step"
          steps={steps}
          place={{ at: data.at, direction: data.direction }}
          reading={plainText(unrolledSentence(data))}
          onChange={move}
        />
      </div>
    ),
  }),
};

/** Returns a sentence on the lanes that are shown at an earlier step than that of the page, or not yet; none if all are. */
export function otherSteps({
  run,
  lanes,
}: Pick<SequenceShown, "lanes"> & { readonly run: Pick<RunLabel, "lanes"> }): Sentence {
  const clauses = LANE_KEYS.flatMap((lane): Sentence[] => {
    const { answers, measuredAt, stopped, lost } = lanes[lane];
    const name = laneName(run.lanes, lane);
    if (lost) return [[name, lost]];
    if (!answers) return [[name, " is being computed"]];
    if (measuredAt === undefined) return [];
    const ending = stopped ? `, before it stopped at step ${formatCount(stopped.step)}` : "";
    return [[name, ` is shown as it was ${atStep(measuredAt, "")}${ending}`]];
  });
  return clauses.length > 0 ? [...joined(clauses), " "] : [];
}

const aboveStepper = ({ width, height, fontSize }: PlotSize): PlotSize => ({
  width,
  height: Math.max(1, height - STEPPER.line * fontSize * (width < STEPPER.wide * fontSize ? 2 : 1)),
  fontSize,
});

function unrolled(shown: SequenceShown): UnrolledData {
  const { steps, wanted } = shown;
  const { at, direction } = usePlace.getState();
  const times = Array.from({ length: steps }, (_, i) => i + 1);
  return {
    networks: LANE_KEYS.flatMap((lane) => networkOf(shown, lane) ?? []),
    inputs: times.map((t) => ({ ...cell(inputAt(shown, t)), text: inputAt(shown, t, twoDecimals) })),
    targets: times.map((t) => cell(wanted[t - 1] ? targetAt(shown, t) : "")),
    at: Math.min(at, steps),
    direction,
    decades: 16,
  };
}

const twoDecimals = (value: number) => formatNumber(Math.round(100 * value) / 100);

/** The words of signs. */
const WORDS: Readonly<Record<string, string>> = { "·": "blank", "↺": "reset", "▸": "marker", "": "nothing" };
const cell = (text: string): Cell => ({ text, words: WORDS[text] ?? isolated(text) });

function networkOf(shown: SequenceShown, lane: LaneKey): UnrolledNetwork | null {
  const { answers } = shown.lanes[lane];
  const network = answers && lab.history.lane(lane).networks.upTo(answers.step);
  if (!answers || !network) return null;
  const { size, activation } = network;
  return {
    key: lane,
    name: shown.run.lanes[lane],
    look: LANE_LOOKS[lane],
    activation: SCAN_ACTIVATIONS[activation].label,
    states: answers.states,
    units: size.units,
    complex: size.complex,
    gradients: answers.lossGradients,
    answers: Array.from({ length: shown.steps }, (_, i): Answer => {
      const t = i + 1;
      const right = shown.wanted[i] ? isRight(shown, answers, t) : null;
      if (shown.task.head === "squared error") {
        return { text: formatNumber(answers.outputs[i * shown.task.outputs]), probability: null, right };
      }
      const [first] = favourites(probabilitiesAt(answers, t, shown.task.outputs), 1);
      return { ...cell(symbolOf(shown, first.class)), probability: first.probability, right };
    }),
  };
}
