import { beforeEach, describe, expect, it, vi } from "vitest";
import { DEFAULT_CONFIG, type NumberKey, type RunConfig } from "../../src/config/schema";
import { LANE_KEYS } from "../../src/lanes";
import { Lab } from "../../src/store/lab";
import { pendingChanges } from "../../src/store/lab-state";
import type { ClientEvents } from "../../src/worker/client";
import type { Request, Response, RunCheckpoint, Stop } from "../../src/worker/protocol";
import { frame as frameOf, spectrum } from "./frames";

vi.stubGlobal("document", { baseURI: "http://localhost/lab/#lr=1" });

const frame = (run: number, step: number, playing = false, stopped: Stop | null = null) =>
  frameOf(run, [step], { playing, stopped });
const STOP: Stop = { step: 3, quantity: "loss", value: "NaN", explanation: "It overflowed." };

const READY: Extract<Response, { type: "ready" }> = {
  type: "ready",
  run: 1,
  backend: { running: "cpu", adapter: "plain JavaScript", why: "", rejected: [], timings: [] },
  task: {
    label: "",
    description: "",
    steps: 1,
    inputs: 1,
    outputs: 1,
    head: "softmax",
    baseline: { loss: 1, accuracy: 0, name: "chance" },
    symbols: ["a"],
    drawnAs: "symbols",
  },
  heldOut: {
    size: 2,
    steps: 1,
    inputs: Int32Array.of(0, 0),
    targets: Int32Array.of(0, 0),
    stepWeights: Float32Array.of(1),
    scored: Uint8Array.of(1),
  },
};

/** A lab on a line that records what is sent; the other end is spoken for by the test. */
function connected() {
  const sent: Request[] = [];
  let events: ClientEvents | undefined;
  const later: (() => void)[] = [];
  let ended = 0;
  const lab = new Lab(
    (given) => {
      events = given;
      return {
        send: (request) => void sent.push(request),
        measure: () => {},
        measureSequence: () => {},
        measureSpectrum: () => new Promise(() => {}),
        cancelTrial: () => {},
        end: () => ended++,
      };
    },
    (callback) => later.push(callback),
  );
  const answerLoad = (run: number, heldOut = READY.heldOut) => {
    events!.ready({ ...READY, run, heldOut });
    events!.frame(frame(run, 0));
  };
  return {
    lab,
    sent,
    events: events!,
    answerLoad,
    nextAnimationFrame: () => {
      for (const callback of later.splice(0)) callback();
    },
    ended: () => ended,
  };
}

const types = (sent: Request[]) => sent.map(({ type }) => type);

describe("the lab's store", () => {
  let it_: ReturnType<typeof connected>;
  beforeEach(() => {
    it_ = connected();
    it_.lab.load(DEFAULT_CONFIG);
    it_.answerLoad(1);
    it_.sent.length = 0;
  });

  it("sends settings that act at once in one message an animation frame, however often they changed", () => {
    const { lab, sent, nextAnimationFrame } = it_;
    for (const lr of [0.02, 0.03, 0.04]) lab.set("lr", lr);
    expect(sent).toEqual([]);
    nextAnimationFrame();
    expect(sent).toEqual([{ type: "adjust", config: { ...DEFAULT_CONFIG, lr: 0.04 } }]);
    expect(pendingChanges(lab.state)).toEqual([]);
  });

  it("shows a step of the history, and makes one that is not there at full speed, where it pauses", () => {
    const { lab, sent, events } = it_;
    lab.setSpeed("5");
    lab.showStep(40);
    expect(sent).toEqual([{ type: "play", pace: null, until: 40 }]);
    expect(lab.state.playing).toBe(true);
    // All of it may have been made before the first frame, which then says that the run is paused.
    events.frame(frame(1, 40, false));
    expect(lab.state).toMatchObject({ playing: false, step: 40, lookedAt: null });
    lab.showStep(10);
    expect(lab.state).toMatchObject({ step: 40, lookedAt: 10 });
    lab.showStep(40);
    expect(lab.state.lookedAt).toBeNull();
    expect(types(sent)).toEqual(["play"]);
    lab.play();
    expect(sent.at(-1)).toEqual({ type: "play", pace: 5 });
  });

  it("makes a step as soon as the networks are built, if the address asks for it", () => {
    const { lab, sent, answerLoad } = it_;
    lab.open(DEFAULT_CONFIG, { until: 40 });
    expect(types(sent)).toEqual(["load"]);
    answerLoad(2);
    expect(sent.at(-1)).toEqual({ type: "play", pace: null, until: 40 });
  });

  it("makes planned changes its own as their steps pass, each of which undo takes back, and Reset plans them again", () => {
    const { lab, sent, events, answerLoad } = it_;
    const coming = [
      { step: 2, setting: "lr", from: DEFAULT_CONFIG.lr, to: 0.5 },
      { step: 4, setting: "b.clip", from: 0, to: 1 },
    ] as const;
    lab.open(DEFAULT_CONFIG, null, coming);
    expect(sent.at(-1)).toMatchObject({ type: "load", config: DEFAULT_CONFIG, coming });
    answerLoad(2);
    const lr = { step: 2, setting: "lr", from: DEFAULT_CONFIG.lr, to: 0.5 } as const;
    const { lanes, ...rest } = frame(2, 3);
    events.frame({
      ...rest,
      lanes: { a: { ...lanes.a, changes: [lr] }, b: { ...lanes.b, changes: [lr] } },
    });
    expect(lab.state).toMatchObject({ config: { lr: 0.5 }, applied: { lr: 0.5 } });
    expect([lab.state.changes, lab.state.coming]).toEqual([[coming[0]], [coming[1]]]);
    lab.undo();
    expect(lab.state.config).toEqual(DEFAULT_CONFIG);
    lab.redo();
    lab.reset(true);
    expect(sent.at(-1)).toMatchObject({ type: "load", config: DEFAULT_CONFIG, coming });
    lab.undo();
    expect(lab.state.config.lr).toBe(0.5);
  });

  it("undoes changes of one setting one by one, also where the clock was set back between them", () => {
    const { lab } = it_;
    const [clock, sinceStart] = [vi.spyOn(Date, "now"), vi.spyOn(performance, "now")];
    try {
      clock.mockReturnValue(3_600_000);
      sinceStart.mockReturnValue(10_000);
      lab.set("lr", 0.02);
      clock.mockReturnValue(0);
      sinceStart.mockReturnValue(20_000);
      lab.set("lr", 0.03);
      lab.undo();
      expect(lab.state.config.lr).toBe(0.02);
    } finally {
      clock.mockRestore();
      sinceStart.mockRestore();
    }
  });

  it("asks what the networks in the history are asked until the first frame of the next run", () => {
    const { lab, events } = it_;
    const { heldOut: before } = lab.state;
    const next = {
      ...READY,
      run: 2,
      heldOut: { ...READY.heldOut, steps: 2, inputs: Int32Array.of(0, 0, 0, 0) },
    };
    lab.showAnswer(1);
    lab.load({ ...DEFAULT_CONFIG, length: 2 });
    events.ready(next);
    expect(lab.state.heldOut).toBe(before);
    expect(lab.state.answer).toBe(1);
    events.frame(frame(2, 0));
    expect(lab.state.heldOut).toBe(next.heldOut);
    // Sequences of another length have another last answer.
    expect(lab.state.answer).toBeNull();
  });

  it("a rule that needs complex numbers brings them, says so once, and waits for Reset", () => {
    const { lab, sent } = it_;
    sent.length = 0;
    lab.set("a.rule", "arjovsky");
    expect(lab.state.config.a).toMatchObject({ rule: "arjovsky", numbers: "complex" });
    expect(lab.state.applied.a).toMatchObject({ rule: "none", numbers: "real" });
    expect(pendingChanges(lab.state).map(({ key }) => key)).toEqual(["a.rule", "a.numbers"]);
    expect(lab.state.notices.map(({ text }) => text)).toEqual([
      "a.numbers was changed to complex: the rule “Arjovsky et al.” trains complex matrices only.",
    ]);
    // The running networks are not told of a rule that they cannot follow.
    for (const request of sent) if (request.type === "adjust") expect(request.config.a.rule).toBe("none");
    lab.undo();
    expect(lab.state.config.a).toMatchObject({ rule: "none", numbers: "real" });
  });

  it("lets settings that need a fresh start wait, and says which", () => {
    const { lab, sent, nextAnimationFrame } = it_;
    lab.set("units", 64);
    nextAnimationFrame();
    expect(sent).toEqual([]);
    expect(pendingChanges(lab.state)).toEqual([{ key: "units", from: 32, to: 64 }]);
    lab.set("units", 32);
    expect(pendingChanges(lab.state)).toEqual([]);
  });

  it("applies what waits on Reset", () => {
    const { lab, sent } = it_;
    lab.set("units", 64);
    lab.reset();
    expect(sent).toMatchObject([{ type: "load", config: { units: 64 } }]);
    expect(pendingChanges(lab.state)).toEqual([]);
  });

  it("applies what waits on Play, and plays once the new networks stand", () => {
    const { lab, sent, answerLoad } = it_;
    lab.set("length", 10);
    lab.play();
    expect(types(sent)).toEqual(["load"]);
    answerLoad(2);
    expect(types(sent)).toEqual(["load", "play"]);
    expect(lab.state.playing).toBe(true);
  });

  it("resets to the same weights without building anew when nothing waits", () => {
    const { lab, sent } = it_;
    lab.reset();
    expect(sent).toEqual([{ type: "reset", config: DEFAULT_CONFIG }]);
  });

  it("reloads on another backend with the config as it is", () => {
    const { lab, sent } = it_;
    lab.set("backend", "cpu");
    expect(sent).toMatchObject([{ type: "load", config: { ...DEFAULT_CONFIG, backend: "cpu" } }]);
  });

  it("tells the worker a changed learning rate before it lets it play or step", () => {
    const { lab, sent } = it_;
    lab.set("lr", 1);
    lab.step();
    expect(types(sent)).toEqual(["adjust", "step"]);
    lab.set("lr", 2);
    lab.play();
    expect(types(sent)).toEqual(["adjust", "step", "adjust", "play"]);
  });

  it("lets Exp follow the exponential rule that lane B is given, and keeps it through Naive", () => {
    const { lab } = it_;
    lab.set("b.rule", "riemannian");
    expect(lab.state.config.exp).toBe("riemannian");
    lab.set("b.rule", "euclidean");
    expect(lab.state.config.exp).toBe("riemannian");
    lab.set("a.rule", "deck-plus");
    expect(lab.state.config.exp).toBe("riemannian");
  });

  it("is not flipped back by a frame that was under way when Play was clicked", () => {
    const { lab, events } = it_;
    lab.play();
    events.frame(frame(1, 0, false));
    expect(lab.state.playing).toBe(true);
    events.frame(frame(1, 10, true));
    events.frame(frame(1, 20, false));
    expect(lab.state.playing).toBe(false);
  });

  it("stops at the last step even if no frame in between said that it played", () => {
    const { lab, events } = it_;
    lab.play();
    events.frame(frame(1, DEFAULT_CONFIG.steps, false));
    expect(lab.state.playing).toBe(false);
  });

  it("goes on for as long again when Play is clicked at the end", () => {
    const { lab, sent, events } = it_;
    events.frame(frame(1, 500));
    lab.play();
    expect(sent).toMatchObject([{ type: "adjust", config: { steps: 1000 } }, { type: "play" }]);
  });

  it("says once why a lane stopped, and forgets it with the run", () => {
    const { lab, events } = it_;
    for (const step of [4, 5]) events.frame(frame(1, step, true, STOP));
    expect(lab.state.notices).toMatchObject([{ tone: "warning", lane: "a" }]);
    expect(lab.state.notices[0].text).toMatch(/step 3.*It overflowed/);
    events.frame(frame(2, 0));
    expect(lab.state.notices).toEqual([]);
  });

  it("shows a failed load with its sentence, and tries again on new workers", () => {
    const { lab, sent, events, ended } = it_;
    lab.load(DEFAULT_CONFIG);
    events.failed({ type: "failed", during: "load", message: "No backend works here." });
    expect(lab.state).toMatchObject({ phase: "failed", failure: "No backend works here." });
    sent.length = 0;
    lab.retry();
    expect(ended()).toBe(1);
    expect(types(sent)).toEqual(["load"]);
    expect(lab.state.phase).toBe("preparing");
  });

  it("keeps the run when something smaller fails", () => {
    const { lab, events } = it_;
    events.failed({ type: "failed", during: "step", message: "The step failed." });
    expect(lab.state.phase).toBe("ready");
    expect(lab.state.notices).toMatchObject([{ tone: "warning", text: "The step failed." }]);
  });

  it("answers every export that waits, and refuses them all with the worker's sentence", async () => {
    const { lab, sent, events } = it_;
    const [first, second] = [lab.exported(), lab.exported()];
    expect(types(sent)).toEqual(["export", "export"]);
    events.failed({ type: "failed", during: "export", message: "There is no run." });
    await expect(first).rejects.toThrow("There is no run.");
    await expect(second).rejects.toThrow("There is no run.");
  });

  it("exports the sequence of the run that was exported, also if another begins before its spectra are there", async () => {
    const { lab, events, answerLoad } = it_;
    const { heldOut } = lab.state;
    const exported = lab.exported();
    const lane = { step: 0, begun: {}, changes: [] };
    const lanes = { a: lane, b: lane };
    for (const key of LANE_KEYS) lab.history.appendSpectrum(spectrum(1, 0, key));
    events.exported({ type: "exported", lanes } as unknown as Extract<Response, { type: "exported" }>);
    lab.load({ ...DEFAULT_CONFIG, seed: 2 });
    answerLoad(2, { ...READY.heldOut });
    expect(lab.state.heldOut).not.toBe(heldOut);
    expect((await exported).state.heldOut).toBe(heldOut);
  });

  it("takes settings back and forth, a drag as one", () => {
    vi.useFakeTimers();
    const { lab } = it_;
    const change = (key: NumberKey, value: number, pause: number) => {
      vi.advanceTimersByTime(pause);
      lab.set(key, value);
    };
    const shown = ({ lr, units }: RunConfig) => [lr, units];
    for (const lr of [0.02, 0.03, 0.04]) change("lr", lr, 50);
    change("units", 64, 50);
    lab.undo();
    expect(shown(lab.state.config)).toEqual([0.04, 32]);
    lab.undo();
    expect(shown(lab.state.config)).toEqual([0.01, 32]);
    lab.redo();
    lab.redo();
    expect(shown(lab.state.config)).toEqual([0.04, 64]);
    vi.useRealTimers();
  });
});

describe("a lab whose worker fails", () => {
  const lane = (step: number) =>
    ({
      begun: DEFAULT_CONFIG,
      key: "b",
      config: DEFAULT_CONFIG,
      lane: { step },
    }) as RunCheckpoint["lanes"]["a"];
  const checkpoint = (run: number, step: number): RunCheckpoint => ({
    run,
    step,
    lanes: { a: lane(step), b: lane(step) },
    changedAt: null,
  });
  const crash = { kind: "crashed", message: "It stopped." } as const;
  const losses = ({ history }: Lab) => [...history.lane("a").scalars.kept().x];
  let it_: ReturnType<typeof connected>;

  beforeEach(() => {
    it_ = connected();
    it_.lab.load(DEFAULT_CONFIG);
    it_.answerLoad(1);
    it_.lab.play();
    for (let step = 1; step <= 9; step++) it_.events.frame(frame(1, step, true));
    it_.events.checkpoint(checkpoint(1, 7));
    it_.events.frame(frame(1, 10, true));
    it_.sent.length = 0;
  });

  it("goes on playing from the checkpoint, with the history up to it", () => {
    const { lab, sent, events } = it_;
    events.fault(crash);
    expect(sent).toMatchObject([
      { type: "resume", checkpoint: { run: 1, step: 7 }, backend: "cpu", avoid: [] },
      { type: "adjust", config: DEFAULT_CONFIG },
    ]);
    expect(losses(lab)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    expect(lab.state).toMatchObject({ phase: "preparing", playing: true, measured: true });
    it_.sent.length = 0;
    events.ready({ ...READY, run: 1 });
    expect(types(sent)).toEqual(["play"]);
    const [{ text, fault }] = lab.state.notices;
    expect(text).toBe("It stopped. Training continues at step 7 on plain JavaScript; 3 steps are repeated.");
    expect(fault).toBe(true);
  });

  it("continues with the user’s own text that the run began with, and so does a fork", () => {
    const { lab, sent, events } = it_;
    events.ready({ ...READY, run: 2, ownText: "the text then" });
    events.frame(frame(2, 0));
    events.checkpoint(checkpoint(2, 7));
    events.frame(frame(2, 7));
    events.fault(crash);
    expect(sent.at(-2)).toMatchObject({ type: "resume", ownText: "the text then" });
    events.ready({ ...READY, run: 2, ownText: "the text then" });
    events.frame(frame(2, 7));
    lab.fork("b", 7);
    expect(sent.at(-2)).toMatchObject({ type: "resume", ownText: "the text then" });
    // A run of the last visit reads the text that is saved.
    const saved = lab.savableRun;
    if (!saved) throw new Error("There is no run to save.");
    lab.continueFrom(saved);
    expect(sent.at(-2)).toMatchObject({ type: "resume", ownText: undefined });
  });

  it("keeps the initial state, which no step measures again, where it goes back to it", () => {
    it_.events.checkpoint(checkpoint(1, 0));
    it_.events.fault(crash);
    expect(losses(it_.lab)).toEqual([0]);
  });

  it("stays paused where it was paused", () => {
    const { lab, sent, events } = it_;
    lab.pause();
    events.frame(frame(1, 10));
    it_.sent.length = 0;
    events.fault(crash);
    events.ready({ ...READY, run: 1 });
    expect(types(sent)).toEqual(["resume", "adjust"]);
    expect(lab.state.playing).toBe(false);
  });

  it("does not go back to a run that was reset or replaced", () => {
    const { lab, sent, events } = it_;
    lab.reset();
    events.checkpoint(checkpoint(1, 9));
    events.fault(crash);
    expect(types(sent).at(-1)).toBe("load");
    events.ready({ ...READY, run: 1 });
    events.frame(frame(1, 0));
    lab.open({ ...DEFAULT_CONFIG, units: 8 });
    events.fault(crash);
    expect(sent.at(-1)).toMatchObject({ type: "load", config: { units: 8 } });
  });

  it("gives up in a sentence after a few tries, and tries everything again when asked to", () => {
    const { lab, sent, events } = it_;
    let tries = 0;
    while (lab.state.phase !== "failed" && tries < 20) {
      events.fault(crash);
      tries++;
    }
    expect(tries).toBeLessThan(8);
    expect(lab.state.failure).toBe("It stopped. No other backend is left to try.");
    lab.retry();
    expect(sent.at(-2)).toMatchObject({ type: "resume", checkpoint: { step: 7 }, avoid: [] });
  });

  it("takes a fork over to another backend, which would start a run afresh", () => {
    const { lab, sent, events } = it_;
    lab.pause();
    events.frame(frame(1, 10));
    lab.fork("b", 7);
    expect(sent.at(-2)).toMatchObject({ type: "resume", checkpoint: { run: 2, step: 7 }, upTo: 7 });
    events.ready({ ...READY, run: 2 });
    events.frame(frame(2, 7));
    events.checkpoint(checkpoint(2, 7));
    lab.set("b.activation", "tanh");
    lab.set("backend", "wasm");
    expect(sent.at(-2)).toMatchObject({ type: "resume", checkpoint: { run: 3, step: 7 }, backend: "wasm" });
    expect(lab.state).toMatchObject({
      config: { backend: "wasm", b: { activation: "tanh" } },
      fork: { step: 7 },
    });
    expect(pendingChanges(lab.state)).toMatchObject([{ key: "b.activation", to: "tanh" }]);
  });

  it("does not go back to a run from whose start WebGPU took over", () => {
    const { sent, events } = it_;
    events.ready({ ...READY, run: 2 });
    events.frame(frame(2, 0));
    events.fault(crash);
    expect(types(sent)).toEqual(["load"]);
  });

  it("tries a backend again that was given up, though the settings name it already", () => {
    const { lab, sent, events, ended } = it_;
    lab.set("backend", "webgpu");
    events.fault({ kind: "device", message: "The graphics device did not answer within 10 seconds." });
    expect(sent.at(-1)).toMatchObject({ avoid: [{ backend: "webgpu" }] });
    it_.answerLoad(1);
    expect(lab.state.notices[0].text).toBe(
      "The graphics device did not answer within 10 seconds. The run is paused at step 0 on plain JavaScript.",
    );
    lab.switchBackend("webgpu");
    expect(ended()).toBe(1);
    expect(sent.at(-1)).toMatchObject({ type: "load", config: { backend: "webgpu" }, avoid: [] });
  });

  it("does not wait for a backend that still prepares when another is chosen", () => {
    const { lab, sent, events, ended } = it_;
    events.frame(frame(1, 10));
    lab.set("backend", "webgpu");
    expect(lab.state.phase).toBe("preparing");
    expect(ended()).toBe(0);
    lab.set("backend", "wasm");
    expect(ended()).toBe(1);
    expect(sent.at(-1)).toMatchObject({ type: "load", config: { backend: "wasm" } });
  });

  it("changes again before the same update what was changed after the checkpoint", () => {
    const { lab, sent, events } = it_;
    events.checkpoint(checkpoint(1, 10));
    const lr = { step: 12, setting: "lr", from: DEFAULT_CONFIG.lr, to: 0.5 } as const;
    lab.set("lr", 0.5);
    const { lanes, ...rest } = frame(1, 14);
    events.frame({
      ...rest,
      lanes: { a: { ...lanes.a, changes: [lr] }, b: { ...lanes.b, changes: [lr] } },
    });
    sent.length = 0;
    events.fault(crash);
    const adjusted = sent.findLast(({ type }) => type === "adjust");
    expect(adjusted).toMatchObject({ config: { lr: DEFAULT_CONFIG.lr }, coming: [lr] });
    expect(lab.state.changes).toEqual([]);
  });

  it("asks again for an export that the fault swallowed", async () => {
    const { lab, sent, events } = it_;
    const exported = lab.exported();
    events.fault(crash);
    it_.sent.length = 0;
    events.ready({ ...READY, run: 1 });
    expect(types(sent)).toContain("export");
    const lane = { step: 10, begun: {}, changes: [] };
    const lanes = { a: lane, b: lane };
    const answer = { type: "exported", lanes } as unknown as Extract<Response, { type: "exported" }>;
    for (const key of LANE_KEYS) lab.history.appendSpectrum(spectrum(1, 10, key));
    events.exported(answer);
    expect((await exported).answer).toBe(answer);
  });

  it("refuses an export whose run another backend takes the place of, and answers the next", async () => {
    const { lab, sent, events } = it_;
    events.fault({ kind: "device", message: "It was lost." });
    const swallowed = lab.exported();
    lab.set("backend", "webgpu");
    await expect(swallowed).rejects.toThrow("The backend was changed meanwhile.");
    it_.answerLoad(1);
    it_.sent.length = 0;
    void lab.exported();
    expect(types(sent)).toEqual(["export"]);
  });

  it("goes on with a kept run under a number of its own, and refuses one that does not go", () => {
    const kept = structuredClone(it_.lab.savableRun!);
    const other = connected();
    other.lab.load(DEFAULT_CONFIG);
    other.lab.continueFrom(kept);
    expect(other.sent.at(-2)).toMatchObject({ type: "resume", checkpoint: { step: 7 } });
    expect(losses(other.lab)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    other.events.fault({ kind: "failed", message: "It does not fit." });
    expect(other.sent.at(-1)).toMatchObject({ type: "load", config: DEFAULT_CONFIG });
    expect(other.lab.state.notices[0].text).toBe("The kept run could not be continued. It does not fit.");
  });

  it("asks for the backend that a kept run was made on, though another one ran before and that one fails", () => {
    const kept = { ...structuredClone(it_.lab.savableRun!), backend: "webgpu" as const };
    const other = connected();
    other.lab.load(DEFAULT_CONFIG);
    other.answerLoad(1);
    expect(other.lab.state.backend?.running).not.toBe("webgpu");
    other.lab.continueFrom(kept);
    other.events.fault({ kind: "device", message: "The graphics device did not answer within 10 seconds." });
    expect(other.sent.findLast(({ type }) => type === "resume")).toMatchObject({
      backend: "webgpu",
      avoid: [{ backend: "webgpu", why: "The graphics device did not answer within 10 seconds" }],
    });
  });
});
