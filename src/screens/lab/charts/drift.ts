import { LANE_KEYS } from "../../../lanes";
import { formatCount, formatNumber } from "../../../math/number-format";
import { logAxis, wholeDecades } from "../../../plot/axis";
import { bandUpTo } from "../../../plot/band";
import { maxTicksDown } from "../../../plot/scales";
import { RULES } from "../../../rules";
import { lab } from "../../../store/use-lab";
import { type ByStep, byStep, curvesOf, stepLines, stepTable } from "./by-step";
import { chart } from "./chart";
import { extent } from "./curve";
import { clausesNow, joined } from "./sentences";
import { sketchValues } from "./step-axis";

interface Drift extends ByStep {
  /** Drift that float32 rounding alone explains. */
  readonly floor: number;
}

/** Chart of ‖WW* − I‖_F against the step, over a band up to the drift that float32 rounding alone explains. */
export const drift = chart<Drift>({
  id: "drift",
  name: "Unitarity drift",
  short: "Drift",
  place: "half",
  predictable: true,
  needs: [],
  view(moment) {
    const { applied } = lab.state;
    const promised = LANE_KEYS.filter((key) => RULES[applied[key].rule].keeps === "unitary");
    const floors = (promised.length > 0 ? promised : LANE_KEYS).map(
      (key) => lab.history.lane(key).moments.upTo(moment.step)?.floor ?? 0,
    );
    return { ...byStep("drift", moment), floor: Math.max(...floors) };
  },
  sentence(shown) {
    const clauses = clausesNow(shown, (name, value) =>
      value <= shown.floor
        ? [name, ` ${formatNumber(value)}, no more than rounding`]
        : [name, ` ${formatNumber(value)}`],
    );
    return [`Drift at step ${formatCount(shown.run.step)}: `, ...joined(clauses)];
  },
  table: (shown) => stepTable("‖WW* − I‖_F", shown),
  domain(shown, prediction) {
    const curves = curvesOf(shown);
    // A decade below the floor keeps the band visible if no lane reaches it.
    return wholeDecades(...extent(curves, ...sketchValues(curves, prediction), shown.floor / 10), 3);
  },
  draw: (shown, options) =>
    stepLines(shown, options, {
      y: { ...logAxis(options.domain, maxTicksDown(options.size)), name: "‖WW* − I‖_F" },
      zero: "exactly unitary",
      beneath: [bandUpTo("rounding", shown.floor, "float32 rounding")],
    }),
});
