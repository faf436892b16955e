import { describe, expect, it } from "vitest";
import { DEFAULT_CONFIG, type RunConfig } from "../../src/config/schema";
import { checkRequest, claimedType } from "../../src/worker/check-request";

const config = (part: Partial<Record<keyof RunConfig, unknown>> = {}) => ({ ...DEFAULT_CONFIG, ...part });
const setting = { siteBase: "https://example.org/lab/", avoid: [{ backend: "webgpu", why: "it was lost" }] };
const lane = (key: string, of: unknown = config()) => ({ key, begun: config(), config: of, weights: [1, 2] });
const resume = {
  type: "resume",
  checkpoint: { run: 2, step: 5, changedAt: null, lanes: { a: lane("a"), b: lane("b") } },
  backend: "wasm",
  upTo: 7,
  ...setting,
};
const NO_LANES = "checkpoint was refused: it must hold lanes a and b.";

describe("a message to the training worker", () => {
  it("is taken with what belongs to it", () => {
    expect(checkRequest({ type: "load", config: config(), ...setting, more: 1 })).toEqual({
      type: "load",
      config: DEFAULT_CONFIG,
      gpuLater: false,
      ...setting,
    });
    expect(checkRequest({ type: "play" })).toEqual({ type: "play", pace: null });
    expect(checkRequest({ type: "step", pace: 3 })).toEqual({ type: "step" });
    for (const upTo of [0, 7]) expect(checkRequest({ ...resume, upTo })).toEqual({ ...resume, upTo });
    const at = { a: { from: lane("a"), step: 3 }, b: { from: lane("b"), step: 4 } };
    expect(checkRequest({ type: "export", at })).toEqual({ type: "export", at });
  });

  const REFUSED: readonly (readonly [message: unknown, sentence: string])[] = [
    [3, "A request must be an object; this is 3."],
    [[], "A request must be an object; this is a list."],
    [
      { type: "play", pace: null, until: -1 },
      "until = “-1” was refused: it must be a whole number from 1 to 1000000, or 0.",
    ],
    [{ type: "play", pace: 0 }, "pace = “0” was refused: it must be steps per second above 0, or null."],
    [{ type: "adjust" }, "config = “nothing” was refused: it must hold every setting, with lanes a and b."],
    [
      { type: "adjust", config: config({ a: [] }) },
      "config = “an object” was refused: it must hold every setting, with lanes a and b.",
    ],
    [
      { type: "adjust", config: config({ units: 1 }) },
      "units = “1” was refused: it must be a whole number from 2 to 1024.",
    ],
    [{ type: "adjust", config: config({ units: "32" }) }, "units = “32” was refused: it must be a number."],
    [
      { type: "load", config: config(), siteBase: "lab", avoid: [] },
      "siteBase = “lab” was refused: it must be an address.",
    ],
    [
      {
        type: "load",
        config: config(),
        siteBase: "https://example.org",
        avoid: [{ backend: "auto", why: "" }],
      },
      "avoid = “a list” was refused: it must list backends, each with why.",
    ],
    [
      { type: "try webgpu", config: config(), run: -1, ...setting },
      "run = “-1” was refused: it must be a whole number from 0 on.",
    ],
    [{ ...resume, checkpoint: {} }, NO_LANES],
    [{ type: "export", at: { a: { from: lane("a") } } }, NO_LANES],
    [
      { ...resume, checkpoint: { lanes: { a: lane("c"), b: lane("b") } } },
      "key = “c” was refused: it must be a or b.",
    ],
    [
      { ...resume, checkpoint: { lanes: { a: lane("a"), b: lane("b", config({ lr: 0 })) } } },
      "lr = “0” was refused: it must be a number from 0.000001 to 10.",
    ],
    [{ ...resume, upTo: -1 }, "upTo = “-1” was refused: it must be a whole number from 1 to 1000000, or 0."],
    [{ ...resume, backend: "auto" }, "backend = “auto” was refused: it must be one that runs."],
  ];
  it.each(REFUSED.map(([message, sentence]) => ({ message, sentence })))(
    "is refused with a sentence: $sentence",
    ({ message, sentence }) => {
      expect(() => checkRequest(message)).toThrow(new Error(sentence));
    },
  );

  it("of no known type is refused with those that there are, and counts as one that changes nothing", () => {
    expect(() => checkRequest({ type: "stop" })).toThrow(
      new Error(
        "type = “stop” was refused: it must be one of load, adjust, reset, try webgpu, resume, play, pace, pause, step, export, cause fault.",
      ),
    );
    expect([{ type: "stop" }, null, { type: "pause" }].map(claimedType)).toEqual([
      "adjust",
      "adjust",
      "pause",
    ]);
  });

  it("with networks too large for the device is refused with the length that fits", () => {
    const huge = config({ task: "words", length: 1000, vocabulary: 2000, batch: 128 });
    expect(() => checkRequest({ type: "reset", config: huge })).toThrow(
      /^length = “1000” was refused: .*fits/,
    );
  });
});
