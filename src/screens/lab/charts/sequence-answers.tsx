import { LANE_KEYS, type LaneKey } from "../../../lanes";
import { formatCount, formatNumber, formatPercent } from "../../../math/number-format";
import { isolated } from "../../../plot/direction";
import { colour } from "../../../plot/look";
import type { Sentence } from "../../../plot/sentence";
import type { PlotSize } from "../../../plot/size";
import type { ChartTable, TableRow } from "../../../plot/table";
import { TimeRows } from "../../../plot/time-rows";
import type { TimeRow } from "../../../plot/time-rows-layout";
import { TimeRowsReader } from "../../../plot/time-rows-reader";
import { lab } from "../../../store/use-lab";
import { LANE_LOOKS } from "../../lane-looks";
import type { ChartView } from "./chart";
import { sequenceRows } from "./sequence-rows";
import { answerSentence } from "./sequence-sentence";
import {
  favourites,
  inputAt,
  probabilitiesAt,
  type SequenceShown,
  sequenceShown,
  symbolOf,
} from "./sequence-shown";
import { rowTicks } from "./step-axis";

/** The number of answers that are named with their probabilities where one points. */
const NAMED = 4;

let last:
  | { readonly shown: SequenceShown; readonly size: PlotSize; readonly rows: readonly TimeRow[] }
  | undefined;

/** The rows of a figure, which drawing and reader share. */
function rowsOf(shown: SequenceShown, size: PlotSize): readonly TimeRow[] {
  if (last?.shown !== shown || last.size !== size) last = { shown, size, rows: sequenceRows(shown, size) };
  return last.rows;
}

/** View of one held-out sequence: what goes in, what is wanted, what both networks answer and what that depends on. */
export const answersView: ChartView<SequenceShown> = {
  needs: ["answers"],
  legend: false,
  view: sequenceShown,
  sentence: (shown): Sentence => answerSentence(shown),
  table: answersTable,
  draw(shown, { size }) {
    const { steps, answer } = shown;
    const rows = rowsOf(shown, size);
    return {
      plot: <TimeRows size={size} rows={rows} steps={steps} ticks={rowTicks(steps, size)} framed={answer} />,
      overlay: (
        <TimeRowsReader
          key={steps}
          chart="Sequence"
          size={size}
          rows={rows}
          steps={steps}
          framed={answer}
          read={(t) => reading(shown, t)}
          choose={(t) => t !== lab.state.answer && lab.showAnswer(t)}
        />
      ),
    };
  },
};

/** The text of a lane’s answers at a time step, the most probable first. */
function answersAt(shown: SequenceShown, lane: LaneKey, t: number): readonly string[] {
  const { answers, lost } = shown.lanes[lane];
  const { task } = shown;
  if (!answers) return [lost ? "not known" : "not computed yet"];
  if (task.head === "squared error") return [formatNumber(answers.outputs[(t - 1) * task.outputs], 3)];
  return favourites(probabilitiesAt(answers, t, task.outputs), NAMED).map(
    ({ class: index, probability }) => `${isolated(symbolOf(shown, index))} ${formatPercent(probability)}`,
  );
}

/** The text of the target at a time step; empty if none is wanted. */
export function targetAt(shown: SequenceShown, t: number): string {
  const { targets, wanted, task } = shown;
  if (!wanted[t - 1]) return "";
  return task.head === "squared error" ? formatNumber(targets[t - 1], 3) : symbolOf(shown, targets[t - 1]);
}

function reading(shown: SequenceShown, t: number) {
  const target = targetAt(shown, t);
  const lanes = LANE_KEYS.map((lane) => ({
    lane,
    name: shown.run.lanes[lane],
    answers: answersAt(shown, lane, t),
  }));
  const heading = `t = ${formatCount(t)}: input ${isolated(inputAt(shown, t))}${target && `, target ${isolated(target)}`}`;
  return {
    shown: (
      <>
        {heading}
        {lanes.map(({ lane, name, answers }) => (
          <div key={lane}>
            <b style={{ color: colour(LANE_LOOKS[lane].ink) }}>{name}</b> {answers.join(", ")}
          </div>
        ))}
      </>
    ),
    spoken: [heading, ...lanes.map(({ name, answers }) => `${name} answers ${answers[0]}`)].join("; "),
  };
}

function answersTable(shown: SequenceShown): ChartTable {
  const { run, steps, answer, task, targets } = shown;
  const isSum = task.head === "squared error";
  const perLane = (text: string) => LANE_KEYS.map((lane) => `${text}, ${run.lanes[lane]}`);
  return {
    columns: [
      "t",
      "input",
      "target",
      ...perLane("answer"),
      ...(isSum ? [] : [...perLane("probability of the answer"), ...perLane("probability of the target")]),
      ...perLane(`‖∂y_s/∂x_t‖, s = ${answer}`),
    ],
    rows: () =>
      Array.from({ length: steps }, (_, i): TableRow => {
        const t = i + 1;
        const found = LANE_KEYS.map((lane) => {
          const { answers } = shown.lanes[lane];
          if (!answers) return null;
          if (isSum) return { answer: answers.outputs[i * task.outputs], answers };
          const all = probabilitiesAt(answers, t, task.outputs);
          const [first] = favourites(all, 1);
          return {
            answer: symbolOf(shown, first.class),
            first: first.probability,
            target: all[targets[i]],
            answers,
          };
        });
        return [
          t,
          inputAt(shown, t),
          targetAt(shown, t),
          ...found.map((each) => each?.answer ?? ""),
          ...(isSum
            ? []
            : [
                ...found.map((each) => each?.first ?? ""),
                ...found.map((each) => (shown.wanted[i] ? (each?.target ?? "") : "")),
              ]),
          ...found.map((each) => each?.answers.onInputs[i] ?? ""),
        ];
      }),
  };
}
