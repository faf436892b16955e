import { LANE_KEYS, type LaneKey, type PerLane } from "../../../lanes";
import { formatCount, formatNumber, formatPercent, powerOfTen } from "../../../math/number-format";
import { isolated, isRightToLeft } from "../../../plot/direction";
import { textWidth } from "../../../plot/label-layout";
import type { PlotSize } from "../../../plot/size";
import type { Cell, Piece, TimeRow } from "../../../plot/time-rows-layout";
import { RIGHT_WITHIN } from "../../../tasks/task";
import type { TaskReport } from "../../../worker/protocol";
import { LANE_LOOKS } from "../../lane-looks";
import { favourites, probabilitiesAt, type SequenceShown, symbolOf } from "./sequence-shown";
import { stateRows } from "./sequence-state-rows";

/** The rows of the figure *Sequence*: the input, what is wanted, both answers, what they depend on, and the states. */
export const sequenceRows = (shown: SequenceShown, size: PlotSize): readonly TimeRow[] => [
  ...block("answers", DRAWN[shown.task.drawnAs](shown, size)),
  ...block("dependence", dependenceRows(shown)),
  ...block("states", stateRows(shown)),
];

type Row = Omit<TimeRow, "block">;
const block = (name: string, rows: readonly Row[]): readonly TimeRow[] =>
  rows.map((row) => ({ ...row, block: name }));

const CELL = 1.55;
/** Space for a caption. */
const ABOVE = 1.65;
const BLANK = "·";

const DRAWN: Readonly<
  Record<TaskReport["drawnAs"], (shown: SequenceShown, size: PlotSize) => readonly Row[]>
> = { symbols: symbolRows, text: textRows, sum: sumRows, image: imageRows };

const laneRow = ({ run }: SequenceShown, lane: LaneKey) => ({
  series: lane,
  name: { text: run.lanes[lane], ink: LANE_LOOKS[lane].ink },
});

/** A cell for every time step, or null for a blank. */
function symbolRows(shown: SequenceShown): readonly Row[] {
  const { inputs, targets, wanted, scored, steps } = shown;
  const times = Array.from({ length: steps }, (_, i) => i + 1);
  const plain = (index: number): Cell | null => {
    const text = symbolOf(shown, index);
    return text === BLANK ? null : { text, outline: "--axis" };
  };
  const answerCell = (lane: LaneKey) => (t: number) => {
    const { answers } = shown.lanes[lane];
    if (!answers) return null;
    const [first] = favourites(probabilitiesAt(answers, t, shown.task.outputs), 1);
    const text = symbolOf(shown, first.class);
    const { ink } = LANE_LOOKS[lane];
    const minor = !scored[t - 1];
    if (wanted[t - 1] && first.class !== targets[t - 1]) return { text, minor, ink, outline: ink };
    return text === BLANK ? null : { text, minor, fill: { colour: ink, opacity: first.probability } };
  };
  return [
    {
      key: "input",
      label: "input",
      height: CELL,
      content: { kind: "cells", cells: times.map((t) => plain(inputs[t - 1])) },
    },
    {
      key: "target",
      label: "target",
      height: CELL,
      above: 0.25,
      answers: true,
      content: { kind: "cells", cells: times.map((t) => (wanted[t - 1] ? plain(targets[t - 1]) : null)) },
    },
    ...LANE_KEYS.map(
      (lane): Row => ({
        key: `answers of ${lane}`,
        ...laneRow(shown, lane),
        ...(lane === "a" && { label: "answer" }),
        height: CELL,
        above: 0.25,
        answers: true,
        content: { kind: "cells", cells: times.map(answerCell(lane)) },
      }),
    ),
  ];
}

/** The width in em that the line of text leaves to the names of the rows. */
const MARGIN = 14.4;

/** The text as far as the answer, the true next token, each lane’s favourites, and what it gives to the true next token. */
function textRows(shown: SequenceShown, { width: wide, fontSize }: PlotSize): readonly Row[] {
  const { inputs, targets, answer, steps } = shown;
  const space = shown.task.symbols.includes("␣") ? "" : " ";
  const next = symbolOf(shown, targets[answer - 1]);
  let text = "";
  for (let t = answer; t >= 1; t--) {
    const longer = `${symbolOf(shown, inputs[t - 1])}${text && space}${text}`;
    if (textWidth(longer + next, fontSize) + MARGIN * fontSize > wide) {
      text = `…${space}${text}`;
      break;
    }
    text = longer;
  }
  const backwards = isRightToLeft(text || next);
  const favouritesOf = (lane: LaneKey): readonly Piece[] => {
    const { answers } = shown.lanes[lane];
    if (!answers) return [];
    const all = probabilitiesAt(answers, answer, shown.task.outputs);
    const { ink } = LANE_LOOKS[lane];
    return [
      { text: `gives it ${formatPercent(all[targets[answer - 1]])},`, bold: true, ink },
      { text: "most to", leads: true },
      ...favourites(all, 3).map(({ class: index, probability }, i) => ({
        text: `“${isolated(symbolOf(shown, index))}” ${formatPercent(probability)}${i < 2 ? "," : ""}`,
        ink,
      })),
    ];
  };
  const ofNext = (lane: LaneKey) => {
    const { answers } = shown.lanes[lane];
    if (!answers) return [];
    return Array.from(
      { length: steps },
      (_, i) => probabilitiesAt(answers, i + 1, shown.task.outputs)[targets[i]],
    );
  };
  return [
    {
      key: "text",
      label: "text",
      height: CELL,
      content: {
        kind: "text",
        isRightToLeft: backwards,
        pieces: [
          { text, ink: "--ink" },
          { text: `${backwards ? "◂" : "▸"} ${next}`, bold: true, ink: "--ink" },
        ],
      },
    },
    ...LANE_KEYS.map(
      (lane): Row => ({
        key: `favourites of ${lane}`,
        ...laneRow(shown, lane),
        height: CELL,
        content: { kind: "text", pieces: favouritesOf(lane) },
      }),
    ),
    ...LANE_KEYS.map(
      (lane): Row => ({
        key: `next of ${lane}`,
        ...laneRow(shown, lane),
        height: 1.4,
        ...(lane === "a"
          ? {
              above: ABOVE,
              captions: ["probability of the true next token after each t", "probability of the true next"],
            }
          : { above: 0.25 }),
        answers: true,
        content: { kind: "bars", shares: ofNext(lane), colour: LANE_LOOKS[lane].mark },
      }),
    ),
  ];
}

/** The numbers with the two marked ones, their sum, and both answers. */
function sumRows(shown: SequenceShown): readonly Row[] {
  const { inputs, targets, steps, task } = shown;
  const numbers = Array.from({ length: steps }, (_, i) => inputs[2 * i]);
  const marked = numbers.flatMap((_, i) => (inputs[2 * i + 1] === 1 ? [i + 1] : []));
  const sum = targets[(steps - 1) * task.outputs];
  const three = (value: number) => formatNumber(value, 3);
  return [
    {
      key: "input",
      label: "input",
      height: 3,
      answers: true,
      content: { kind: "bars", shares: numbers, colour: "--ink", strong: new Set(marked) },
    },
    {
      key: "target",
      label: "target",
      height: CELL,
      content: {
        kind: "text",
        pieces: [
          { text: `${marked.map((t) => three(numbers[t - 1])).join(" + ")} =`, ink: "--ink" },
          { text: three(sum), bold: true, ink: "--ink" },
        ],
      },
    },
    ...LANE_KEYS.map((lane): Row => {
      const { answers } = shown.lanes[lane];
      const { ink } = LANE_LOOKS[lane];
      const y = answers ? answers.outputs[(steps - 1) * task.outputs] : Number.NaN;
      const off = Math.abs(y - sum);
      const told = off <= RIGHT_WITHIN ? `right: within ${RIGHT_WITHIN}` : `off by ${formatNumber(off)}`;
      return {
        key: `answer of ${lane}`,
        ...laneRow(shown, lane),
        ...(lane === "a" && { label: "answer" }),
        height: CELL,
        content: {
          kind: "text",
          pieces: answers ? [{ text: three(y), bold: true, ink }, { text: told }] : [],
        },
      };
    }),
  ];
}

/** The image as far as it has been read, and the probabilities of its classes after each pixel. */
function imageRows(shown: SequenceShown): readonly Row[] {
  const { inputs, places, steps, answer, task } = shown;
  const side = Math.round(Math.sqrt(steps));
  return [
    {
      key: "image",
      label: "image",
      height: 5,
      content: { kind: "image", shares: inputs, places, side, read: answer },
    },
    {
      key: "input",
      label: "pixel",
      height: 1.2,
      above: 0.4,
      answers: true,
      content: { kind: "shades", shares: inputs, colour: "--ink" },
    },
    ...LANE_KEYS.map((lane): Row => {
      const { answers } = shown.lanes[lane];
      const values = new Float64Array(steps * task.outputs).fill(Number.NaN);
      if (answers)
        for (let t = 1; t <= steps; t++)
          values.set(probabilitiesAt(answers, t, task.outputs), (t - 1) * task.outputs);
      return {
        key: `classes of ${lane}`,
        ...laneRow(shown, lane),
        label: "0 … 9",
        height: 3.2,
        ...(lane === "a"
          ? {
              above: ABOVE,
              captions: [
                "probability of each digit after t pixels: dark 0, light 1",
                "probability of each digit",
              ],
            }
          : { above: 0.3 }),
        answers: true,
        content: { kind: "map", values, rows: task.outputs, range: [0, 1], stops: "--heat" },
      };
    }),
  ];
}

/** The number of decades that shades tell apart. */
const DECADES = 13;

/** The decades of the shades of both lanes: [10^low, 10^high]. */
export function shadeDecades(lanes: PerLane<ArrayLike<number>>): readonly [number, number] {
  let [least, most] = [Number.POSITIVE_INFINITY, 0];
  for (const key of LANE_KEYS)
    for (let i = 0; i < lanes[key].length; i++) {
      const value = lanes[key][i];
      if (!(value > 0) || !Number.isFinite(value)) continue;
      [least, most] = [Math.min(least, value), Math.max(most, value)];
    }
  if (most === 0) return [-DECADES, 0];
  const high = Math.ceil(Math.log10(most));
  return [Math.max(high - DECADES, Math.min(high - 3, Math.floor(Math.log10(least)))), high];
}

function dependenceRows(shown: SequenceShown): readonly Row[] {
  const { lanes, answer } = shown;
  const norms = { a: lanes.a.answers?.onInputs ?? [], b: lanes.b.answers?.onInputs ?? [] };
  const [low, high] = shadeDecades(norms);
  const share = (value: number) =>
    value > 0 ? Math.max(0, Math.min(1, (Math.log10(value) - low) / (high - low))) : 0;
  const decades = `‖∂y_s/∂x_t‖, s = ${formatCount(answer)}, from ${powerOfTen(low)} (empty) to ${powerOfTen(high)}`;
  return LANE_KEYS.map(
    (lane): Row => ({
      key: `dependence of ${lane}`,
      ...laneRow(shown, lane),
      height: 1.25,
      ...(lane === "a"
        ? {
            above: ABOVE,
            captions: [
              `what the answer at t = ${formatCount(answer)} depends on: ${decades}`,
              `what it depends on: ${decades}`,
              "what it depends on: ‖∂y_s/∂x_t‖",
            ],
          }
        : { above: 0.25 }),
      content: { kind: "shades", shares: Array.from(norms[lane], share), colour: LANE_LOOKS[lane].mark },
    }),
  );
}
