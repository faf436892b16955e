import {
  Accuracy,
  Drift,
  Eigenvalues,
  GradientByStep,
  GradientThroughTime,
  JacobianThroughTime,
  Loss,
} from "../../charts";
import { GRADIENT_VIEWS, type GradientView } from "../../store/lab-state";
import { lab, useLab, useTurn } from "../../store/use-lab";
import type { TaskReport } from "../../worker/protocol";
import { byStepView, driftView, eigenvaluesView, gradientView, jacobianView, scoreView } from "./chart-views";
import styles from "./Panels.module.css";

const VIEW_LABELS: Readonly<Record<GradientView, string>> = {
  last: "last step’s loss",
  whole: "whole loss",
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
  const view = useTurn(
    "gradient",
    () => {
      if (shown === "step") return { byStep: byStepView("gradNorm") };
      if (shown === "jacobian" || shown === "split") return { jacobian: jacobianView(shown) };
      return { throughTime: gradientView(shown) };
    },
    shown,
  );
  const toolbar = <GradientToolbar view={shown} />;
  if (view.byStep) return <GradientByStep {...view.byStep} toolbar={toolbar} />;
  if (view.jacobian) return <JacobianThroughTime {...view.jacobian} toolbar={toolbar} />;
  return view.throughTime && <GradientThroughTime {...view.throughTime} toolbar={toolbar} />;
}

export function EigenvaluesPanel() {
  return <Eigenvalues {...useTurn("eigenvalues", eigenvaluesView)} />;
}

export function LossPanel({ task }: { readonly task: TaskReport }) {
  return <Loss {...useTurn("loss", () => scoreView("loss", task), task)} />;
}

export function AccuracyPanel({ task }: { readonly task: TaskReport }) {
  return <Accuracy {...useTurn("accuracy", () => scoreView("accuracy", task), task)} />;
}

export function DriftPanel() {
  return <Drift {...useTurn("drift", driftView)} />;
}
