import { formatNumber, formatPercent } from "../../../math/number-format";
import { linearAxis } from "../../../plot/axis";
import { Frame, type Plot } from "../../../plot/frame";
import { line } from "../../../plot/line";
import { LANE_A, LANE_B } from "../../../plot/look";
import { maxTicksAcross, maxTicksDown } from "../../../plot/scales";
import type { PlotSize } from "../../../plot/size";
import { type Told, toldToForget } from "../mathematics/gates";
import { LessonFigure } from "./lesson-figure";

const STEPS = 40;
export const RESET = 20;

/** Figure of the difference that a first word leaves in both networks. @param closed the gate when it is told to forget */
export function ForgettingFigure({ closed }: { readonly closed: number }) {
  const told = toldToForget(STEPS, RESET, closed);
  const { unitary, gated } = told;
  return (
    <LessonFigure
      id="forgetting"
      name="Told to forget"
      settings={`gate f = ${formatNumber(closed)} at t = ${RESET}`}
      summary={`At t = ${STEPS} the unitary network still holds ${formatPercent(unitary[STEPS])} of the difference, the gated one ${formatPercent(gated[STEPS])}.`}
      table={{
        columns: ["t", "unitary", "gated"],
        rows: () => unitary.map((value, t) => [t, value, gated[t]]),
      }}
    >
      {(size) => <Frame size={size} {...plotOf(size, told)} />}
    </LessonFigure>
  );
}

function plotOf(size: PlotSize, { unitary, gated }: Told): Plot {
  const along = (values: readonly number[]) => values.map((y, x) => ({ x, y }));
  return {
    x: linearAxis([0, STEPS], "t", maxTicksAcross(size)),
    y: linearAxis([0, 1.2], "difference of two states", maxTicksDown(size)),
    marks: [
      line({ key: "gated", look: LANE_A, points: along(gated), name: { text: "gated", at: "edge" } }),
      line({ key: "unitary", look: LANE_B, points: along(unitary), name: { text: "unitary", at: "edge" } }),
    ],
  };
}
