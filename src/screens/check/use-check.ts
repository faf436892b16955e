import { useEffect } from "react";
import { create } from "zustand";
import { beginReport, type CheckReport, withProgress } from "../../device-check/report";
import { lab } from "../../store/use-lab";
import type { CheckRequest, CheckResponse } from "../../worker/check-protocol";
import { RESPONSE_TIMEOUT } from "../../worker/response-timeout";

/** A check that runs, or has run. */
export interface Checked {
  readonly running: boolean;
  readonly report: CheckReport;
  readonly done: number;
  readonly total: number;
  /** What is being checked; null before there is a device. */
  readonly next: string | null;
  /** In ms; null before there is anything to go by. */
  readonly left: number | null;
}

/** A device that says nothing for so long, in ms, while it is checked will say nothing any more. */
const PATIENCE = 60_000;

/** The newest check: it stays when the screen is left. */
const useNewest = create<{ readonly checked: Checked | null }>(() => ({ checked: null }));

let finish: (why: string | null) => void = () => {};

/** Runs the check in a worker, one at a time. */
function check(): void {
  // What the lab computes meanwhile would be in the times.
  lab.suspend();
  finish(null);
  const worker = new Worker(new URL("../../worker/check.worker.ts", import.meta.url), { type: "module" });
  const begun = performance.now();
  let now: Checked = {
    running: true,
    report: beginReport(navigator.userAgent),
    done: 0,
    total: 0,
    next: null,
    left: null,
  };
  let silence: ReturnType<typeof setTimeout> | undefined;
  const show = (part: Partial<Checked>) => {
    now = { ...now, ...part };
    useNewest.setState({ checked: now });
  };
  const end = (report: CheckReport) => {
    worker.terminate();
    clearTimeout(silence);
    finish = () => {};
    show({ running: false, report, left: null });
  };
  finish = (why) => end({ ...now.report, ended: { why, during: now.next } });
  const wait = () => {
    clearTimeout(silence);
    const patience = now.next === null ? RESPONSE_TIMEOUT : PATIENCE;
    silence = setTimeout(
      () => finish(`The graphics device has not answered for ${patience / 1000} seconds.`),
      patience,
    );
  };
  worker.onmessage = ({ data }: MessageEvent<CheckResponse>) => {
    if (data.type === "done") return end(now.report);
    if (data.type === "failed") return finish(data.message);
    if (data.type === "found") {
      const { gpu, reference } = data;
      show({ report: { ...now.report, gpu, reference } });
    } else {
      const { done, total, next } = data.progress;
      const left = done === 0 ? null : ((performance.now() - begun) / done) * (total - done);
      show({ done, total, next, left, report: withProgress(now.report, data.progress) });
    }
    wait();
  };
  worker.onerror = (event) => {
    event.preventDefault();
    finish(event.message || "The program of the check could not be loaded.");
  };
  show({});
  wait();
  worker.postMessage({ siteBase: document.baseURI.split("#")[0] } satisfies CheckRequest);
}

/** The newest check, and how one is begun and cancelled; leaving the screen cancels it. */
export function useCheck() {
  const checked = useNewest((state) => state.checked);
  useEffect(() => () => finish(null), []);
  return { checked, check, cancel: () => finish(null) };
}
