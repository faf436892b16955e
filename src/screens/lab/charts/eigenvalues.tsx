import { useContext, useEffect } from "react";
import { useStore } from "zustand";
import { LANE_KEYS, type LaneKey, type PerLane, perLane } from "../../../lanes";
import { formatCount, formatNumber } from "../../../math/number-format";
import type { Look } from "../../../plot/look";
import { SpectrumReader } from "../../../plot/plane-reader";
import { createPointing, PointingContext } from "../../../plot/pointing";
import type { ComplexValues } from "../../../plot/rim";
import { naming, type Sentence } from "../../../plot/sentence";
import type { PlotSize } from "../../../plot/size";
import { SpectrumPlane } from "../../../plot/spectrum";
import type { ChartTable } from "../../../plot/table";
import { EIGENVALUE_VIEWS, type EigenvalueView } from "../../../store/lab-state";
import type { ShownMoment } from "../../../store/showing";
import { lab, useLab } from "../../../store/use-lab";
import { LANE_LOOKS } from "../../lane-looks";
import { type RunLabel, runLabel } from "../run-label";
import type { Chart, ChartView, DrawOptions } from "./chart";
import { lost, measuredAt } from "./moments";
import { atStep, capitalised, joined } from "./sentences";

export const EIGENVALUES = "Eigenvalues";

/** The eigenvalues of a lane's W, or of one time step. */
export interface LaneSpectrum extends ComplexValues {
  readonly spectralRadius: number;
  /** The time step t of the Jacobian ∂state_t/∂state_{t−1} whose eigenvalues they are; absent if they are those of W. */
  readonly timeStep?: number;
  /** Earlier spectra, the oldest first. */
  readonly trail: readonly ComplexValues[];
  /** Step of the measurement, if that is not the step shown. */
  readonly measuredAt?: number;
}

/** Two spectra, with their names and looks; null if one is still being computed. */
export interface Spectra {
  readonly names: PerLane<string>;
  readonly looks: PerLane<Look>;
  readonly lanes: PerLane<LaneSpectrum | null>;
  /** Why a lane’s are not known and will not be, in words that follow its name. */
  readonly lost?: Partial<PerLane<string | undefined>>;
}

/** Number of earlier spectra that are drawn. */
const TRAIL = 12;

interface Shown extends Spectra {
  readonly run: RunLabel;
}

const DRAWN = {
  legend: "marks",
  sentence: (shown: Shown) => spectraSentence(shown),
  table: (shown: Shown) => spectraTable(shown),
  draw: (shown: Shown, { size }: DrawOptions) => drawSpectra(shown, size),
} as const;

const shownOf = (moment: ShownMoment, lanes: Spectra["lanes"]): Shown => {
  const run = runLabel(moment.step);
  const why = perLane((lane) => (lanes[lane] === null ? lost(lane, moment).lost : undefined));
  return { run, names: run.lanes, looks: LANE_LOOKS, lanes, lost: why };
};

/** The eigenvalues of W; of a gated cell those of the last time step of the batch’s first sequence. */
const ofMatrix: ChartView<Shown> = {
  ...DRAWN,
  needs: ["spectra"],
  view: (moment) =>
    shownOf(
      moment,
      perLane((lane) => {
        const { spectra } = lab.history.lane(lane);
        const spectrum = spectra.upTo(moment.step);
        if (!spectrum) return null;
        const { step, re, im, spectralRadius, of } = spectrum;
        const trail = spectra.all().filter((earlier) => earlier.step < step);
        const last = (lab.history.lane(lane).moments.newest?.last.length ?? 1) - 1;
        const what = of === "one time step" ? { timeStep: last } : {};
        return { re, im, spectralRadius, trail: trail.slice(-TRAIL), ...what, ...measuredAt(step, moment) };
      }),
    ),
};

/** For where there are no charts to point at. */
const NOWHERE = createPointing();

/** The time step that is pointed at in any chart, or else that of the chosen answer, which is measured meanwhile. */
function useTimeStep(): number | null {
  const time = useStore(useContext(PointingContext) ?? NOWHERE, ({ at }) => at?.on.time ?? null);
  useEffect(() => lab.pointAtTime(time), [time]);
  useEffect(() => () => lab.pointAtTime(null), []);
  return useLab(({ pointedTime, answer }) => pointedTime ?? answer);
}

/**
 * The eigenvalues of the one-step Jacobian of the shown sequence, at the time step that is pointed at, or else that of the
 * answer that was chosen.
 */
const ofStep: ChartView<Shown> = {
  ...DRAWN,
  needs: ["steps"],
  useChoice: useTimeStep,
  view: (moment) =>
    shownOf(
      moment,
      perLane((lane) => {
        const measured = lab.history.lane(lane).steps.upTo(moment.step);
        if (!measured) return null;
        const { step, re, im, spectralRadius, answer: timeStep } = measured;
        return { re, im, spectralRadius, trail: [], timeStep, ...measuredAt(step, moment) };
      }),
    ),
};

const VIEWS: Readonly<Record<EigenvalueView, ChartView & { readonly label: string }>> = {
  matrix: { label: "W", ...ofMatrix },
  step: { label: "time step", ...ofStep },
};

/** Chart of eigenvalues of each lane in the complex plane, with the unit circle. */
export const eigenvalues: Chart = {
  id: "eigenvalues",
  name: EIGENVALUES,
  short: "Eigenvalues",
  place: "narrow",
  square: true,
  choice: "Eigenvalues shown",
  views: VIEWS,
  shown: ({ eigenvalueView }) => eigenvalueView,
  show(view) {
    const chosen = EIGENVALUE_VIEWS.find((id) => id === view);
    if (chosen) lab.showEigenvalues(chosen);
  },
};

/** Returns plot and overlay of the spectra, with a note on those that are missing. */
export function drawSpectra({ names, looks, lanes, lost = {} }: Spectra, size: PlotSize) {
  const spectra = LANE_KEYS.flatMap((key) => {
    const spectrum = lanes[key];
    return spectrum ? [{ ...spectrum, key, name: names[key], look: looks[key] }] : [];
  });
  const missing = LANE_KEYS.filter((key) => lanes[key] === null);
  const state = missing.every((lane) => lost[lane]) ? "not known" : "being computed";
  const note = missing.length === 2 ? state : `${names[missing[0]]}: ${state}`;
  return {
    plot: <SpectrumPlane size={size} spectra={spectra} note={missing.length > 0 ? note : undefined} />,
    overlay: <SpectrumReader chart={EIGENVALUES} size={size} spectra={spectra} />,
  };
}

/** Returns the table of all eigenvalues. */
export const spectraTable = ({ names, lanes }: Spectra): ChartTable => ({
  columns: ["lane", "Re λ", "Im λ", "|λ|"],
  rows: () =>
    LANE_KEYS.flatMap((lane) => {
      const { re, im } = lanes[lane] ?? { re: [], im: [] };
      return Array.from(re, (x, k) => [names[lane], x, im[k], Math.hypot(x, im[k])]);
    }),
});

/** Largest distance max |1 − |λ|| up to which the sentence gives the distance from the circle. */
const NEAR_THE_CIRCLE = 1e-3;

/** Returns the largest distance from the unit circle, max_k | 1 − |λ_k| |; NaN if an eigenvalue is NaN. */
export function distanceFromCircle({ re, im }: ComplexValues): number {
  let farthest = 0;
  for (let k = 0; k < re.length; k++) farthest = Math.max(farthest, Math.abs(1 - Math.hypot(re[k], im[k])));
  return farthest;
}

/**
 * Returns the sentence on how near the circle each lane's eigenvalues lie, or else on the largest modulus. A lane measured
 * at an earlier step is in the past tense.
 */
export function spectraSentence({ names, looks, lanes, lost = {} }: Spectra): Sentence {
  const clause = (lane: LaneKey): Sentence => {
    const name = naming(names[lane], looks[lane]);
    const spectrum = lanes[lane];
    if (!spectrum) return [name, lost[lane] ?? "’s eigenvalues are being computed"];
    const { spectralRadius, timeStep, measuredAt: step } = spectrum;
    const at = atStep(step);
    const past = step !== undefined;
    const distance = distanceFromCircle(spectrum);
    const whose = timeStep === undefined ? "" : ` over time step ${formatCount(timeStep)}`;
    if (!Number.isFinite(distance)) {
      return [
        at,
        name,
        past ? " had no eigenvalues: its W was not finite" : " has no eigenvalues: its W is not finite",
      ];
    }
    if (distance > NEAR_THE_CIRCLE) {
      // On which side of the circle it is must be seen.
      const digits = Math.abs(spectralRadius - 1) < 0.01 ? 4 : 2;
      return [
        at,
        name,
        `’s largest |λ|${whose} ${past ? "was" : "is"} ${formatNumber(spectralRadius, digits)}`,
      ];
    }
    const where = distance === 0 ? "on" : `within ${formatNumber(distance)} of`;
    return [`${at}all of `, name, `’s${whose} ${past ? "lay" : "lie"} ${where} the circle`];
  };
  return capitalised(joined(LANE_KEYS.toReversed().map(clause)));
}
