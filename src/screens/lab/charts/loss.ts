import { formatNumber } from "../../../math/number-format";
import { logAxis, roundDomain } from "../../../plot/axis";
import { ticksDown } from "../../../plot/scales";
import { curvesOf, stepLines, stepTable } from "./by-step";
import { chart } from "./chart";
import { extent } from "./curve";
import { baselineRule, heldOutMarks, type Score, scoreSentence, scoreView } from "./score";
import { sketchRoom } from "./step-axis";

/** Mean loss of each step's batch on a log axis, with the baseline and the newest held-out loss. */
export const loss = chart<Score>({
  id: "loss",
  name: "Loss",
  short: "Loss",
  place: "narrow",
  predictable: true,
  needs: [],
  view: (moment, task) => scoreView("loss", task, moment),
  sentence: (shown) => scoreSentence(shown, formatNumber),
  table: (shown) => stepTable(shown.measure ?? "loss", shown),
  domain(shown, prediction) {
    const { baseline, heldOut } = shown;
    const curves = curvesOf(shown);
    const others = [baseline.value, heldOut.a.value, heldOut.b.value];
    return roundDomain(...extent(curves, ...sketchRoom(curves, prediction), ...others));
  },
  draw: (shown, options) =>
    stepLines(shown, options, {
      y: { ...logAxis(options.domain, ticksDown(options.size)), name: shown.measure ?? "loss" },
      zero: "no loss",
      marks: heldOutMarks(shown),
      beneath: shown.baseline.value > 0 ? baselineRule(shown) : [],
    }),
});
