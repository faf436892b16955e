import { describe, expect, test } from "vitest";
import { planeScales } from "../../src/plot/plane";
import { planePanels } from "../../src/plot/plane-panels";
import { plainText } from "../../src/plot/sentence";
import { type PlaneView, planeView } from "../../src/screens/lab/charts/sequence-plane";
import { pathExtent, planeSentence, turns } from "../../src/screens/lab/charts/sequence-plane-sentence";
import type { RunLabel } from "../../src/screens/lab/run-label";

const run: RunLabel = {
  lanes: { a: "RNN", b: "Unitary" },
  preset: "remember",
  step: 320,
  length: 500,
  parameters: "",
  configJson: "{}",
};

/** `count` points of a circle about (cx, 0), `angle` apart. */
const circle = (count: number, angle: number, cx = 0) =>
  Float64Array.from({ length: 2 * count }, (_, i) => {
    const at = angle * Math.floor(i / 2);
    return i % 2 === 0 ? cx + Math.cos(at) : Math.sin(at);
  });

describe("a path in a plane", () => {
  test("has the diagonal of its rectangle as its extent", () => {
    expect(pathExtent(Float64Array.of(0, 0, 3, 1, 1, 4, 2, 2))).toBe(5);
  });
  test("goes round its mean as often as it turns by 2π", () => {
    // The mean of two whole turns is their centre.
    expect(turns(circle(16, Math.PI / 4, 5))).toBeCloseTo(15 / 8, 12);
    expect(turns(circle(16, -Math.PI / 4))).toBeCloseTo(-15 / 8, 12);
  });
  test("turns in no certain direction if it jumps to and fro", () => {
    expect(turns(Float64Array.of(1, 0, -1, 0.01, 1, 0, -1, 0.01))).toBeNull();
  });
});

const INPUTS = Int32Array.of(1, 2, ...new Array(14).fill(0));
type Lane = PlaneView["lanes"]["a"];
const laneOf = (points: ArrayLike<number>, shares: readonly [number, number] = [0.6, 0.3]): Lane => ({
  plane: { points: Float64Array.from(points), shares },
});
const say = (a: Lane, b: Lane, inputs: Int32Array = INPUTS) =>
  plainText(planeSentence({ run, inputs, steps: 16, lanes: { a, b } })).replaceAll("\u202f", " ");
/** Moves for two time steps, then rests. */
const RESTING = [0, 0, 3, 4, ...Array.from({ length: 15 }, () => [3, 4]).flat()];
/** From t = 3 to 16, two whole turns: 13 of 14 steps. The points fill a rectangle of 1.901 by 1.950; a step is 0.868 long. */
const TURNING = circle(17, (2 * Math.PI) / 7);

describe("the sentence of the plane", () => {
  test("says which state comes to rest, which goes round, and what share of the variance is seen", () => {
    expect(say(laneOf(RESTING), laneOf(TURNING, [0.1, 0.08]))).toBe(
      "While the input stays the same, t = 3 to 16, RNN’s path, with 90 % of the variance, settles: its last step is less than " +
        "0.1 % of its extent; Unitary’s path, with 18 % of the variance, goes round 1.9 times: its last step is 32 % of its extent.",
    );
  });
  test("says what only keeps moving, and what was so at an earlier step", () => {
    const straight = Float64Array.from({ length: 34 }, (_, i) => (i % 2 === 0 ? i : 0));
    const inputs = Int32Array.from({ length: 16 }, (_, t) => t);
    expect(say({ ...laneOf(straight), measuredAt: 300 }, laneOf(RESTING), inputs)).toMatch(
      /^From t = 0 to 16, at step 300 RNN’s path, with 90 % of the variance, kept moving: its last step was 6\.3 % of its extent;/,
    );
  });
  test("does not say that a path goes round if it jumps to the other side", () => {
    const jumping = circle(17, (2 * Math.PI * 4) / 9);
    expect(say(laneOf(jumping), laneOf(RESTING))).toContain(
      "RNN’s path, with 90 % of the variance, keeps moving:",
    );
  });
  test("speaks of states that are unknown, never change or are not finite", () => {
    const still = laneOf(new Float64Array(34), [0, 0]);
    expect(say({ plane: null }, still)).toContain(
      "RNN’s plane is being computed; Unitary’s state never changes.",
    );
    const broken = laneOf(new Float64Array(34).fill(Number.NaN), [Number.NaN, Number.NaN]);
    expect(say(broken, still)).toContain("RNN’s states are not all finite;");
  });
});

test("the table has both coordinates of both lanes for t = 0 … T", () => {
  const view = {
    run,
    inputs: INPUTS,
    steps: 2,
    lanes: { a: laneOf([1, 2, 3, 4, 5, 6]), b: { plane: null } },
  };
  const { columns, rows } = planeView.table(view);
  expect(columns).toEqual([
    "t",
    "component 1, RNN",
    "component 2, RNN",
    "component 1, Unitary",
    "component 2, Unitary",
  ]);
  expect((rows as () => unknown[])()).toEqual([
    [0, 1, 2, "", ""],
    [1, 3, 4, "", ""],
    [2, 5, 6, "", ""],
  ]);
});

describe("the panels", () => {
  test("are side by side if there is space, else one below another, and equal", () => {
    const [left, right] = planePanels({ width: 714, height: 217, fontSize: 10 }, 2);
    expect(left).toEqual({ left: 0, top: 17, width: 350, height: 200, fontSize: 10 });
    expect(right).toEqual({ ...left, left: 364 });
    const [upper, lower] = planePanels({ width: 300, height: 234, fontSize: 10 }, 2);
    expect(upper).toEqual({ left: 0, top: 17, width: 300, height: 100, fontSize: 10 });
    expect(lower).toEqual({ ...upper, top: 134 });
  });
  test("have one scale for both axes, out to the farthest points", () => {
    const wide = planeScales({ width: 410, height: 110, fontSize: 10 }, [4, 0.5]);
    // 200 px for 4 against 50 px for 0.5: the horizontal axis is the tighter one.
    expect([wide.x(4), wide.x(-4), wide.y(0.5), wide.length(1)]).toEqual([405, 5, 30, 50]);
    expect([wide.left, wide.right, wide.top, wide.bottom]).toEqual([5, 405, 5, 105]);
    expect(planeScales({ width: 410, height: 110, fontSize: 10 }, [1, 0.5]).length(1)).toBe(100);
    const square = planeScales({ width: 410, height: 110, fontSize: 10 }, 2);
    expect([square.left, square.right, square.length(2)]).toEqual([155, 255, 50]);
  });
});
