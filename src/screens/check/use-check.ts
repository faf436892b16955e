import { useCallback, useEffect, useRef, useState } from "react";
import { version } from "../../../package.json";
import type { CheckReport } from "../../device-check/report";
import { lab } from "../../store/use-lab";
import type { CheckRequest, CheckResponse } from "../../worker/check-protocol";

/** A check that runs, or has run. */
export interface Checked {
  readonly phase: "running" | "done" | "ended";
  /** Null until it is known which device it is. */
  readonly report: CheckReport | null;
  /** Why there is no report, in a sentence. */
  readonly failure: string | null;
  readonly done: number;
  readonly total: number;
  /** What is being checked. */
  readonly next: string | null;
  /** In ms; null before there is anything to go by. */
  readonly left: number | null;
}

const BEGINNING: Checked = {
  phase: "running",
  report: null,
  failure: null,
  done: 0,
  total: 0,
  next: null,
  left: null,
};

/** A device that says nothing for so long, in ms, will say nothing any more. */
const PATIENCE = 60_000;

/** Runs the check in a worker, once at a time; leaving the screen ends it. */
export function useCheck() {
  const [checked, setChecked] = useState<Checked | null>(null);
  const end = useRef<(why: string) => void>(() => {});

  const check = useCallback(() => {
    // What the lab computes meanwhile would be in the times.
    if (lab.state.playing) lab.pause();
    end.current("It was begun anew.");
    const worker = new Worker(new URL("../../worker/check.worker.ts", import.meta.url), { type: "module" });
    const begun = performance.now();
    let now = BEGINNING;
    let silence: ReturnType<typeof setTimeout> | undefined;
    const show = (part: Partial<Checked>) => {
      now = { ...now, ...part };
      setChecked(now);
    };
    const finish = (why: string | null) => {
      worker.terminate();
      clearTimeout(silence);
      end.current = () => {};
      if (why === null) show({ phase: "done", left: null });
      else if (now.report)
        show({ phase: "ended", report: { ...now.report, ended: `${why}${at(now.next)}` }, left: null });
      else show({ phase: "ended", failure: why });
    };
    const wait = () => {
      clearTimeout(silence);
      silence = setTimeout(
        () => finish(`The device has not answered for ${PATIENCE / 1000} seconds.`),
        PATIENCE,
      );
    };
    worker.onmessage = ({ data }: MessageEvent<CheckResponse>) => {
      wait();
      if (data.type === "begun") show({ report: reportOn(data) });
      if (data.type === "progress") show(withProgress(now, data.progress, performance.now() - begun));
      if (data.type === "done") finish(null);
      if (data.type === "failed") finish(data.message);
    };
    worker.onerror = (event) => {
      event.preventDefault();
      finish(event.message || "The program of the check could not be loaded.");
    };
    end.current = finish;
    show({});
    wait();
    worker.postMessage({ siteBase: document.baseURI.split("#")[0] } satisfies CheckRequest);
  }, []);

  const cancel = useCallback(() => end.current("It was cancelled."), []);
  useEffect(() => cancel, [cancel]);
  return { checked, check, cancel };
}

const at = (next: string | null) => (next === null ? "" : ` It was at: ${next}.`);

const reportOn = ({ gpu, reference }: Extract<CheckResponse, { type: "begun" }>): CheckReport => ({
  version,
  date: new Date().toISOString().slice(0, 10),
  program: navigator.userAgent,
  gpu,
  reference,
  rows: [],
  timings: [],
  planned: 0,
  ended: null,
});

function withProgress(
  { report }: Checked,
  { done, total, next, row, timing }: Extract<CheckResponse, { type: "progress" }>["progress"],
  elapsed: number,
): Partial<Checked> {
  if (!report) return {};
  const rows = row ? [...report.rows, row] : report.rows;
  const timings = timing ? [...report.timings, timing] : report.timings;
  return {
    done,
    total,
    next,
    left: done === 0 ? null : (elapsed / done) * (total - done),
    report: { ...report, rows, timings, planned: total },
  };
}
