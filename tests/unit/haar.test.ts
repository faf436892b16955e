import { Matrix as Dense, QrDecomposition } from "ml-matrix";
import { describe, expect, it } from "vitest";
import { haar } from "../../src/initialisations/haar";
import { arrays, type Matrix } from "../../src/math/arrays";
import { type ComplexMatrix, complexForm, realForm } from "../../src/math/complex";
import { expmArray } from "../../src/math/expm";
import { projectToOrthogonal } from "../../src/math/nearest-orthogonal";
import { type Random, random } from "../../src/math/random";
import { complexSpectrum } from "../../src/math/spectrum";
import { gaussian } from "./rules-setting";

const N = 4;
/** Standard errors that a mean over the draws may be off by; one test in ten thousand goes beyond 4. */
const ERRORS = 5;

/** Says which of the known means (value, variance of one draw) the measured ones are not. */
class Means {
  readonly #wanted = new Map<string, { mean: number; variance: number; sum: number; count: number }>();

  add(name: string, value: number, mean: number, variance: number): void {
    const kept = this.#wanted.get(name) ?? { mean, variance, sum: 0, count: 0 };
    this.#wanted.set(name, { ...kept, sum: kept.sum + value, count: kept.count + 1 });
  }

  wrong(): string[] {
    return [...this.#wanted]
      .filter(([, { mean, variance, sum, count }]) => {
        const allowed = ERRORS * Math.sqrt(variance / count);
        return !(Math.abs(sum / count - mean) <= allowed);
      })
      .map(([name]) => name);
  }
}

/**
 * What is known of Haar's measure on the orthogonal n×n matrices: entries of mean 0 and variance 1/n, whose fourth
 * moment is 3/(n(n + 2)), and a trace with the moments of a standard normal.
 */
function realFaults(draw: (stream: Random) => Matrix, draws: number): string[] {
  const stream = random(1, "haar");
  const means = new Means();
  for (let k = 0; k < draws; k++) {
    const { values } = draw(stream);
    for (const [i, q] of values.entries()) {
      means.add(`mean of entry ${i}`, q, 0, 1 / N);
      means.add(`variance of entry ${i}`, q * q, 1 / N, 3 / (N * (N + 2)) - 1 / N ** 2);
    }
    const trace = [0, 1, 2, 3].reduce((sum, i) => sum + values[i * (N + 1)], 0);
    means.add("E tr", trace, 0, 1);
    means.add("E tr²", trace ** 2, 1, 2);
  }
  return means.wrong();
}

const BINS = 8;

/**
 * On the unitary ones: entries of mean 0 and E|q|² = 1/n, E|tr U|² = 1 and E|tr U²|² = 2 (Diaconis, Shahshahani
 * 1994), and eigenangles that are uniform on the circle.
 */
function complexFaults(draw: (stream: Random) => ComplexMatrix, draws: number): string[] {
  const stream = random(2, "haar");
  const means = new Means();
  const counts = new Float64Array(BINS);
  for (let k = 0; k < draws; k++) {
    const u = draw(stream);
    for (let i = 0; i < N * N; i++) {
      const [re, im] = [u.re.values[i], u.im.values[i]];
      means.add(`mean of Re of entry ${i}`, re, 0, 1 / (2 * N));
      means.add(`mean of Im of entry ${i}`, im, 0, 1 / (2 * N));
      means.add(`variance of entry ${i}`, re * re + im * im, 1 / N, 2 / (N * (N + 1)) - 1 / N ** 2);
    }
    const { re, im } = complexSpectrum(realForm(u));
    const angles = Array.from(re, (x, i) => Math.atan2(im[i], x));
    for (const power of [1, 2]) {
      const sum = (f: (x: number) => number) => angles.reduce((total, angle) => total + f(power * angle), 0);
      // |tr Uᵏ|² is exponential with mean k, so its variance is k².
      means.add(`E|tr U^${power}|²`, sum(Math.cos) ** 2 + sum(Math.sin) ** 2, power, power ** 2);
    }
    for (const angle of angles) counts[Math.min(BINS - 1, Math.floor(((angle / Math.PI + 1) / 2) * BINS))]++;
  }
  const expected = (draws * N) / BINS;
  const chiSquare = counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
  // Eigenangles repel each other, so their counts vary less than independent ones, whose χ² this bounds.
  const uniform = chiSquare < BINS - 1 + ERRORS * Math.sqrt(2 * (BINS - 1));
  return [...means.wrong(), ...(uniform ? [] : ["eigenangles"])];
}

describe("Haar's start", () => {
  it("has the moments of the uniform distribution over orthogonal matrices", () => {
    expect(realFaults((stream) => haar.recurrent(N, 1, stream, projectToOrthogonal), 6000)).toEqual([]);
  });
  it("has the moments of the uniform distribution over unitary matrices, and uniform eigenangles", () => {
    expect(complexFaults((stream) => haar.complexRecurrent(N, 1, stream, projectToOrthogonal), 3000)).toEqual(
      [],
    );
  });
});

describe("these statistics", () => {
  it("refuse Q of a Gaussian's QR without the correction of signs", () => {
    const uncorrected = (stream: Random): Matrix => {
      const dense = Dense.from1DArray(N, N, Array.from(gaussian(N, stream).values));
      const q = new QrDecomposition(dense).orthogonalMatrix;
      return { n: N, values: Float64Array.from(q.to1DArray()) };
    };
    expect(realFaults(uncorrected, 2000).join()).toMatch(/mean of entry 0/);
  });
  it("refuse exp of a Gaussian skew-Hermitian matrix, whose eigenangles are not uniform", () => {
    const { sub, adjoint, scale } = arrays("float64");
    const exponential = (stream: Random): ComplexMatrix => {
      const p = gaussian(N, stream, "complex");
      return complexForm(expmArray(scale(sub(p, adjoint(p)), 0.3)));
    };
    const faults = complexFaults(exponential, 500);
    expect(faults).toContain("eigenangles");
    expect(faults).toContain("E|tr U^1|²");
  });
  it("refuse rotation blocks and the identity", () => {
    const blocks = (stream: Random): Matrix => {
      const angle = stream.uniform(-Math.PI, Math.PI);
      const [c, s] = [Math.cos(angle), Math.sin(angle)];
      return { n: N, values: Float64Array.of(c, -s, 0, 0, s, c, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1) };
    };
    expect(realFaults(blocks, 500)).not.toEqual([]);
  });
});
