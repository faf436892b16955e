import { useState } from "react";
import { useAddress } from "../../address/use-address";
import { typicalTotal } from "../../benchmark/estimate";
import type { SizeResult } from "../../benchmark/interleave";
import { devices } from "../../benchmark/report";
import { SAMPLE } from "../../benchmark/timing";
import styles from "./Benchmark.module.css";
import { type BenchmarkChoice, FIRST_CHOICE, planOf } from "./choice";
import { CopyResult } from "./copy-result";
import { formatDuration } from "./duration";
import { Progress } from "./progress";
import { ResultsTable } from "./results-table";
import { Settings } from "./settings";
import { type Measurement, useBenchmark } from "./use-benchmark";
import { useGpu } from "./use-gpu";

/** The benchmark screen: times several implementations of the same network in the user's browser. */
export function Benchmark() {
  const gpu = useGpu();
  const [choice, setChoice] = useState<BenchmarkChoice>(FIRST_CHOICE);
  const { measurement, measure, cancel } = useBenchmark();
  const plan = planOf(choice, gpu);
  const running = measurement?.phase === "running";
  const nothing = plan.sizes.length === 0 || plan.contenders.length === 0;
  const results = measurement ? withWaiting(measurement) : [];
  const measured = results.filter(({ rows }) => rows.some((row) => row.samples.length > 0));

  return (
    <main className={styles.screen}>
      <aside className={styles.sidebar} aria-label="Settings of the benchmark">
        <header>
          <h1>Benchmark</h1>
          <p className={styles.lead}>
            How long one training step takes: the same network, written in several ways, in this browser.
          </p>
        </header>
        <Settings choice={choice} gpu={gpu} plan={plan} running={running} onChange={setChoice} />
        <div>
          {running ? (
            <button type="button" className={styles.main} onClick={cancel}>
              Cancel
            </button>
          ) : (
            <button type="button" className={styles.main} disabled={nothing} onClick={() => measure(plan)}>
              Measure
            </button>
          )}
          <p className={styles.wait}>
            {nothing
              ? "Choose a size and a backend."
              : `About ${formatDuration(typicalTotal(plan))} on a laptop. Leave this page in front meanwhile.`}
          </p>
        </div>
      </aside>
      <section className={styles.results} aria-label="Results">
        <Progress measurement={measurement} />
        {measurement && <ResultsTable results={results} />}
        <p className={styles.note}>
          Does the graphics card also compute correctly? <CheckLink />
        </p>
        <p className={styles.note}>
          Copying memory, a simple cell with tanh or a gated one, cross-entropy at every step, Adam for all
          parameters, from the same weights on the same batch. This lab’s times include everything that the
          charts show of every step. A sample is as many steps as take {SAMPLE} ms, until the last loss is
          read and the device has nothing left to do; the samples of all contenders are taken in turn. The
          first losses must agree to 10⁻⁴, else the row says so.
        </p>
        {measured.length > 0 && (
          <>
            <p className={styles.note}>
              {devices(measured).join(" · ")} · {navigator.hardwareConcurrency} processors
            </p>
            <CopyResult results={measured} />
          </>
        )}
      </section>
    </main>
  );
}

/** Link to the screen that checks the graphics card against WebAssembly. */
function CheckLink() {
  return <a href={useAddress().link("check")}>Check this device</a>;
}

/** Returns the results so far, with empty rows for pending measurements. */
function withWaiting({ plan, results }: Pick<Measurement, "plan" | "results">): SizeResult[] {
  return plan.sizes.map(
    (size, i) =>
      results[i] ?? {
        size,
        rows: plan.contenders.map((contender) => ({
          contender,
          prepared: null,
          wanted: plan.sampling.samples,
          samples: [],
          failure: null,
        })),
      },
  );
}
