import type { LaneConfig } from "../../../config/schema";
import { CELLS } from "../../../kernels/cells";
import { LANE_KEYS, perLane } from "../../../lanes";
import { formatCount, formatNumber } from "../../../math/number-format";
import { logAxis, wholeDecades } from "../../../plot/axis";
import { bandUpTo } from "../../../plot/band";
import { maxTicksDown } from "../../../plot/scales";
import type { Sentence } from "../../../plot/sentence";
import { RULES } from "../../../rules";
import { lab } from "../../../store/use-lab";
import { type ByStep, byStep, curvesOf, stepLines, stepTable } from "./by-step";
import { chart } from "./chart";
import { extent, type RawLine, readCurve } from "./curve";
import { clausesNow, joined } from "./sentences";
import { sketchValues } from "./step-axis";

interface Drift extends ByStep {
  /** Drift that float32 rounding alone explains. */
  readonly floor: number;
}

const isGated = ({ cell }: LaneConfig) => CELLS[cell].gated !== null;

/** What is shown of a gated cell, whose W is several matrices. */
const NOTHING: RawLine = { x: [], y: [] };
const WITHOUT: ByStep["lanes"]["a"] = {
  line: NOTHING,
  curve: readCurve(NOTHING, null, { from: "left", x: "step" }),
  stopped: null,
  now: null,
};

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
    const all = byStep("drift", moment);
    const lanes = perLane((lane) => (isGated(applied[lane]) ? WITHOUT : all.lanes[lane]));
    const promised = LANE_KEYS.filter((key) => RULES[applied[key].rule].keeps === "unitary");
    const floors = (promised.length > 0 ? promised : LANE_KEYS).map(
      (key) => lab.history.lane(key).moments.upTo(moment.step)?.floor ?? 0,
    );
    return { ...all, lanes, floor: Math.max(...floors) };
  },
  sentence(shown) {
    const clauses = clausesNow(shown, (name, value) =>
      value <= shown.floor
        ? [name, ` ${formatNumber(value)}, no more than rounding`]
        : [name, ` ${formatNumber(value)}`],
    ).map(
      (clause, i): Sentence =>
        shown.lanes[LANE_KEYS[i]] === WITHOUT
          ? [clause[0], " has gates and no single W, so it has no drift"]
          : clause,
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
