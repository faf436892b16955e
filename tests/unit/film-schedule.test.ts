import { describe, expect, it } from "vitest";
import { delayOf, frameSteps, nearest, shotsOf, type Timing } from "../../src/screens/lab/film/schedule";
import { FILM_SIZES, GIF_SIZES, maxGifFrames } from "../../src/screens/lab/film/size";

const timing = (part: Partial<Timing> = {}): Timing => ({
  from: 0,
  to: 500,
  seconds: 10,
  fps: 30,
  pace: "even",
  ...part,
});

describe("the steps of a film’s frames", () => {
  it("go from the first to the last, all as far apart but for rounding", () => {
    const steps = frameSteps(timing());
    expect(steps).toHaveLength(300);
    expect([steps[0], steps[299]]).toEqual([0, 500]);
    const gaps = steps.slice(1).map((step, i) => step - steps[i]);
    expect(new Set(gaps)).toEqual(new Set([1, 2]));
  });

  it("give the early steps more frames if they are to pass slowly: log(1 + k) grows evenly", () => {
    const steps = frameSteps(timing({ pace: "early", to: 1023, seconds: 11, fps: 1 }));
    // By hand: 2^i − 1.
    expect(steps).toEqual([0, 1, 3, 7, 15, 31, 63, 127, 255, 511, 1023]);
    const late = frameSteps(timing({ pace: "early", from: 100, to: 1123, seconds: 11, fps: 1 }));
    expect(late).toEqual(steps.map((step) => step + 100));
  });

  it("are at least two, and one moment if the stretch has no length", () => {
    expect(frameSteps(timing({ seconds: 0.01 }))).toEqual([0, 500]);
    expect(new Set(frameSteps(timing({ from: 7, to: 7 })))).toEqual(new Set([7]));
  });
});

describe("the moments of a film", () => {
  it("are the remembered ones nearest to the frames’ steps", () => {
    expect([0, 3, 4, 5, 12].map((wanted) => nearest([0, 8, 9], wanted))).toEqual([0, 0, 0, 8, 9]);
    const shots = shotsOf(timing({ to: 10, seconds: 11, fps: 1 }), [0, 1, 2, 4, 8, 10]);
    // Frames of steps 0, 1, 2, 3, 4 … 10, where 3 and 6 are in the middle of two, and 9 too.
    expect(shots).toEqual([
      { step: 0, first: 0, frames: 1 },
      { step: 1, first: 1, frames: 1 },
      { step: 2, first: 2, frames: 2 },
      { step: 4, first: 4, frames: 3 },
      { step: 8, first: 7, frames: 3 },
      { step: 10, first: 10, frames: 1 },
    ]);
  });

  it("fill all frames, in order, the first and the last of the stretch at the ends", () => {
    const remembered = Array.from({ length: 126 }, (_, i) => 4 * i);
    for (const pace of ["even", "early"] as const) {
      const shots = shotsOf(timing({ pace }), remembered);
      let frame = 0;
      for (const shot of shots) {
        expect(shot.first).toBe(frame);
        frame += shot.frames;
      }
      expect(frame).toBe(300);
      expect([shots[0].step, shots.at(-1)?.step]).toEqual([0, 500]);
      const steps = shots.map(({ step }) => step);
      expect(steps).toEqual([...new Set(steps)].sort((one, other) => one - other));
    }
  });

  it("are said to be missing if there are none", () => {
    expect(() => shotsOf(timing(), [])).toThrow("The run has no moments yet.");
  });
});

it("a GIF shows each moment for whole hundredths of a second, and keeps its length", () => {
  const remembered = Array.from({ length: 126 }, (_, i) => 4 * i);
  for (const fps of [10, 15, 25, 30, 60]) {
    const shots = shotsOf(timing({ fps }), remembered);
    const delays = shots.map((shot) => delayOf(shot, fps));
    expect(delays.every((delay) => delay >= 10 && delay % 10 === 0)).toBe(true);
    expect(delays.reduce((sum, delay) => sum + delay, 0)).toBe(10_000);
  }
});

it("an animated GIF has as many different frames as fit into 600 MB", () => {
  for (const [id, most] of [
    ["small", 289],
    ["hd", 162],
  ] as const) {
    expect(maxGifFrames(FILM_SIZES[id])).toBe(most);
    expect(GIF_SIZES).toContain(id);
  }
  expect(GIF_SIZES).not.toContain("full");
});
