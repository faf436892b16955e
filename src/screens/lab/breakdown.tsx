import { useId } from "react";
import type { LaneKey } from "../../lanes";
import { formatCount, formatNumber } from "../../math/number-format";
import type { Scalar } from "../../store/history";
import { lab, useLab } from "../../store/use-lab";
import styles from "./Breakdown.module.css";

/** In the order of computation: within a step each determines the next. */
const CHAIN: readonly { readonly scalar: Scalar; readonly label: string; readonly norm?: string }[] = [
  { scalar: "drift", label: "W:", norm: "‖WW* − I‖" },
  { scalar: "loss", label: "loss" },
  { scalar: "gradNorm", label: "gradient:", norm: "‖∂L/∂W‖" },
];

interface StepValues {
  readonly step: number;
  readonly values: readonly number[];
}

/** Returns the last moments of a lane, the one that is not finite at the end. */
function lastSteps(lane: LaneKey): StepValues[] {
  const history = lab.history.lane(lane);
  return history.lastSteps.map((step) => ({
    step,
    values: CHAIN.map(({ scalar }) => history.valueAt(scalar, step)),
  }));
}

/** Why a lane stopped: its last steps, and which of W, loss and gradient was the first not to be finite. */
export function Breakdown({ lane }: { readonly lane: LaneKey }) {
  const heading = useId();
  const lookedAt = useLab((state) => state.lookedAt);
  const steps = lastSteps(lane);
  return (
    <section className={styles.breakdown} aria-labelledby={heading}>
      <h2 id={heading} className={styles.heading}>
        What broke first in lane {lane.toUpperCase()}
      </h2>
      <p className={styles.words}>
        Read each row left to right: W gives the loss, the loss gives the gradient, the gradient updates W.
        Click a step to see the charts at that moment
        {lookedAt !== null && (
          <>
            , or go{" "}
            <button type="button" onClick={() => lab.lookAt(null)}>
              back to live
            </button>
          </>
        )}
        .
      </p>
      <table>
        <thead>
          <tr>
            <th scope="col">step</th>
            {CHAIN.map(({ label, norm }) => (
              <th key={label} scope="col">
                {label}{" "}
                {norm && (
                  <span className={styles.norm} translate="no">
                    {norm}
                  </span>
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {steps.map(({ step, values }) => {
            const broken = values.findIndex((value) => !Number.isFinite(value));
            return (
              <tr key={step} aria-current={lookedAt === step ? "step" : undefined}>
                <th scope="row" translate="no">
                  {broken < 0 ? (
                    <button
                      type="button"
                      title="Shows the charts as they were at this step"
                      onClick={() => lab.lookAt(step)}
                    >
                      {formatCount(step)}
                    </button>
                  ) : (
                    formatCount(step)
                  )}
                </th>
                {values.map((value, i) => (
                  <td key={CHAIN[i].label} className={i === broken ? styles.first : undefined}>
                    <span translate="no">{formatNumber(value)}</span>
                    {i === broken && <span className={styles.mark}> broke first</span>}
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}
