import { useCallback, useEffect, useRef, useState } from "react";
import { type Plan, timeLeft } from "../../benchmark/estimate";
import { interleave, type SizeResult } from "../../benchmark/interleave";
import { messageOf } from "../../errors";
import { lab } from "../../store/use-lab";
import { workerEntrant } from "../../worker/benchmark-entrant";

/** What is being measured, or was. */
export interface Measurement {
  readonly phase: "running" | "done" | "cancelled" | "failed";
  readonly plan: Plan;
  /** One for each size that has begun. */
  readonly results: readonly SizeResult[];
  /** In ms. */
  readonly left: number;
  readonly failure: string | null;
}

/** Showing it takes a little of the machine, so that it is not done after every sample, in ms. */
const SHOW_EVERY = 250;

/** Runs plans, one at a time; leaving the screen ends them. */
export function useBenchmark() {
  const [measurement, show] = useState<Measurement | null>(null);
  const running = useRef<AbortController | null>(null);

  const measure = useCallback(async (plan: Plan) => {
    // What the lab computes meanwhile would be in all figures.
    lab.suspend();
    running.current?.abort();
    const cancel = new AbortController();
    running.current = cancel;
    let results: SizeResult[] = [];
    let shown = Number.NEGATIVE_INFINITY;
    const tell = (phase: Measurement["phase"], failure: string | null = null) => {
      // A plan that was given up for another has nothing more to say.
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
