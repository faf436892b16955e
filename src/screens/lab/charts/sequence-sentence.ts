import { LANE_KEYS, type LaneKey } from "../../../lanes";
import { formatCount, formatNumber, formatPercent } from "../../../math/number-format";
import { isolated } from "../../../plot/direction";
import type { Sentence } from "../../../plot/sentence";
import { RIGHT_WITHIN } from "../../../tasks/task";
import type { TaskReport } from "../../../worker/protocol";
import { atStep, laneName } from "./sentences";
import {
  favourites,
  isRight,
  probabilitiesAt,
  type SequenceShown,
  scoredSteps,
  symbolOf,
} from "./sequence-shown";

/** Returns the sentence on what is wanted and what each network answers. */
export function answerSentence(shown: SequenceShown): Sentence {
  const clauses = LANE_KEYS.map((lane): Sentence => {
    const { answers, measuredAt, stopped, lost } = shown.lanes[lane];
    const name = laneName(shown.run.lanes, lane);
    if (lost) return [name, lost];
    if (!answers) return [name, " is being computed"];
    const past = measuredAt !== undefined;
    const ending = stopped ? `, then stopped at step ${formatCount(stopped.step)}` : "";
    return [
      atStep(measuredAt),
      name,
      past ? " answered " : " answers ",
      ...SAID[shown.task.drawnAs](shown, lane),
      ending,
    ];
  });
  return [...WANTED[shown.task.drawnAs](shown), ": ", ...clauses[0], "; ", ...clauses[1], "."];
}

type Said = Readonly<Record<TaskReport["drawnAs"], (shown: SequenceShown, lane: LaneKey) => Sentence>>;

const number = (value: number) => formatNumber(value, 3);

/** What is wanted. */
const WANTED: Readonly<Record<TaskReport["drawnAs"], (shown: SequenceShown) => Sentence>> = {
  symbols(shown) {
    const times = scoredSteps(shown);
    const symbols = times.map((t) => shown.task.symbols[shown.targets[t - 1]]);
    const [count, s] = times.length === 1 ? ["", ""] : [`${formatCount(times.length)} `, "s"];
    const things = shown.task.symbols.includes("reset")
      ? `The ${count}symbol${s} after the last reset,`
      : `The first ${count}input${s},`;
    return [`${things} `, { data: symbols.join(" ") }, ", must be repeated at the end"];
  },
  text: (shown) => {
    const { inputs, targets, answer } = shown;
    const quoted = (index: number) => `“${isolated(symbolOf(shown, index))}”`;
    return [`The true next after ${quoted(inputs[answer - 1])} is ${quoted(targets[answer - 1])}`];
  },
  sum: ({ targets, steps }) => [`The two marked numbers add up to ${number(targets[steps - 1])}`],
  image: (shown) => [`The digit is ${symbolOf(shown, shown.targets[shown.steps - 1])}`],
};

const answersOf = ({ lanes }: SequenceShown, lane: LaneKey) => {
  const { answers } = lanes[lane];
  if (!answers) throw new Error("There are no answers.");
  return answers;
};

/** What a lane answers. */
const SAID: Said = {
  symbols(shown, lane) {
    const answers = answersOf(shown, lane);
    const times = scoredSteps(shown);
    const first = times.map((t) => favourites(probabilitiesAt(answers, t, shown.task.outputs), 1)[0]);
    const right = times.filter((t) => isRight(shown, answers, t)).length;
    const chances = first.map(({ probability }) => probability);
    const [low, high] = [Math.min(...chances), Math.max(...chances)].map(formatPercent);
    const at = low === high ? high : `${low} to ${high}`;
    const symbols = first.map(({ class: index }) => shown.task.symbols[index]);
    return [{ data: symbols.join(" ") }, `, ${right} of ${times.length} right, at ${at}`];
  },
  text(shown, lane) {
    const answers = answersOf(shown, lane);
    const { answer, targets, task } = shown;
    const all = probabilitiesAt(answers, answer, task.outputs);
    const [first] = favourites(all, 1);
    const said = `“${isolated(symbolOf(shown, first.class))}” at ${formatPercent(first.probability)}`;
    if (first.class === targets[answer - 1]) return [`${said}, which is right`];
    return [`${said}, and gives the true one ${formatPercent(all[targets[answer - 1]])}`];
  },
  sum(shown, lane) {
    const answers = answersOf(shown, lane);
    const { steps, task } = shown;
    const y = answers.outputs[(steps - 1) * task.outputs];
    return [`${number(y)}${isRight(shown, answers, steps) ? `, within ${RIGHT_WITHIN}` : ""}`];
  },
  image(shown, lane) {
    const { steps, task } = shown;
    const answers = answersOf(shown, lane);
    const [first] = favourites(probabilitiesAt(answers, steps, task.outputs), 1);
    const verdict = isRight(shown, answers, steps) ? "right" : "wrong";
    return [`${symbolOf(shown, first.class)} at ${formatPercent(first.probability)}, ${verdict}`];
  },
};
