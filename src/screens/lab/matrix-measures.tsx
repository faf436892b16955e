import type { LaneKey } from "../../lanes";
import { formatCount, formatNumber } from "../../math/number-format";
import type { ShownMoment } from "../../store/showing";
import { lab } from "../../store/use-lab";
import { useMeasurements, useMomentView } from "../../store/use-moment";
import { Words } from "../../ui/words";
import styles from "./MatrixMeasures.module.css";

interface ShownMeasure {
  readonly symbol: string;
  readonly value: string;
  /** One sentence on what it is and what it means. */
  readonly meaning: string;
}

const NEEDS = ["spectra"] as const;

/** Returns the newest measurements of a lane's W at a moment. */
function matrixView(lane: LaneKey, moment: ShownMoment) {
  const { moments, spectra } = lab.history.lane(lane);
  const spectrum = spectra.upTo(moment.step);
  const record = spectrum && moments.at(spectrum.step);
  return {
    spectrum,
    deadUnits: record?.deadUnits ?? null,
    units: lab.state.applied.units,
    /** Step of the measurement, if that is not the step shown. */
    measuredAt: spectrum && spectrum.step !== moment.step ? spectrum.step : null,
  };
}

function measuresOf({ spectrum, deadUnits, units }: ReturnType<typeof matrixView>): ShownMeasure[] {
  if (!spectrum) return [];
  const { spectralRadius, singularMin, singularMax, departure, drift, exponent, of } = spectrum;
  if (of === "one time step") {
    const what = "∂state_T/∂state_{T−1}, one time step back";
    return [
      { symbol: "ρ", value: formatNumber(spectralRadius), meaning: `Largest |λ| of ${what}.` },
      {
        symbol: "s_min … s_max",
        value: `${formatNumber(singularMin)} … ${formatNumber(singularMax)}`,
        meaning: `The least and the most by which ${what}, stretches a gradient. Gates have no single W, so there is no drift.`,
      },
    ];
  }
  const measures: ShownMeasure[] = [
    { symbol: "ρ", value: formatNumber(spectralRadius), meaning: "Spectral radius of W: its largest |λ|." },
    {
      symbol: "s_min … s_max",
      value: `${formatNumber(singularMin)} … ${formatNumber(singularMax)}`,
      meaning:
        "Smallest and largest singular value of W: the least and the most by which it can stretch a vector.",
    },
    {
      symbol: "departure",
      value: formatNumber(departure),
      meaning:
        "Henrici’s departure from normality, √(‖W‖_F² − Σ|λ|²). At 0 the eigenvalues alone decide how Wᵗ grows; if it is large, Wᵗ can grow for a while although ρ < 1.",
    },
    {
      symbol: "drift",
      value: formatNumber(drift),
      meaning: "‖WW* − I‖_F, a Frobenius norm: how far W is from unitary.",
    },
  ];
  if (exponent) {
    const { cosine, largestDifference } = exponent;
    if (Number.isFinite(cosine)) {
      measures.push({
        symbol: "cos(A, ∇B)",
        value: formatNumber(cosine),
        meaning:
          "Cosine between the lecture’s direction A = GW* − WG* and the true gradient in B of W = exp(B)W₀. At 1 they agree; below 0 the lecture’s rule increases the loss.",
      });
    }
    measures.push({
      symbol: "max Δθ",
      value: `${formatNumber(largestDifference)} ${largestDifference < Math.PI ? "<" : "≥"} π`,
      meaning:
        "The largest difference of two eigenangles of B in different planes. Below π the lecture’s rule lowers the loss for every gradient; above π it may increase it.",
    });
  }
  if (deadUnits !== null) {
    measures.push({
      symbol: "dead units",
      value: `${formatCount(deadUnits)} of ${formatCount(units)}`,
      meaning:
        "Units that are 0 at every time step of every sequence of the batch: no gradient passes through them.",
    });
  }
  return measures;
}

/** The measures of a lane's W at the step shown that apply to its rule and activation. */
export function MatrixMeasures({ lane }: { readonly lane: LaneKey }) {
  useMeasurements(NEEDS);
  const view = useMomentView((moment) => matrixView(lane, moment), ["frame", "spectra"]);
  const measures = measuresOf(view);
  if (measures.length === 0) return null;
  return (
    <section aria-label={`Matrix of lane ${lane.toUpperCase()}`}>
      {view.measuredAt !== null && (
        <p className={styles.when}>
          <Words>W as it was at step {formatCount(view.measuredAt)}:</Words>
        </p>
      )}
      <dl className={styles.measures}>
        {measures.map(({ symbol, value, meaning }) => (
          <div key={symbol} className={styles.measure} title={meaning}>
            <dt>
              {symbol}
              <span className={styles.meaning}>
                <Words>{meaning}</Words>
              </span>
            </dt>
            <dd translate="no">{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
