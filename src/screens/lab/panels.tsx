import type { ReactNode } from "react";
import {
  Accuracy,
  Drift,
  Eigenvalues,
  GradientByStep,
  GradientThroughTime,
  type GradientThroughTimeProps,
  HeatMap,
  JacobianThroughTime,
  Loss,
} from "../../charts";
import { GRADIENT_VIEWS, type GradientView } from "../../store/lab-state";
import { lab, useLab } from "../../store/use-lab";
import { useMeasured, useMomentView } from "../../store/use-moment";
import type { TaskReport } from "../../worker/protocol";
import {
  byStepView,
  driftView,
  eigenvaluesView,
  gradientView,
  heatView,
  jacobianView,
  scoreView,
} from "./chart-views";
import styles from "./Panels.module.css";
import {
  beginPrediction,
  chooseLane,
  drawSketch,
  endPrediction,
  revealTruth,
  usePrediction,
} from "./prediction";

const VIEW_LABELS: Readonly<Record<GradientView, string>> = {
  relative: "relative to t = T",
  last: "last step’s loss, absolute",
  whole: "whole loss, absolute",
  "heat-last": "heat map: last step’s loss",
  "heat-whole": "heat map: whole loss",
  step: "‖∂L/∂W‖ by step",
  jacobian: "Jacobian ∂h_T/∂h_t",
  split: "Jacobian split: W and σ′",
};

function GradientToolbar({ view }: { readonly view: GradientView }) {
  return (
    <select
      className={styles.view}
      aria-label="Gradient shown"
      value={view}
      onChange={(event) => {
        const chosen = GRADIENT_VIEWS.find((id) => id === event.currentTarget.value);
        if (chosen) lab.showGradient(chosen);
      }}
    >
      {GRADIENT_VIEWS.map((id) => (
        <option key={id} value={id}>
          {VIEW_LABELS[id]}
        </option>
      ))}
    </select>
  );
}

export function GradientPanel() {
  const shown = useLab((state) => state.gradientView);
  const toolbar = <GradientToolbar view={shown} />;
  if (shown === "step") return <ByStepPanel toolbar={toolbar} />;
  if (shown === "jacobian" || shown === "split") return <JacobianPanel shown={shown} toolbar={toolbar} />;
  if (shown === "heat-last") return <HeatPanel shown="last" toolbar={toolbar} />;
  if (shown === "heat-whole") return <HeatPanel shown="whole" toolbar={toolbar} />;
  return <ThroughTimePanel shown={shown} toolbar={toolbar} />;
}

function ByStepPanel({ toolbar }: { readonly toolbar: ReactNode }) {
  return (
    <GradientByStep
      {...useMomentView((moment) => byStepView("gradNorm", moment), ["frame"])}
      toolbar={toolbar}
    />
  );
}

function JacobianPanel({
  shown,
  toolbar,
}: {
  readonly shown: "jacobian" | "split";
  readonly toolbar: ReactNode;
}) {
  useMeasured("jacobians");
  const view = useMomentView((moment) => jacobianView(shown, moment), ["frame", "jacobians"], shown);
  return <JacobianThroughTime {...view} toolbar={toolbar} />;
}

function HeatPanel({ shown, toolbar }: { readonly shown: "last" | "whole"; readonly toolbar: ReactNode }) {
  const view = useMomentView((moment) => heatView(shown, moment), ["frame"], shown);
  return <HeatMap {...view} toolbar={toolbar} />;
}

function ThroughTimePanel({
  shown,
  toolbar,
}: {
  readonly shown: GradientThroughTimeProps["view"];
  readonly toolbar: ReactNode;
}) {
  // The bounds come from the singular values of W.
  useMeasured("spectra");
  const view = useMomentView((moment) => gradientView(shown, moment), ["frame", "spectra"], shown);
  return view && <GradientThroughTime {...view} toolbar={toolbar} />;
}

export function EigenvaluesPanel() {
  useMeasured("spectra");
  return <Eigenvalues {...useMomentView(eigenvaluesView, ["frame", "spectra"])} />;
}

export function LossPanel({ task }: { readonly task: TaskReport }) {
  const view = useMomentView((moment) => scoreView("loss", task, moment), ["frame"], task);
  return <Loss {...view} {...usePredicting("Loss")} />;
}

export function AccuracyPanel({ task }: { readonly task: TaskReport }) {
  const view = useMomentView((moment) => scoreView("accuracy", task, moment), ["frame"], task);
  return <Accuracy {...view} {...usePredicting("Accuracy")} />;
}

export function DriftPanel() {
  return <Drift {...useMomentView(driftView, ["frame"])} {...usePredicting("Unitarity drift")} />;
}

/** The button that begins a prediction of the chart, and the prediction while there is one. */
function usePredicting(chart: string) {
  const now = usePrediction((state) => (state.now?.chart === chart ? state.now : null));
  const prediction = now
    ? { ...now, choose: chooseLane, draw: drawSketch, reveal: revealTruth, close: endPrediction }
    : undefined;
  const toolbar = (
    <button
      type="button"
      className={styles.predict}
      aria-pressed={now !== null}
      title="Freezes the run: sketch how the lines go on, then let them"
      onClick={() => (now ? endPrediction() : beginPrediction(chart))}
    >
      Predict
    </button>
  );
  return { prediction, toolbar };
}
