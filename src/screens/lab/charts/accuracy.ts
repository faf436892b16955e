import { formatPercent } from "../../../math/number-format";
import type { Axis } from "../../../plot/axis";
import { stepLines, stepTable } from "./by-step";
import { chart } from "./chart";
import { baselineRule, heldOutMarks, type Score, scoreSentence, scoreView } from "./score";

const PERCENT: Axis = {
  scale: "linear",
  domain: [0, 1],
  ticks: [0, 0.25, 0.5, 0.75, 1],
  format: formatPercent,
};

/** Chart of the share of correct answers in each step's batch, 0 to 100 %. */
export const accuracy = chart<Score>({
  id: "accuracy",
  name: "Accuracy",
  short: "Accuracy",
  place: "half",
  predictable: true,
  needs: [],
  view: (moment, task) => scoreView("accuracy", task, moment),
  sentence: (shown) => scoreSentence(shown, formatPercent),
  table: (shown) => stepTable(shown.measure ?? "accuracy", shown),
  draw: (shown, options) =>
    stepLines(shown, options, {
      y: { ...PERCENT, name: shown.measure ?? "accuracy" },
      formatY: formatPercent,
      marks: heldOutMarks(shown),
      beneath: Number.isFinite(shown.baseline.value) ? baselineRule(shown) : [],
    }),
});
