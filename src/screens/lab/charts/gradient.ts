import { formatCount, formatNumber } from "../../../math/number-format";
import { logAxis, wholeDecades } from "../../../plot/axis";
import { maxTicksDown } from "../../../plot/scales";
import { GRADIENT_VIEWS, type GradientView } from "../../../store/lab-state";
import { lab } from "../../../store/use-lab";
import { type ByStep, byStep, curvesOf, stepLines, stepTable } from "./by-step";
import type { Chart, ChartView } from "./chart";
import { extent } from "./curve";
import { gradientHeatMap } from "./gradient-heat-map";
import { jacobian } from "./jacobian";
import { clausesNow, joined } from "./sentences";
import { hasC } from "./state-name";
import { throughTime } from "./through-time";

const NAME = "Gradient norm through time";

/** View of ‖∂L/∂W‖_F against the step. */
export const gradientByStep: ChartView<ByStep> = {
  needs: [],
  view: (moment) => byStep("gradNorm", moment),
  sentence(shown) {
    const clauses = clausesNow(shown, (name, value) => [name, ` ${formatNumber(value)}`]);
    return [`‖∂L/∂W‖ at step ${formatCount(shown.run.step)}: `, ...joined(clauses)];
  },
  table: (shown) => stepTable("‖∂L/∂W‖", shown),
  domain: (shown) => wholeDecades(...extent(curvesOf(shown)), 2),
  draw: (shown, options) =>
    stepLines(shown, options, {
      y: { ...logAxis(options.domain, maxTicksDown(options.size)), name: "‖∂L/∂W‖" },
      zero: "underflow",
    }),
};

const VIEWS: Readonly<Record<GradientView, ChartView & { readonly label: string }>> = {
  relative: { label: "relative to t = T", ...throughTime("relative") },
  last: { label: "last time step’s loss, absolute", ...throughTime("last") },
  whole: { label: "whole loss, absolute", ...throughTime("whole") },
  h: { label: "last time step’s loss, h alone", offered: hasC, ...throughTime("h") },
  c: { label: "last time step’s loss, c alone", offered: hasC, ...throughTime("c") },
  "heat-last": { label: "heat map: last time step’s loss", ...gradientHeatMap(NAME, "last") },
  "heat-whole": { label: "heat map: whole loss", ...gradientHeatMap(NAME, "whole") },
  step: { label: "‖∂L/∂W‖ by step", ...gradientByStep },
  jacobian: { label: "Jacobian from t to T", ...jacobian("jacobian") },
  split: { label: "Jacobian split: W and σ′", ...jacobian("split") },
};

/** Chart of the gradient through time. */
export const gradient: Chart = {
  id: "gradient",
  name: NAME,
  short: "Gradient",
  place: "wide",
  choice: "Gradient shown",
  views: VIEWS,
  shown: (state) => (VIEWS[state.gradientView].offered?.(state) === false ? "relative" : state.gradientView),
  show(view) {
    const chosen = GRADIENT_VIEWS.find((id) => id === view);
    if (chosen) lab.showGradient(chosen);
  },
};
