import { describe, expect, it } from "vitest";
import { largestDifference } from "../../src/math/exponent";

describe("the largest difference of eigenangles", () => {
  it("leaves out the difference of a plane's own two angles, which has no effect", () => {
    expect(largestDifference([-3, 3], false)).toBe(0);
    expect(largestDifference([-3, 0, 3], false)).toBe(3);
    expect(largestDifference([-3, -1, 1, 3], false)).toBe(4);
    expect(largestDifference([-3, 1, 2.5], true)).toBe(5.5);
  });
});
