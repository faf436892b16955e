import { describe, expect, it } from "vitest";
import { runWord } from "../../src/screens/lab/run-status";
import { INITIAL, type LabState } from "../../src/store/lab-state";
import type { Stop } from "../../src/worker/protocol";

const STOP: Stop = { step: 3, quantity: "W", value: "NaN", explanation: "" };
const ready = (part: Partial<LabState>): LabState => ({ ...INITIAL, phase: "ready", ...part });
const word = (state: LabState, shown = state.step) => runWord(state, { step: shown, live: true });

describe("the word for what the run is doing", () => {
  it("is one of six, and true", () => {
    expect(word(INITIAL)).toBe("preparing");
    expect(word(ready({}))).toBe("paused");
    const begun = { step: 40, playedFrom: { step: 40, at: 0 } };
    expect(word(ready({ ...begun, playing: true }))).toBe("starting");
    expect(word(ready({ ...begun, playing: true, step: 41 }))).toBe("playing");
    expect(word(ready({ ...begun, step: 41 }))).toBe("paused");
    expect(word(ready({ step: 500 }))).toBe("finished");
    expect(word(ready({ step: 3, stopped: { a: STOP, b: STOP } }))).toBe("stopped");
    expect(word(ready({ step: 500, stopped: { a: STOP, b: null } }))).toBe("finished");
  });

  it("is never “paused” while the last moment of a run that played is on its way to the screen", () => {
    expect(word(ready({ step: 500 }), 488)).toBe("playing");
  });

  it("is that of the run where the user looks back", () => {
    expect(runWord(ready({ step: 500 }), { step: 7, live: false })).toBe("finished");
  });
});
