import { formatCount, formatNumber } from "../../math/number-format";
import { SCALARS, type Scalar } from "../../store/history";
import { lab, useLab } from "../../store/use-lab";
import type { LaneKey } from "../../worker/protocol";
import styles from "./Breakdown.module.css";

/** In the order in which one makes the next within a step. */
const CHAIN: readonly { readonly scalar: Scalar; readonly label: string }[] = [
  { scalar: "drift", label: "W: ‖WW* − I‖" },
  { scalar: "loss", label: "loss" },
  { scalar: "gradNorm", label: "gradient: ‖∂L/∂W‖" },
];

interface Step {
  readonly step: number;
  readonly values: readonly number[];
}

/** The last steps of a lane that are still known, the one that broke at the end. */
function lastSteps(lane: LaneKey): Step[] {
  const { moments, lastFinite, stopped, scalars, drift } = lab.history.lane(lane);
  const finite = lastFinite.flatMap((step) => moments.at(step) ?? []);
  const steps = finite.map((record) => ({
    step: record.step,
    values: CHAIN.map(({ scalar }) => record[scalar]),
  }));
  if (!stopped || steps.at(-1)?.step === stopped.step) return steps;
  const value = (scalar: Scalar) =>
    scalar === "drift"
      ? drift.valueAt(0, stopped.step)
      : scalars.valueAt(SCALARS.indexOf(scalar), stopped.step);
  const end = CHAIN.map(({ scalar }) => value(scalar) ?? Number.NaN);
  return [...steps, { step: stopped.step, values: end }];
}

/** How a lane came to stand still: its last steps, and which of W, loss and gradient ceased to be finite first. */
export function Breakdown({ lane }: { readonly lane: LaneKey }) {
  const lookedAt = useLab((state) => state.lookedAt);
  const steps = lastSteps(lane);
  return (
    <section className={styles.breakdown} aria-label={`How lane ${lane.toUpperCase()} broke`}>
      <table>
        <thead>
          <tr>
            <th scope="col">step</th>
            {CHAIN.map(({ label }) => (
              <th key={label} scope="col">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {steps.map(({ step, values }) => {
            const broken = values.findIndex((value) => !Number.isFinite(value));
            return (
              <tr key={step} aria-current={lookedAt === step ? "step" : undefined}>
                <th scope="row">
                  {broken < 0 ? (
                    <button
                      type="button"
                      title="Takes gradients and eigenvalues back to this step"
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
                    {formatNumber(value)}
                    {i === broken && <span className={styles.mark}> broke first</span>}
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
      <p className={styles.words}>
        Within a step, W makes the loss and the loss makes the gradient, which moves W: read each row from
        left to right. A step’s number takes gradients and eigenvalues back to it
        {lookedAt !== null && (
          <>
            ;{" "}
            <button type="button" onClick={() => lab.lookAt(null)}>
              back to live
            </button>
          </>
        )}
        .
      </p>
    </section>
  );
}
