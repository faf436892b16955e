import { describe, expect, test } from "vitest";
import { crosses, pathWords, placesAtAxis } from "../../src/plot/path-words";
import { type Place, placeOf } from "../../src/plot/places";
import { planeScales } from "../../src/plot/plane";
import type { Point } from "../../src/plot/scales";

const BOX = { left: 10, right: 20, top: 10, bottom: 20 };
const path = (...points: (readonly [number, number])[]): Point[] => points.map(([x, y]) => ({ x, y }));

describe("a path", () => {
  test.each([
    ["through the box", path([0, 0], [30, 30])],
    ["through the box from the right", path([30, 12], [0, 18])],
    ["inside it", path([12, 12], [14, 13])],
    ["upright through it", path([15, 0], [15, 40])],
    ["into it with its second line", path([0, 0], [0, 15], [15, 15])],
  ])("%s crosses it", (_, points) => expect(crosses(points, BOX)).toBe(true));
  test.each([
    ["that touches a corner", path([0, 10], [20, 30])],
    ["past a corner", path([0, 15], [15, 31])],
    ["that ends before it", path([0, 0], [9, 9])],
    ["along a side", path([10, 0], [10, 40])],
    ["level above it", path([0, 5], [40, 5])],
  ])("%s does not cross it", (_, points) => expect(crosses(points, BOX)).toBe(false));
});

/** 20 px per unit, 0 at (100, 100). */
const SCALES = planeScales({ width: 200, height: 200, fontSize: 10 }, 4.75);
const placesOf = (text: string) => [
  placeOf(text, 110, 60, "start", 9),
  placeOf(text, 30, 60, "start", 9),
  placeOf(text, 30, 150, "start", 9),
];
function placeOfWords(points: readonly Point[], taken: readonly Place[] = [], optional = false) {
  const [words] =
    pathWords({
      text: "t = 5",
      ink: "--ink",
      path: points,
      optional,
      places: () => placesOf("t = 5"),
    }).words?.(SCALES) ?? [];
  return typeof words.place === "function"
    ? words.place({ lines: [], boxes: taken.map(({ box }) => box) })
    : words.place;
}

describe("words beside a path", () => {
  const [first, second, third] = placesOf("t = 5");
  test("stand at the first place that is clear of the path, its ends and other words", () => {
    const away = path([-4, -4], [4, -4]);
    expect(placeOfWords(away)).toEqual(first);
    expect(placeOfWords(away, [first])).toEqual(second);
    // From right to left through the first place, at y = 60 px.
    expect(placeOfWords(path([4, 2], [0, 2], [0, -4]))).toEqual(second);
    // Ends 3 px left of the second place.
    expect(placeOfWords(path([4, 2], [0, 2], [-1, -4], [-3.65, 2]))).toEqual(third);
  });
  test("may lie on the path if no place is clear, and are omitted among other words if they are optional", () => {
    const all = path([4, 2], [-4, 2], [-4, -2.5], [4, -2.5], [4, -4]);
    expect(placeOfWords(all)).toEqual(first);
    expect(placeOfWords(all, [first, second, third])).toEqual(first);
    expect(placeOfWords(all, [first, second, third], true)).toBeUndefined();
  });
  test("are never outside the drawing", () => {
    for (const axis of ["x", "y"] as const) {
      for (const { box } of placesAtAxis("component 1", axis, SCALES, 9)) {
        expect(Math.min(box.left, box.top)).toBeGreaterThanOrEqual(0);
        expect(Math.max(box.right, box.bottom)).toBeLessThanOrEqual(200);
      }
    }
  });
});
