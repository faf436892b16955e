import { useAddress } from "../../address/use-address";
import { reportText, verdictOf } from "../../device-check/report";
import { CopyReport } from "../../ui/copy-report";
import layout from "../benchmark/Benchmark.module.css";
import { formatDuration } from "../benchmark/duration";
import { Device } from "./device";
import { Rows, Times } from "./tables";
import { type CheckState, useCheck } from "./use-check";

/** The screen that checks whether the user's graphics device agrees with WebAssembly. */
export function CheckScreen() {
  const { checked, check, cancel } = useCheck();
  const running = checked?.running ?? false;
  const report = checked?.report;
  return (
    <main className={layout.screen}>
      <aside className={layout.sidebar} aria-label="Check this device">
        <header>
          <h1>Check this device</h1>
          <p className={layout.lead}>
            Does the graphics card of this computer compute what WebAssembly computes? Every rule, activation,
            optimiser and task is tried on it, real and complex, at odd sizes, with many threads and with few.
          </p>
        </header>
        <div>
          <button type="button" className={layout.main} onClick={running ? cancel : check}>
            {running ? "Cancel" : "Check"}
          </button>
          <p className={layout.wait}>
            About a minute on a laptop, several on a phone. Nothing is sent anywhere: <em>Copy report</em>{" "}
            copies the result to the clipboard. Leaving this screen ends the check. Speed is measured on{" "}
            <BenchmarkLink />.
          </p>
        </div>
      </aside>
      <section className={layout.results} aria-label="Results">
        <Progress checked={checked} />
        {report && (
          <>
            {report.gpu && <Device gpu={report.gpu} reference={report.reference} />}
            {!running && (
              <div className={layout.copy}>
                <CopyReport className={layout.text} report={() => reportText(report)} />
              </div>
            )}
            {report.timings.length > 0 && <Times timings={report.timings} />}
            {report.rows.length > 0 && <Rows rows={report.rows} />}
            <p className={layout.note}>
              A number is the largest relative difference of one step from equal weights: loss, gradients,
              measures, and the results of rule and optimiser. <em>Ten losses</em> are those of ten steps with
              tanh. Rounding alone makes about 10⁻⁷, and up to 10⁻⁴ where numbers cancel; above 10⁻³ the lab
              calls the device wrong and trains on WebAssembly.
            </p>
          </>
        )}
      </section>
    </main>
  );
}

function BenchmarkLink() {
  return <a href={useAddress().link("benchmark")}>Benchmark</a>;
}

/** Progress of the check. Only the present check is announced to screen readers, not the remaining time. */
function Progress({ checked }: { readonly checked: CheckState | null }) {
  const { done = 0, total = 0, running = false, left = null } = checked ?? {};
  return (
    <div className={layout.progress}>
      <progress aria-label="Progress" max={total || 1} value={done} />
      <p className={layout.status}>
        <span role="status" aria-label="Check">
          {stateText(checked)}
        </span>
        {running && left !== null && (
          <span className={layout.left}>
            {done} of {total} · about {formatDuration(left)} left
          </span>
        )}
      </p>
    </div>
  );
}

function stateText(checked: CheckState | null): string {
  if (!checked) return "Nothing has been checked yet.";
  const { running, report, next } = checked;
  if (!running) return verdictOf(report);
  return next === null ? "Looking for a graphics device." : `Checking: ${next}.`;
}
