import { useCallback, useEffect, useRef, useState } from "react";
import { type Plan, timeLeft } from "../../benchmark/estimate";
import { interleave, type SizeResult } from "../../benchmark/interleave";
import { messageOf } from "../../errors";
import { lab } from "../../store/use-lab";
import { workerEntrant } from "../../worker/benchmark-entrant";

/** State of the running or the last measurement. */
export interface Measurement {
  readonly phase: "running" | "done" | "cancelled" | "failed";
  readonly plan: Plan;
  /** One result per size begun. */
  readonly results: readonly SizeResult[];
  /** Estimated remaining time in ms. */
  readonly left: number;
  readonly failure: string | null;
}

/** Shortest time between updates of the page, in ms, so that rendering does not distort the measurement. */
const SHOW_EVERY = 250;

/** Runs one plan at a time; leaving the screen aborts it. */
export function useBenchmark() {
  const [measurement, show] = useState<Measurement | null>(null);
  const running = useRef<AbortController | null>(null);

  const measure = useCallback(async (plan: Plan) => {
    // Concurrent training in the lab would distort all times.
    lab.suspend();
    running.current?.abort();
    const cancel = new AbortController();
    running.current = cancel;
    let results: SizeResult[] = [];
    let shown = Number.NEGATIVE_INFINITY;
    const tell = (phase: Measurement["phase"], failure: string | null = null) => {
      // A superseded plan no longer reports.
      if (running.current !== cancel) return;
      shown = performance.now();
      show({ phase, plan, results, left: phase === "running" ? timeLeft(plan, results) : 0, failure });
    };
    tell("running");
    try {
      for (const [i, size] of plan.sizes.entries()) {
        const report = (result: SizeResult) => {
          results = [...results.slice(0, i), result];
          if (performance.now() > shown + SHOW_EVERY) tell("running");
        };
        await interleave(size, plan.contenders, plan.sampling, workerEntrant, report, cancel.signal);
      }
      tell("done");
    } catch (error) {
      if (cancel.signal.aborted) tell("cancelled");
      else tell("failed", messageOf(error));
    }
  }, []);

  const cancel = useCallback(() => running.current?.abort(), []);
  useEffect(
    () => () => {
      const left = running.current;
      running.current = null;
      left?.abort();
    },
    [],
  );
  return { measurement, measure, cancel };
}
