import { useEffect } from "react";
import { create } from "zustand";
import { beginReport, type CheckReport, withProgress } from "../../device-check/report";
import { lab } from "../../store/use-lab";
import program from "../../worker/check.worker?worker&url";
import type { CheckRequest, CheckResponse } from "../../worker/check-protocol";
import { ModuleWorker } from "../../worker/module-worker";
import { RESPONSE_TIMEOUT } from "../../worker/response-timeout";

/** State of the running or the last check. */
export interface CheckState {
  readonly running: boolean;
  readonly report: CheckReport;
  readonly done: number;
  readonly total: number;
  /** Name of the present check; null before there is a device. */
  readonly next: string | null;
  /** Estimated remaining time in ms; null until it can be estimated. */
  readonly left: number | null;
}

/** Time without a message from the device after which the check fails, in ms. */
const TIMEOUT_MS = 60_000;

/** The last check, which stays when the screen is left. */
const useNewest = create<{ readonly checked: CheckState | null }>(() => ({ checked: null }));

let finish: (why: string | null) => void = () => {};

/** Runs the check in a worker, one at a time. */
function check(): void {
  // Concurrent training in the lab would distort the times.
  lab.suspend();
  finish(null);
  const worker = new ModuleWorker(program);
  const begun = performance.now();
  let now: CheckState = {
    running: true,
    report: beginReport(navigator.userAgent),
    done: 0,
    total: 0,
    next: null,
    left: null,
  };
  let silence: ReturnType<typeof setTimeout> | undefined;
  const show = (part: Partial<CheckState>) => {
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
    const timeout = now.next === null ? RESPONSE_TIMEOUT : TIMEOUT_MS;
    silence = setTimeout(
      () => finish(`The graphics device has not answered for ${timeout / 1000} seconds.`),
      timeout,
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
  worker.onerror = ({ message }) => finish(`The worker of the check stopped: ${message}.`);
  show({});
  wait();
  worker.postMessage({ siteBase: document.baseURI.split("#")[0] } satisfies CheckRequest);
}

/** Returns the last check and functions to start and cancel one; leaving the screen cancels it. */
export function useCheck() {
  const checked = useNewest((state) => state.checked);
  useEffect(() => () => finish(null), []);
  return { checked, check, cancel: () => finish(null) };
}
