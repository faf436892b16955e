import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { DEFAULT_CONFIG } from "../../src/config/schema";
import { GpuTrial } from "../../src/worker/gpu-trial";
import { Heartbeat } from "../../src/worker/heartbeat";
import type { BackendReport, GpuProgress, GpuVerdict, Request } from "../../src/worker/protocol";
import type { Listener, TrainingProcess } from "../../src/worker/training-process";

type Load = Extract<Request, { type: "load" }>;

const LOAD: Load = { type: "load", config: DEFAULT_CONFIG, siteBase: "http://localhost/", avoid: [] };
const REPORT: BackendReport = { running: "wasm", adapter: "SIMD", why: "", rejected: [], timings: [] };
const TIMINGS = [
  { backend: "webgpu", milliseconds: 1 },
  { backend: "wasm", milliseconds: 5 },
] as const;
const PREFERRED: GpuVerdict = { preferred: true, why: "a GPU", rejected: [], timings: TIMINGS, final: false };
const SLOWER: GpuVerdict = { ...PREFERRED, preferred: false, why: "at least twice as fast here" };
const SOFTWARE: GpuVerdict = {
  preferred: false,
  why: "webgpu: SwiftShader is slower than wasm",
  rejected: [{ backend: "webgpu", why: "SwiftShader is slower than wasm" }],
  timings: [],
  final: true,
};

describe("the trial of WebGPU beside a run", () => {
  let visible = true;
  let hasGpu = true;
  const candidates: { listener: Listener; sent: Request[]; ended: boolean }[] = [];
  const switched: number[] = [];
  let concluded = 0;

  const begin = () =>
    new GpuTrial({
      progress: () => {},
      concluded: () => concluded++,
      switchTo: (process) => switched.push(candidates.findIndex((one) => Object.is(one, process))),
      hasGpu: () => hasGpu,
      heartbeat: (overdue) =>
        new Heartbeat(overdue, { now: () => performance.now(), visible: () => visible }),
      start: (listener) => {
        const candidate = { listener, sent: [] as Request[], ended: false };
        candidates.push(candidate);
        return Object.assign(candidate, {
          send: (request: Request) => candidate.sent.push(request),
          end: () => {
            candidate.ended = true;
          },
        }) as unknown as TrainingProcess;
      },
    });
  /** A run is loaded and shown. */
  const load = (trial: GpuTrial, run = 1, wanted = LOAD) => {
    const sent = trial.prepare(wanted);
    trial.begin(sent, run);
    return sent;
  };
  const newest = () => candidates[candidates.length - 1];
  const say = (stage: GpuProgress["stage"], limit: number | null = 10_000) =>
    newest().listener.receive({ type: "progress", progress: { stage, done: 0, of: 0, limit } });
  const judge = (verdict: GpuVerdict) => newest().listener.receive({ type: "verdict", verdict });

  beforeEach(() => {
    vi.useFakeTimers();
    [visible, hasGpu, concluded] = [true, true, 0];
    [candidates.length, switched.length] = [0, 0];
  });
  afterEach(() => vi.useRealTimers());

  it("gives the run, to which nothing was done, to the candidate where WebGPU is preferred", () => {
    const trial = begin();
    expect(load(trial, 3)).toEqual({ ...LOAD, gpuLater: true });
    expect(newest().sent).toEqual([
      { type: "try webgpu", config: DEFAULT_CONFIG, siteBase: LOAD.siteBase, avoid: [], run: 3 },
    ]);
    expect(trial.withOutcome(REPORT).why).toBe("WebGPU is being tried");
    judge(PREFERRED);
    expect(switched).toEqual([0]);
    expect(newest().ended).toBe(false);
    expect(trial.withOutcome(REPORT)).toEqual(REPORT);
    // The next run waits for WebGPU, which is known by now.
    expect(load(trial)).toEqual(LOAD);
    expect(candidates).toHaveLength(1);
  });

  it.each([
    ["play", "training had begun on it before WebGPU was ready; timed beside the training"],
    ["step", "training had begun on it before WebGPU was ready; timed beside the training"],
    ["adjust", "it was in use before WebGPU was ready"],
    ["reset", "it was in use before WebGPU was ready"],
    ["export", "it was in use before WebGPU was ready"],
  ] as const)("leaves a run alone after %s, and offers WebGPU", (type, why) => {
    const trial = begin();
    load(trial);
    trial.noteRequest(type);
    judge(PREFERRED);
    expect(switched).toEqual([]);
    expect(newest().ended).toBe(true);
    expect(concluded).toBe(1);
    expect(trial.withOutcome(REPORT)).toEqual({ ...REPORT, why, timings: TIMINGS });
  });

  it("gives way to what else is to be timed, and offers WebGPU", () => {
    const trial = begin();
    load(trial);
    trial.cancel("the machine was wanted for something else");
    expect(newest().ended).toBe(true);
    expect(concluded).toBe(1);
    const rejected = [{ backend: "webgpu", why: "the machine was wanted for something else", again: true }];
    expect(trial.withOutcome(REPORT)).toMatchObject({ rejected, timings: [] });
    // Another run has a trial of its own, and where there is none nothing is said.
    load(trial, 2);
    expect(candidates).toHaveLength(2);
    judge(SOFTWARE);
    trial.cancel("the machine was wanted for something else");
    expect(trial.withOutcome(REPORT).rejected).toEqual(SOFTWARE.rejected);
  });

  it("leaves a run alone that was told to play before it was shown", () => {
    const trial = begin();
    const sent = trial.prepare(LOAD);
    trial.noteRequest("play");
    trial.begin(sent, 1);
    judge(PREFERRED);
    expect(switched).toEqual([]);
  });

  it("says that wasm is faster, with the figures, and tries again for another config", () => {
    const trial = begin();
    load(trial);
    judge(SLOWER);
    expect(trial.withOutcome(REPORT)).toEqual({ ...REPORT, why: SLOWER.why, timings: TIMINGS });
    load(trial, 2);
    expect(candidates).toHaveLength(2);
  });

  it("does not look for a software adapter, or one that is not there, a second time", () => {
    const trial = begin();
    load(trial);
    judge(SOFTWARE);
    load(trial, 2);
    expect(candidates).toHaveLength(1);
    expect(trial.withOutcome({ ...REPORT, why: "wasm: it is forbidden" })).toMatchObject({
      why: "wasm: it is forbidden; webgpu: SwiftShader is slower than wasm",
      rejected: SOFTWARE.rejected,
    });
  });

  it("ends a candidate that is silent for ten seconds, offers WebGPU, and does not try it again", () => {
    const trial = begin();
    load(trial);
    say("opening");
    vi.advanceTimersByTime(9_000);
    say("compiling");
    vi.advanceTimersByTime(9_000);
    expect(newest().ended).toBe(false);
    vi.advanceTimersByTime(1_000);
    expect(newest().ended).toBe(true);
    const why = "it did not answer within 10 seconds";
    expect(trial.withOutcome(REPORT)).toMatchObject({
      why: `webgpu: ${why}`,
      rejected: [{ backend: "webgpu", why, again: true }],
    });
    load(trial, 2);
    expect(candidates).toHaveLength(1);
  });

  it("ends one that is never ready, though it gives signs of life, after thirty", () => {
    const trial = begin();
    load(trial);
    for (let k = 0; k < 7; k++) {
      say("compiling");
      vi.advanceTimersByTime(5_000);
    }
    expect(newest().ended).toBe(true);
    expect(trial.withOutcome(REPORT).why).toBe("webgpu: it was not ready within 30 seconds");
  });

  it("counts neither the time in which the page is hidden nor that in which wasm is timed", () => {
    const trial = begin();
    load(trial);
    say("opening");
    visible = false;
    vi.advanceTimersByTime(60_000);
    visible = true;
    say("timing", null);
    vi.advanceTimersByTime(60_000);
    expect(newest().ended).toBe(false);
    judge(PREFERRED);
    expect(switched).toEqual([0]);
  });

  it("says how a candidate broke, and lets the run be", () => {
    const trial = begin();
    load(trial);
    newest().listener.receive({ type: "lost", backend: "webgpu", message: "The graphics device was lost." });
    expect(newest().ended).toBe(true);
    expect(trial.withOutcome(REPORT).why).toBe("webgpu: The graphics device was lost");
  });

  it.each([
    ["another backend was chosen", { ...LOAD, config: { ...DEFAULT_CONFIG, backend: "wasm" } }, true],
    ["WebGPU was given up", { ...LOAD, avoid: [{ backend: "webgpu", why: "It was lost" }] }, true],
    ["the browser has none", LOAD, false],
  ] as const)("does nothing where %s", (_name, wanted, has) => {
    hasGpu = has;
    const trial = begin();
    expect(load(trial, 1, wanted as Load)).toEqual(wanted);
    expect(candidates).toEqual([]);
    expect(trial.withOutcome(REPORT)).toEqual(REPORT);
  });

  it("ends with its run", () => {
    const trial = begin();
    load(trial);
    load(trial, 2);
    expect(candidates.map(({ ended }) => ended)).toEqual([true, false]);
  });
});
