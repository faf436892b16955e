import type {
  ByStepProps,
  DriftProps,
  EigenvaluesProps,
  GradientThroughTimeProps,
  HeatMapProps,
  JacobianProps,
  LossProps,
  PerLane,
} from "../../charts/props";
import { RULES_BY_ID } from "../../rules";
import { SCALARS, type Scalar } from "../../store/history";
import { lab } from "../../store/use-lab";
import { RIGHT_WITHIN } from "../../tasks/task";
import type { LaneKey, TaskReport } from "../../worker/protocol";
import { runLabel } from "./run-label";

const LANES = ["a", "b"] as const;
const TRAIL = 12;

const perLane = <T>(of: (lane: LaneKey) => T): PerLane<T> => ({ a: of("a"), b: of("b") });
const stoppedOf = (lane: LaneKey) => lab.history.lane(lane).newest?.stopped ?? null;

/** The newest item at or before the step, and its place; the oldest where there is none before. */
function upTo<T extends { readonly step: number }>(items: readonly T[], step: number | null) {
  let index = items.length - 1;
  if (step !== null) while (index > 0 && items[index].step > step) index--;
  return { item: items[index] as T | undefined, index };
}

/** Step the vectors belong to: the one looked at, else the newest. */
const shownStep = () => lab.state.lookedAt ?? lab.state.step;

/** Null until there are gradients. */
export function gradientView(view: GradientThroughTimeProps["view"]): GradientThroughTimeProps | null {
  const lane = (key: LaneKey) => {
    const history = lab.history.lane(key);
    const snapshot = upTo(history.gradients.all(), lab.state.lookedAt).item;
    if (!snapshot) return null;
    const base = { norms: snapshot[view === "whole" ? "whole" : "last"], stopped: stoppedOf(key) };
    const spectrum = upTo(history.spectra.all(), snapshot.step).item;
    const slope = history.newest?.slope;
    if (view === "whole" || !spectrum || !slope || !Number.isFinite(spectrum.singularMax)) return base;
    const bounds = { upper: spectrum.singularMax * slope.max, lower: spectrum.singularMin * slope.min };
    return { ...base, bounds };
  };
  const [a, b] = [lane("a"), lane("b")];
  return a && b && { run: runLabel(shownStep()), view, lanes: { a, b } };
}

export function heatView(view: HeatMapProps["view"]): HeatMapProps {
  const { lookedAt } = lab.state;
  const lanes = perLane((key) =>
    lab.history
      .lane(key)
      .gradients.all()
      .filter(({ step }) => lookedAt === null || step <= lookedAt)
      .map((snapshot) => ({ step: snapshot.step, norms: snapshot[view] })),
  );
  return { run: runLabel(shownStep()), view, lanes };
}

export function jacobianView(view: JacobianProps["view"]): JacobianProps {
  const lanes = perLane((key) => ({
    measures: upTo(lab.history.lane(key).jacobians.all(), lab.state.lookedAt).item ?? null,
    stopped: stoppedOf(key),
  }));
  const norms = lab.history.lane("a").gradients.newest?.last;
  return { run: runLabel(shownStep()), view, steps: norms ? norms.length - 1 : 0, lanes };
}

export function eigenvaluesView(): EigenvaluesProps {
  const lanes = perLane((key) => {
    const spectra = lab.history.lane(key).spectra.all();
    const { item, index } = upTo(spectra, lab.state.lookedAt);
    return item
      ? {
          re: item.re,
          im: item.im,
          spectralRadius: item.spectralRadius,
          trail: spectra.slice(Math.max(0, index - TRAIL), index),
        }
      : null;
  });
  return { run: runLabel(shownStep()), lanes };
}

/** What the rail says of a lane's W at the step shown. */
export function matrixView(lane: LaneKey) {
  const { lookedAt, applied } = lab.state;
  const history = lab.history.lane(lane);
  return {
    spectrum: upTo(history.spectra.all(), lookedAt).item,
    // Only the newest count is kept.
    deadUnits: lookedAt === null ? (history.newest?.deadUnits ?? null) : null,
    units: applied.units,
  };
}

export function byStepView(scalar: Scalar): ByStepProps {
  const column = SCALARS.indexOf(scalar);
  return {
    run: runLabel(),
    lanes: perLane((key) => ({
      line: lab.history.lane(key).scalars.curve(column),
      stopped: stoppedOf(key),
    })),
  };
}

export function driftView(): DriftProps {
  const { applied } = lab.state;
  const promised = LANES.filter((key) => RULES_BY_ID[applied[key].rule].keeps === "unitary");
  const floors = (promised.length > 0 ? promised : LANES).map(
    (key) => lab.history.lane(key).newest?.floor ?? 0,
  );
  return { ...byStepView("drift"), floor: Math.max(...floors) };
}

/** What the two scores are called where their charts' names are not exact. */
const MEASURES: Readonly<Partial<Record<TaskReport["head"], Record<"loss" | "accuracy", string>>>> = {
  "squared error": {
    loss: "mean squared error",
    accuracy: `answers within ${RIGHT_WITHIN} of the target`,
  },
};

export function scoreView(score: "loss" | "accuracy", task: TaskReport): LossProps {
  const measure = MEASURES[task.head]?.[score];
  return {
    ...byStepView(score),
    ...(measure && { measure }),
    baseline: { value: task.baseline[score], name: task.baseline.name },
    heldOut: perLane((key) => {
      const heldOut = lab.history.lane(key).newest?.heldOut;
      return { step: heldOut?.step ?? 0, value: heldOut?.[score] ?? Number.NaN };
    }),
  };
}
