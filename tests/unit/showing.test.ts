import { beforeEach, describe, expect, it } from "vitest";
import type { LaneKey } from "../../src/lanes";
import { RunHistory } from "../../src/store/history";
import { Showing } from "../../src/store/showing";
import { StopNews } from "../../src/store/stop-news";
import type { Frame, Stop } from "../../src/worker/protocol";
import { frame, moment, spectrum } from "./frames";

const STOP: Stop = { step: 3, quantity: "W", value: "NaN", explanation: "" };

describe("the moment that the page shows", () => {
  let history: RunHistory;
  let applied: number[];
  let timers: { callback: () => void; ms: number }[];
  let showing: Showing;
  const offer = (given: Frame) => {
    history.append(given);
    showing.offer(given);
  };
  const measure = (step: number, lanes: readonly LaneKey[] = ["a", "b"], run = 1) => {
    for (const lane of lanes) {
      history.appendSpectrum(spectrum(run, step, lane));
      showing.measured("spectra", step);
    }
  };

  beforeEach(() => {
    history = new RunHistory();
    [applied, timers] = [[], []];
    showing = new Showing(
      history,
      ({ step }) => applied.push(step),
      (callback, ms) => timers.push({ callback, ms }),
    );
    showing.wanted = new Set(["spectra"] as const);
    offer(frame(1, [0]));
  });

  it("is the first of a run at once, and then the newest whose spectra are there", () => {
    expect(showing.current).toMatchObject({ run: 1, step: 0, live: true });
    offer(frame(1, [4], { playing: true }));
    expect(showing.current.step).toBe(0);
    measure(4, ["a"]);
    expect(showing.current.step).toBe(0);
    measure(4, ["b"]);
    expect(showing.current.step).toBe(4);
    expect(applied).toEqual([0, 4]);
  });

  it("waits for spectra no longer than a hall would notice, and is never older than one that was shown", () => {
    offer(frame(1, [4], { playing: true }));
    offer(frame(1, [8], { playing: true }));
    expect(Math.max(...timers.map(({ ms }) => ms))).toBeLessThan(100);
    timers[1].callback();
    expect(showing.current.step).toBe(8);
    timers[0].callback();
    measure(4);
    expect(showing.current.step).toBe(8);
    expect(applied).toEqual([0, 8]);
  });

  it("tells of spectra that come late for what is shown, and not of those of a moment to come", () => {
    offer(frame(1, [4], { playing: true }));
    timers[0].callback();
    const before = showing.current;
    measure(4, ["a"]);
    expect(showing.current).not.toBe(before);
    const after = showing.current;
    history.appendSpectrum(spectrum(1, 9, "a"));
    showing.measured("spectra", 9);
    expect(showing.current).toBe(after);
  });

  it("waits for nothing that nobody looks at", () => {
    showing.wanted = new Set();
    offer(frame(1, [4], { playing: true }));
    expect(showing.current.step).toBe(4);
  });

  it("stays at the one that the user looks back at while the run continues", () => {
    showing.lookAt(0);
    offer(frame(1, [4], { playing: true }));
    measure(4);
    expect(showing.current).toMatchObject({ step: 0, live: false });
    showing.lookAt(null);
    expect(showing.current).toMatchObject({ step: 4, live: true });
  });

  it("forgets what an earlier run had waiting", () => {
    offer(frame(1, [4], { playing: true }));
    offer(frame(2, [0]));
    expect(showing.current).toMatchObject({ run: 2, step: 0 });
    timers[0].callback();
    expect(showing.current).toMatchObject({ run: 2, step: 0 });
  });
});

describe("that a lane stopped", () => {
  const stopped = (): Frame => {
    const given = frame(1, [1, 2], { playing: true, stopped: STOP });
    const a = { ...given.lanes.a, moments: [moment(0), moment(1), moment(2)], lastFinite: [0, 1, 2] };
    return { ...given, lanes: { ...given.lanes, a } };
  };
  const said = (wantsSpectra: boolean) => {
    const history = new RunHistory();
    const told: number[] = [];
    const news = new StopNews(history, ({ step }) => told.push(step));
    news.wantsSpectra = wantsSpectra;
    history.append(frame(1, [0]));
    history.append(stopped());
    news.offer(stopped());
    return { history, news, told };
  };

  it("is said once, and only when the last moments before it are measured", () => {
    const { history, news, told } = said(true);
    expect(history.lane("a").lastFinite).toEqual([0, 1, 2]);
    for (const step of [2, 0]) {
      history.appendSpectrum(spectrum(1, step, "a"));
      news.spectrumMeasured();
      expect(told).toEqual([]);
    }
    history.appendSpectrum(spectrum(1, 1, "a"));
    news.spectrumMeasured();
    news.spectrumMeasured();
    expect(told).toEqual([2]);
    // The frames to come say so too.
    news.offer(stopped());
    expect(told).toEqual([2]);
  });

  it("is said at once where nobody looks at spectra", () => {
    expect(said(false).told).toEqual([2]);
  });

  it("is not said of a run that was left", () => {
    const { history, news, told } = said(true);
    history.append(frame(2, [0]));
    news.spectrumMeasured();
    expect(told).toEqual([]);
  });
});
