import { Matrix as Dense, SVD } from "ml-matrix";
import { describe, expect, it } from "vitest";
import { random } from "../../src/math/random";
import { distances } from "../../src/sequence/distances";
import { principalPlane } from "../../src/sequence/principal-plane";
import { relativeError } from "../reference/network";

describe("the distance between two sequences' states", () => {
  it("is Euclidean at every time step", () => {
    const [one, other] = [Float64Array.of(0, 0, 1, 2, 3, 1e-200), Float64Array.of(0, 0, 4, -2, 3, 0)];
    expect(Array.from(distances(one, other, 2))).toEqual([0, 5, 1e-200]);
  });
});

/** Random states whose coordinates differ in size, [count, w]. */
function statesOf(count: number, w: number): Float64Array {
  const stream = random(3, `states ${count} ${w}`);
  return Float64Array.from({ length: count * w }, (_, i) => stream.normal() / (1 + (i % w)) + 2);
}

const column = (points: Float64Array, k: number) => Array.from(points).filter((_, i) => i % 2 === k);

describe("the principal plane of the states", () => {
  it("has the axes of an ellipse", () => {
    const [a, b, count] = [3, 0.5, 40];
    const states = Float64Array.from({ length: 3 * count }, (_, i) => {
      const angle = (2 * Math.PI * Math.floor(i / 3)) / count;
      // Along (3, 0, 4)/5 and (0, 1, 0), about (1, 2, 3).
      return [1 + 0.6 * a * Math.cos(angle), 2 + b * Math.sin(angle), 3 + 0.8 * a * Math.cos(angle)][i % 3];
    });
    const { points, shares } = principalPlane(states, 3);
    const total = a * a + b * b;
    expect(shares[0]).toBeCloseTo((a * a) / total, 12);
    expect(shares[1]).toBeCloseTo((b * b) / total, 12);
    for (let t = 0; t < count; t++) {
      const angle = (2 * Math.PI * t) / count;
      expect(Math.abs(points[2 * t])).toBeCloseTo(Math.abs(a * Math.cos(angle)), 12);
      expect(Math.abs(points[2 * t + 1])).toBeCloseTo(Math.abs(b * Math.sin(angle)), 12);
    }
  });

  it.each([
    [5, 9],
    [9, 5],
    [7, 2],
    [7, 1],
    [2, 6],
  ])("is that of the singular value decomposition of %i centred states of %i numbers", (count, w) => {
    const states = statesOf(count, w);
    const { points, shares } = principalPlane(states, w);
    const x = Dense.from1DArray(count, w, Array.from(states)).center("column");
    const svd = new SVD(x, { autoTranspose: true });
    const total = svd.diagonal.reduce((sum, s) => sum + s * s, 0);
    for (const k of [0, 1]) {
      const s = svd.diagonal[k] ?? 0;
      expect(shares[k]).toBeCloseTo(s ** 2 / total, 12);
      const found = column(points, k);
      for (const [t, value] of found.entries()) {
        const along = s === 0 ? 0 : svd.leftSingularVectors.get(t, k) * s;
        expect(Math.abs(Math.abs(value) - Math.abs(along)) / svd.diagonal[0]).toBeLessThan(1e-7);
      }
      expect(Math.max(...found)).toBeGreaterThanOrEqual(Math.max(...found.map(Math.abs)));
    }
    const product = column(points, 0).reduce((sum, value, t) => sum + value * points[2 * t + 1], 0);
    expect(Math.abs(product) / svd.diagonal[0] ** 2).toBeLessThan(1e-7);
  });

  it("does not depend on where the states are, how they are turned, or on their sign", () => {
    const states = statesOf(8, 4);
    const { points, shares } = principalPlane(states, 4);
    // A shift, then a rotation of the coordinates (0, 1) and (2, 3), which is orthogonal.
    const [cos, sin] = [Math.cos(0.7), Math.sin(0.7)];
    const turned = states.map((_, i) => {
      const partner = i % 2 === 0 ? -states[i + 1] : states[i - 1];
      return cos * states[i] + sin * partner + (i % 4) - 10;
    });
    const again = principalPlane(turned, 4);
    expect(relativeError(again.points, points)).toBeLessThan(1e-10);
    expect(relativeError(again.shares, shares)).toBeLessThan(1e-12);
    for (const k of [0, 1]) {
      const coordinates = column(points, k);
      expect(Math.max(...coordinates)).toBe(Math.max(...coordinates.map(Math.abs)));
    }
    const negative = principalPlane(
      states.map((value) => -value),
      4,
    );
    expect(relativeError(negative.points, points)).toBeLessThan(1e-10);
  });

  it("keeps states apart however small they are", () => {
    const states = statesOf(6, 3);
    const { points, shares } = principalPlane(states, 3);
    const small = principalPlane(
      states.map((value) => value * 2 ** -900),
      3,
    );
    expect(
      relativeError(
        small.points,
        points.map((value) => value * 2 ** -900),
      ),
    ).toBeLessThan(1e-12);
    expect(relativeError(small.shares, shares)).toBeLessThan(1e-12);
  });

  it("is a point without variance, and NaN with a state that is not finite", () => {
    const still = principalPlane(
      Float64Array.from({ length: 14 }, (_, i) => [0.1, 0.7][i % 2]),
      2,
    );
    expect(still).toEqual({ points: new Float64Array(14), shares: [0, 0] });
    const broken = principalPlane(Float64Array.of(0, 0, 1, Number.POSITIVE_INFINITY), 2);
    expect([...broken.points, ...broken.shares].every(Number.isNaN)).toBe(true);
  });
});
