import { beforeEach, describe, expect, it } from "vitest";
import { createStore } from "zustand/vanilla";
import { RunHistory } from "../../src/store/history";
import { INITIAL, type LabState } from "../../src/store/lab-state";
import { Measuring } from "../../src/store/measuring";
import { PlayIntent } from "../../src/store/play-intent";
import type { TrainingClient } from "../../src/worker/client";
import type { SequenceResult } from "../../src/worker/protocol";
import { frame, spectrum } from "./frames";

const basesOf = (sequence: number): SequenceResult => ({
  wanted: "bases",
  measured: { run: 1, lane: "a", step: 0, sequence, basis: null },
});

let history: RunHistory;
let measuring: Measuring;

/** Of a run at step 0 whose sequence 2 is shown. */
beforeEach(() => {
  const store = createStore<LabState>(() => ({ ...INITIAL, sequence: 2 }));
  const client = { measure: () => {}, measureSequence: () => {} };
  history = new RunHistory();
  const lab = { store, history, notify: () => {} };
  measuring = new Measuring(lab, client as unknown as TrainingClient, new PlayIntent());
  measuring.takeFrame(frame(1, [0]));
});

describe("what is measured of the run", () => {
  it("is kept, and announced as new", () => {
    const jacobian = { run: 1, lane: "b", step: 0, norms: new Float64Array(1) } as never;
    measuring.takeSpectrum(spectrum(1, 0));
    measuring.takeJacobian(jacobian);
    measuring.takeSequence(basesOf(2));
    expect(history.lane("b").spectra.at(0)).toEqual(spectrum(1, 0));
    expect(history.lane("b").jacobians.at(0)).toBe(jacobian);
    expect(history.lane("a").bases.at(0)?.sequence).toBe(2);
    expect(measuring.showing.current.news).toMatchObject({ spectra: 1, jacobians: 1, bases: 1, states: 0 });
  });

  it("is dropped if it is of a sequence that is no longer shown, or was until another was chosen", () => {
    measuring.takeSequence(basesOf(1));
    expect(history.lane("a").bases.at(0)).toBeUndefined();
    measuring.takeSequence(basesOf(2));
    measuring.sequenceChanged();
    expect(history.lane("a").bases.at(0)).toBeUndefined();
    expect(measuring.showing.current.news.bases).toBe(2);
  });
});
