import type {
  ByStepProps,
  DriftProps,
  EigenvaluesProps,
  GradientThroughTimeProps,
  HeatMapProps,
  JacobianProps,
  LossProps,
} from "../../charts/props";
import { LANE_KEYS, type LaneKey, perLane } from "../../lanes";
import { RULES } from "../../rules";
import type { Curve } from "../../store/decimating-table";
import type { Scalar } from "../../store/history";
import type { ShownMoment } from "../../store/showing";
import { lab } from "../../store/use-lab";
import { RIGHT_WITHIN } from "../../tasks/task";
import type { Stop, TaskReport } from "../../worker/protocol";
import { runLabel } from "./run-label";

const TRAIL = 12;

/** Why a lane stands still at the moment shown; null before it stopped. */
function stoppedAt(lane: LaneKey, { step }: ShownMoment): Stop | null {
  const { stopped } = lab.history.lane(lane);
  return stopped && step >= stopped.step ? stopped : null;
}

/** Said of what was measured at another step than the one shown: that of a lane that stopped, or a slow measurement. */
const measuredAt = (measured: number, { step }: ShownMoment) =>
  measured === step ? {} : { measuredAt: measured };

/** Null until there are gradients. */
export function gradientView(
  view: GradientThroughTimeProps["view"],
  moment: ShownMoment,
): GradientThroughTimeProps | null {
  const lane = (key: LaneKey) => {
    const { moments, spectra } = lab.history.lane(key);
    const record = moments.upTo(moment.step);
    if (!record) return null;
    const { step, slope } = record;
    const base = {
      norms: record[view === "whole" ? "whole" : "last"],
      stopped: stoppedAt(key, moment),
      ...measuredAt(step, moment),
    };
    const spectrum = spectra.at(step);
    if (view === "whole" || !spectrum || !Number.isFinite(spectrum.singularMax)) return base;
    const bounds = { upper: spectrum.singularMax * slope.max, lower: spectrum.singularMin * slope.min };
    return { ...base, bounds };
  };
  const [a, b] = [lane("a"), lane("b")];
  return a && b && { run: runLabel(moment.step), view, lanes: { a, b } };
}

export function heatView(view: HeatMapProps["view"], { step }: ShownMoment): HeatMapProps {
  const lanes = perLane((key) =>
    lab.history
      .lane(key)
      .moments.all()
      .filter((record) => record.step <= step)
      .map((record) => ({ step: record.step, norms: record[view] })),
  );
  return { run: runLabel(step), view, lanes };
}

export function jacobianView(view: JacobianProps["view"], moment: ShownMoment): JacobianProps {
  const lanes = perLane((key) => {
    const measures = lab.history.lane(key).jacobians.upTo(moment.step) ?? null;
    return {
      measures,
      stopped: stoppedAt(key, moment),
      ...(measures && measuredAt(measures.step, moment)),
    };
  });
  const norms = lab.history.lane("a").moments.newest?.last;
  return { run: runLabel(moment.step), view, steps: norms ? norms.length - 1 : 0, lanes };
}

export function eigenvaluesView(moment: ShownMoment): EigenvaluesProps {
  const lanes = perLane((key) => {
    const spectra = lab.history.lane(key).spectra;
    const spectrum = spectra.upTo(moment.step);
    if (!spectrum) return null;
    const { step, re, im, spectralRadius } = spectrum;
    const trail = spectra
      .all()
      .filter((earlier) => earlier.step < step)
      .slice(-TRAIL);
    return { re, im, spectralRadius, trail, ...measuredAt(step, moment) };
  });
  return { run: runLabel(moment.step), lanes };
}

/** What the sidebar says of a lane's W. */
export function matrixView(lane: LaneKey, moment: ShownMoment) {
  const { moments, spectra } = lab.history.lane(lane);
  const spectrum = spectra.upTo(moment.step);
  const record = spectrum && moments.at(spectrum.step);
  return {
    spectrum,
    deadUnits: record?.deadUnits ?? null,
    units: lab.state.applied.units,
    /** The step that all this is of, where that is not the one shown. */
    measuredAt: spectrum && spectrum.step !== moment.step ? spectrum.step : null,
  };
}

/** Lines as far as the moment shown; looked back at, all of the run, of which a mark shows the moment. */
export function byStepView(scalar: Scalar, moment: ShownMoment): ByStepProps {
  const lanes = perLane((key) => {
    const history = lab.history.lane(key);
    const { step } = moment;
    const record = history.moments.at(step);
    const now = record ? record[scalar] : null;
    const { stopped } = history;
    const line = history.line(scalar, moment.live ? step : Number.POSITIVE_INFINITY);
    return { line: moment.live && now !== null ? endingAt(line, step, now) : line, stopped, now };
  });
  return { run: runLabel(moment.step), lanes };
}

/** The line with the moment as its end: of a long run, not all steps are kept. */
function endingAt(line: Curve, step: number, value: number): Curve {
  const { x, y } = line;
  if (x.at(-1) === step) return line;
  return { x: Float64Array.of(...x, step), y: Float64Array.of(...y, value) };
}

export function driftView(moment: ShownMoment): DriftProps {
  const { applied } = lab.state;
  const promised = LANE_KEYS.filter((key) => RULES[applied[key].rule].keeps === "unitary");
  const floors = (promised.length > 0 ? promised : LANE_KEYS).map(
    (key) => lab.history.lane(key).moments.upTo(moment.step)?.floor ?? 0,
  );
  return { ...byStepView("drift", moment), floor: Math.max(...floors) };
}

/** What the two scores are called where their charts' names are not exact. */
const MEASURES: Readonly<Partial<Record<TaskReport["head"], Record<"loss" | "accuracy", string>>>> = {
  "squared error": {
    loss: "mean squared error",
    accuracy: `answers within ${RIGHT_WITHIN} of the target`,
  },
};

export function scoreView(score: "loss" | "accuracy", task: TaskReport, moment: ShownMoment): LossProps {
  const measure = MEASURES[task.head]?.[score];
  return {
    ...byStepView(score, moment),
    ...(measure && { measure }),
    baseline: { value: task.baseline[score], name: task.baseline.name },
    heldOut: perLane((key) => {
      const heldOut = lab.history.lane(key).moments.upTo(moment.step)?.heldOut;
      return { step: heldOut?.step ?? 0, value: heldOut?.[score] ?? Number.NaN };
    }),
  };
}
