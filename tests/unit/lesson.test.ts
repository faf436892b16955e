import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { hashOf, parseHash } from "../../src/address/hash";
import { readResults } from "../../src/experiments/results-file";
import { arrays, drift, frobenius, matrix } from "../../src/math/arrays";
import { formatNumber } from "../../src/math/number-format";
import { spectrum } from "../../src/math/spectrum";
import { readPlace, writePlace } from "../../src/screens/lesson/address";
import { CHAPTERS } from "../../src/screens/lesson/chapters";
import { drawArjovsky, perturbed, stagesOf } from "../../src/screens/lesson/mathematics/arjovsky-example";
import { breakingCurve, iterationsUntilBroken } from "../../src/screens/lesson/mathematics/breaking";
import { loss, paths, pointDrift, type TurnPoint } from "../../src/screens/lesson/mathematics/circle-steps";
import {
  gateOf,
  halfLife,
  productsOf,
  ringOf,
  toldToForget,
} from "../../src/screens/lesson/mathematics/gates";
import { gradientProduct, recurrentMatrix } from "../../src/screens/lesson/mathematics/gradient-product";
import {
  linearMemory,
  memoryGradient,
  memoryLoss,
  orthogonalStart,
  plainStart,
  train,
} from "../../src/screens/lesson/mathematics/linear-memory";
import {
  agreeInPrint,
  largestGapToBigram,
  lossesAtTheEnd,
} from "../../src/screens/lesson/mathematics/measured-findings";
import { coupledRotations, peakAt, powerNorms } from "../../src/screens/lesson/mathematics/powers";
import { proof } from "../../src/screens/lesson/mathematics/proof";
import type { Said } from "../../src/screens/lesson/mathematics/said";
import { cycle, measureUnitarity, SHEAR, SWAP } from "../../src/screens/lesson/mathematics/unitary-examples";
import {
  EXAMPLE,
  exampleNetwork,
  examplePass,
  exampleSequence,
  favourite,
} from "../../src/screens/lesson/mathematics/unrolled-example";
import { VERDICTS } from "../../src/screens/lesson/mathematics/verdicts";
import { golden, matrixOf, paired } from "../golden/golden";

const algebra = arrays("float64");

describe("the unrolled networks of the first chapter", () => {
  const { steps, units: n, symbols, recall } = EXAMPLE;
  const sequence = exampleSequence();

  it("read symbols, blanks, a marker and blanks, and are to repeat the symbols at the end", () => {
    const { inputs, targets } = sequence;
    expect(inputs).toHaveLength(steps);
    const shown = inputs.slice(0, recall);
    expect(shown.every((symbol) => symbol < symbols)).toBe(true);
    expect(targets.slice(-recall)).toEqual(shown);
    expect(inputs.slice(recall).filter((symbol) => symbol !== symbols)).toEqual([symbols + 1]);
    expect(inputs.at(-recall - 1)).toBe(symbols + 1);
    expect(new Set(targets.slice(0, -recall))).toEqual(new Set([symbols]));
  });

  it.each(["plain", "unitary"] as const)(
    "%s: the gradient of L_T by every state is the difference quotient",
    (kind) => {
      const network = exampleNetwork(kind);
      const { states, gradient, norms } = examplePass(network, sequence);
      for (const t of [0, 1, 7, steps - 1]) {
        const rest = { inputs: sequence.inputs.slice(t), targets: sequence.targets.slice(t) };
        const lossFrom = (h: Float64Array) => {
          const { probabilities } = examplePass(network, rest, h);
          return -Math.log(probabilities[probabilities.length - 1 - symbols + (rest.targets.at(-1) ?? 0)]);
        };
        let sum = 0;
        for (let i = 0; i < n; i++) {
          const moved = (by: number) =>
            states.slice(t * n, (t + 1) * n).map((h, j) => (j === i ? h + by : h));
          const slope = (lossFrom(moved(1e-4)) - lossFrom(moved(-1e-4))) / 2e-4;
          expect(Math.abs(gradient[t * n + i] - slope)).toBeLessThan(1e-7 * norms[steps]);
          sum += slope ** 2;
        }
        expect(Math.abs(norms[t] - Math.sqrt(sum))).toBeLessThan(1e-7 * norms[steps]);
      }
    },
  );

  it("unitary: every state gets the whole gradient; plain: each step back leaves less of it", () => {
    const unitary = examplePass(exampleNetwork("unitary"), sequence).norms;
    for (const norm of unitary) expect(norm / unitary[steps]).toBeCloseTo(1, 12);
    const plain = examplePass(exampleNetwork("plain"), sequence).norms;
    for (let t = 0; t < steps; t++) expect(plain[t]).toBeLessThan(plain[t + 1]);
    expect(plain[0] / plain[steps]).toBeLessThan(1e-4);
  });

  it("begin with h_1 = σ(V x_1), and answer with the class of the largest U h_t", () => {
    const network = exampleNetwork("plain");
    const pass = examplePass(network, sequence);
    const first = sequence.inputs[0];
    for (let i = 0; i < n; i++) {
      expect(pass.states[i]).toBe(0);
      expect(pass.states[n + i]).toBeCloseTo(Math.tanh(network.vt[first * n + i]), 15);
    }
    const scores = Array.from({ length: symbols + 1 }, (_, o) => {
      let y = 0;
      for (let i = 0; i < n; i++) y += network.u[o * n + i] * pass.states[n + i];
      return y;
    });
    const { symbol, probability } = favourite(pass, 1);
    expect(scores[symbol]).toBe(Math.max(...scores));
    const powers = scores.map(Math.exp);
    expect(probability).toBeCloseTo(powers[symbol] / powers.reduce((sum, power) => sum + power), 14);
  });
});

describe("the product of the first chapter", () => {
  it("is ρ to the power of the steps where W is ρ times orthogonal and σ′ = 1", () => {
    const { times, whole } = gradientProduct(recurrentMatrix("orthogonal", 0.9), "identity", 40);
    for (const [i, t] of times.entries()) expect(whole.largest[i]).toBeCloseTo((40 - t) * Math.log10(0.9), 9);
  });

  it("is below 4⁻ᵀ with the sigmoid even if W is orthogonal, and below its parts’ bound at every step", () => {
    const { times, whole, bounds } = gradientProduct(recurrentMatrix("orthogonal", 1), "sigmoid", 100);
    expect(whole.largest[0]).toBeLessThan(100 * Math.log10(0.25));
    for (const [i, t] of times.entries())
      expect(whole.largest[i]).toBeLessThanOrEqual((100 - t) * Math.log10(bounds.upper) + 1e-9);
  });

  it("has the requested spectral radius, also for a Gaussian W, whose largest singular value is larger", () => {
    const w = recurrentMatrix("gaussian", 0.8);
    const norms = powerNorms(w, 200);
    expect((norms[200] - norms[100]) / 100).toBeCloseTo(Math.log10(0.8), 2);
    expect(norms[1]).toBeGreaterThan(Math.log10(0.8));
  });
});

describe("the powers of the second chapter", () => {
  it("belong to a matrix with the two pairs for eigenvalues, however they are coupled", () => {
    const pairs = [
      { modulus: 0.8, angle: 0.7 },
      { modulus: 1.1, angle: 2 },
    ] as const;
    for (const coupling of [0, 3]) {
      const found = spectrum(coupledRotations(pairs, coupling));
      const wanted = pairs.flatMap(({ modulus, angle }) => [
        { re: modulus * Math.cos(angle), im: modulus * Math.sin(angle) },
        { re: modulus * Math.cos(angle), im: -modulus * Math.sin(angle) },
      ]);
      const near = paired(found, { re: wanted.map(({ re }) => re), im: wanted.map(({ im }) => im) });
      for (const [k, { re, im }] of wanted.entries()) {
        expect(near.re[k]).toBeCloseTo(re, 9);
        expect(near.im[k]).toBeCloseTo(im, 9);
      }
      expect(found.departure > 1e-6).toBe(coupling !== 0);
    }
  });

  it("are those of the reference for [[.9, 10], [0, .9]]", () => {
    const entry = golden.nonnormal_powers.find(({ name }) => name === "2x2");
    if (!entry) throw new Error("The golden file has no 2×2 powers.");
    const pair = { modulus: 0.9, angle: 0 };
    const norms = powerNorms(coupledRotations([pair, pair], 10), 50);
    expect(peakAt(norms)).toBe(entry.argmax);
    expect(10 ** norms[entry.argmax]).toBeCloseTo(entry.max, 9);
    for (const [k, norm] of Object.entries(entry.norm2_of_power))
      if (Number(k) <= 50) expect(10 ** norms[Number(k)]).toBeCloseTo(norm, 9);
  });
});

describe("the examples of the third chapter", () => {
  it.each([
    ["the swap", SWAP],
    ["a cycle", cycle(3)],
  ])("%s is unitary by each of its measures", (_name, x) => {
    const { spectrum, drift: missed, inverseMiss } = measureUnitarity(x);
    expect(missed).toBeLessThan(1e-14);
    expect(inverseMiss).toBeLessThan(1e-14);
    expect(spectrum.singularMax).toBeCloseTo(1, 12);
    for (const [k, re] of spectrum.re.entries()) expect(Math.hypot(re, spectrum.im[k])).toBeCloseTo(1, 12);
  });

  it("a shear is not, though its eigenvalues are 1", () => {
    const { spectrum, drift: missed, inverseMiss } = measureUnitarity(SHEAR);
    expect(missed).toBeGreaterThan(0.5);
    expect(inverseMiss).toBeGreaterThan(0.5);
    expect(spectrum.spectralRadius).toBeCloseTo(1, 6);
  });
});

describe("the factors of the fourth chapter", () => {
  it("are unitary individually and as products, whatever the parameters are", () => {
    for (const example of [drawArjovsky(8, 1), perturbed(drawArjovsky(8, 2), 10, 3)]) {
      const stages = stagesOf(example);
      expect(stages.map(({ name }) => name).join(" ")).toBe("D₁ F R₁ Π D₂ F⁻¹ R₂ D₃");
      for (const stage of stages) expect(stage.drift).toBeLessThan(1e-13);
    }
  });

  it("changes all parameters when it perturbs them", () => {
    const [before, after] = [drawArjovsky(8, 1), perturbed(drawArjovsky(8, 1), 10, 1)];
    const all = ({ parameters: { angles, normals } }: typeof before) =>
      [...angles, ...normals.flatMap(({ re, im }) => [re, im])].flatMap((part) => Array.from(part));
    expect(all(before)).toHaveLength(56);
    expect(all(before).every((value, i) => value !== all(after)[i])).toBe(true);
  });
});

describe("the counts of the fifth chapter", () => {
  it("are the reference’s for every start and rate", () => {
    for (const { U0, counts } of golden.counterexample)
      for (const { lr, iterations } of counts)
        expect(iterationsUntilBroken(matrixOf(U0), lr), `α = ${lr}`).toBe(iterations);
  });

  it("are 1 down to 10⁻⁷ and grow as 1/α below", () => {
    const curve = new Map(breakingCurve(SWAP));
    expect(curve.get(1)).toBe(0);
    expect(curve.get(-7)).toBe(0);
    expect((curve.get(-11) ?? 0) - (curve.get(-10) ?? 0)).toBeCloseTo(1, 2);
  });
});

describe("the proof of the sixth chapter", () => {
  const turn = matrix([
    [0, -1.3],
    [1.3, 0],
  ]);
  const failing = (...[version, b]: Parameters<typeof proof>) =>
    proof(version, b).flatMap(({ holds }, i) => (holds ? [] : [i + 1]));

  it("holds line by line for a skew B", () => {
    expect(failing("corrected", turn)).toEqual([]);
  });

  it("has two errors as printed, which cancel", () => {
    expect(failing("printed", turn)).toEqual([1, 3]);
    const lines = proof("printed", turn);
    expect(frobenius(algebra.sub(lines[0].values[0], lines[4].values[1]))).toBeLessThan(1e-14);
  });

  it("fails at its end for the swap, which commutes with its adjoint, by the reference’s drift", () => {
    expect(failing("corrected", SWAP)).toEqual([4]);
    const swap = golden.expm_general.find(({ B }) => JSON.stringify(B) === "[[0,1],[1,0]]");
    expect(proof("corrected", SWAP)[3].miss).toBeCloseTo(swap?.drift ?? Number.NaN, 11);
  });

  it("fails at two lines for a B that does not commute with its adjoint", () => {
    const b = matrix([
      [0, -1],
      [1.4, 0],
    ]);
    expect(failing("corrected", b)).toEqual([3, 4]);
  });
});

describe("the steps of the seventh chapter", () => {
  const [angle, target, rate, steps] = [2.2, [0.75, 0.35] as TurnPoint, 0.15, 12];

  it("go straight to the target naively: T + (1 − α)ᵏ(W − T)", () => {
    const { naive } = paths(angle, target, rate, -1, steps);
    for (const [k, [x, y]] of naive.entries()) {
      const left = (1 - rate) ** k;
      expect(x).toBeCloseTo(target[0] + left * (Math.cos(angle) - target[0]), 12);
      expect(y).toBeCloseTo(target[1] + left * (Math.sin(angle) - target[1]), 12);
    }
    expect(pointDrift(naive[steps])).toBeGreaterThan(0.1);
  });

  it("turn by 2α‖T‖ sin of the angle to T by exp, and stay on the circle", () => {
    const { exp } = paths(angle, target, rate, -1, steps);
    let at = angle;
    for (const point of exp) {
      expect(point[0]).toBeCloseTo(Math.cos(at), 12);
      expect(point[1]).toBeCloseTo(Math.sin(at), 12);
      expect(pointDrift(point)).toBeLessThan(1e-13);
      at += 2 * rate * Math.hypot(...target) * Math.sin(Math.atan2(target[1], target[0]) - at);
    }
  });

  it("descend by minus and climb by plus", () => {
    const losses = (sign: -1 | 1) =>
      paths(angle, target, rate, sign, steps).exp.map((point) => loss(point, target));
    const [down, up] = [losses(-1), losses(1)];
    for (let k = 0; k < steps; k++) {
      expect(down[k + 1]).toBeLessThan(down[k]);
      expect(up[k + 1]).toBeGreaterThan(up[k]);
    }
  });
});

describe("the linear network of the eighth chapter", () => {
  const task = linearMemory(7);

  it("has the gradient of finite differences", () => {
    const w = algebra.add(orthogonalStart(), algebra.scale(plainStart(), 0.1));
    const gradient = memoryGradient(w, task);
    for (const at of [0, 13, 37, 63]) {
      const moved = (by: number) => {
        const values = Float64Array.from(w.values);
        values[at] += by;
        return memoryLoss({ n: w.n, values }, task);
      };
      expect(gradient.values[at]).toBeCloseTo((moved(1e-6) - moved(-1e-6)) / 2e-6, 7);
    }
  });

  it("cannot lose more than 2 while W is orthogonal, at any rate, where the naive step explodes", async () => {
    const long = linearMemory(20);
    const exp = await train("riemannian", orthogonalStart(), long, 1, 60);
    expect(exp).toHaveLength(61);
    expect(Math.max(...exp)).toBeLessThanOrEqual(2);
    const naive = await train("euclidean", orthogonalStart(), long, 1, 60);
    expect(naive.length).toBeLessThan(61);
  });

  it("has an answer: W = exp(S)·W₀ near the orthogonal start brings the loss to 0", async () => {
    expect(drift(orthogonalStart())).toBeLessThan(1e-13);
    const losses = await train("riemannian", orthogonalStart(), task, 0.03, 3000);
    expect(losses[3000]).toBeLessThan(1e-4 * losses[0]);
  });
});

describe("the findings beside the measured tables of the eighth chapter", () => {
  const reference = (id: string) =>
    readResults(readFileSync(new URL(`../../public/results/${id}.jsonl`, import.meta.url), "utf8"));

  it("say that the lecture’s rule with − and the exact gradient agree in print, and that others do not", () => {
    for (const id of ["quick-words", "quick-characters"]) {
      expect(agreeInPrint(reference(id), "Deck −", "Exact exp")).toBe(true);
      expect(agreeInPrint(reference(id), "Deck −", "Naive")).toBe(false);
      expect(agreeInPrint(reference(id), "no such network", "nor this one")).toBe(false);
    }
  });

  it("say how far from the bigram baseline the networks are at most, by hand for the words", () => {
    // RNN at 200 words: (27.08 + 27.14 + 27.08)/3 %, against 25.486 %.
    expect(largestGapToBigram(reference("quick-words"))).toBeCloseTo(1.614, 2);
    expect(largestGapToBigram(reference("quick-characters"))).toBeGreaterThan(15);
    expect(largestGapToBigram(reference("copying"))).toBeUndefined();
  });

  it("say what a network’s losses are at the largest length, by the rows of the file", () => {
    const lines = readFileSync(new URL("../../public/results/quick-words.jsonl", import.meta.url), "utf8");
    const rows = lines
      .trim()
      .split("\n")
      .slice(1)
      .map((line) => JSON.parse(line));
    const own = rows.filter(({ network, point }) => network === "RNN" && point.length === 400);
    expect(own).toHaveLength(3);
    const mean = (score: string) => own.reduce((sum, row) => sum + row[score].loss, 0) / own.length;
    const losses = lossesAtTheEnd(reference("quick-words"), "RNN");
    expect(losses?.length).toBe(400);
    expect(losses?.training).toBeCloseTo(mean("training"), 6);
    expect(losses?.heldOut).toBeCloseTo(mean("heldOut"), 6);
    expect(lossesAtTheEnd(reference("quick-words"), "no such network")).toBeUndefined();
  });
});

describe("the gates and the ring of the ninth chapter", () => {
  it("multiply as often as there are time steps, and halve when they say", () => {
    const gate = gateOf(1);
    expect(gate).toBeCloseTo(Math.E / (Math.E + 1), 12);
    expect(10 ** productsOf(gate, 50)[50]).toBeCloseTo(gate ** 50, 12);
    expect(0.9 ** halfLife(0.9)).toBeCloseTo(0.5, 12);
    expect(halfLife(1)).toBe(Number.POSITIVE_INFINITY);
  });

  it("keep a difference for ever in a unitary network, and in a gated one as far as the gate says", () => {
    for (const closed of [0, 0.5, 1]) {
      const { unitary, gated } = toldToForget(40, 20, closed);
      expect(unitary.slice(0, 2)).toEqual([0, 0]);
      for (const value of unitary.slice(2)) expect(value).toBeCloseTo(1, 12);
      for (const value of gated.slice(2, 20)) expect(value).toBeCloseTo(1, 12);
      for (const value of gated.slice(20)) expect(value).toBeCloseTo(closed, 12);
    }
  });

  it("start between both radii, with |λ|² spread evenly", () => {
    const { re, im } = ringOf(0.5, 0.9, 4000);
    const squares = re.map((x, k) => x * x + im[k] * im[k]);
    expect(Math.min(...squares)).toBeGreaterThanOrEqual(0.25);
    expect(Math.max(...squares)).toBeLessThanOrEqual(0.81);
    const mean = squares.reduce((sum, value) => sum + value, 0) / squares.length;
    expect(Math.abs(mean - 0.53)).toBeLessThan(0.01);
  });
});

describe("the verdicts of the tenth chapter", () => {
  const wordsOf = (said: Said) => said.filter((part) => typeof part === "string").join("");
  const foundBy = async (id: string) => {
    const verdict = VERDICTS.find((one) => one.id === id);
    return verdict ? wordsOf((await verdict.check()).found) : "";
  };

  it.each(VERDICTS)("is borne out: $id", async ({ check }) => {
    const { found, holds } = await check();
    expect(holds, wordsOf(found)).toBe(true);
  });

  it("has formulas for what is a formula: no word is ASCII mathematics, and every formula is MathML", async () => {
    for (const { id, deck, truth, check } of VERDICTS)
      for (const part of [...deck, ...truth, ...(await check()).found]) {
        if (typeof part === "string") expect(part, id).not.toMatch(/\[\[|_|\*|‖|exp\(|[ᵀᵏᵗ]/);
        else expect(part.mathml, id).toMatch(/^<math.*<\/math>$/);
      }
  });

  it("has a word in every statement, since some readers cannot read a cell of formulas alone", () => {
    for (const { id, deck } of VERDICTS) expect(wordsOf(deck), id).toMatch(/\p{L}{2}/u);
  });

  it("says of modulus 1 that W must be normal besides: [[1, 10], [0, 1]] grows all the same", async () => {
    // W¹⁰⁰ = [[1, 1000], [0, 1]], and s_max of [[1, a], [0, 1]] is (a + √(a² + 4))/2.
    const found = await foundBy("modulus-one");
    expect(found).toContain(` = ${formatNumber((1000 + Math.sqrt(1_000_004)) / 2)}`);
  });

  it("agree with the reference’s numbers where it has them", async () => {
    const powers = golden.nonnormal_powers.find(({ name }) => name === "2x2");
    expect(await foundBy("eigenvalues")).toContain(
      `${formatNumber(powers?.max ?? 0, 3)} (k = ${powers?.argmax})`,
    );
    const swap = golden.expm_general.find(({ B }) => JSON.stringify(B) === "[[0,1],[1,0]]");
    expect(await foundBy("any-matrix")).toContain(` = ${formatNumber(swap?.drift ?? 0, 4)};`);
    const counts = new Map(
      golden.counterexample
        .find(({ name }) => name === "deck_X")
        ?.counts.map(({ lr, iterations }) => [lr, iterations]),
    );
    const expected = [10, 1e-7, 1e-8, 1e-9, 1e-10].map((rate) => counts.get(rate));
    expect(await foundBy("iterations")).toContain(`: ${expected.join(", ")} iterations`);
  });
});

describe("the lesson’s place in the address", () => {
  const read = (hash: string) => readPlace(parseHash(hash).own.why);

  it("is read as it was written, and needs no key for the first chapter", () => {
    for (const [i, { id }] of CHAPTERS.entries()) {
      const hash = hashOf("why", writePlace(id));
      expect(hash).toBe(i === 0 ? "#screen=why" : `#screen=why&why.chapter=${id}`);
      expect(read(hash)).toEqual({ chapter: i === 0 ? null : id, refusals: [] });
    }
  });

  it("is rejected with the names of the chapters, or of its only key", () => {
    expect(read("#why.chapter=attic&why.page=3")).toEqual({
      chapter: null,
      refusals: [
        `why.chapter = “attic” was refused: it must be one of ${CHAPTERS.map(({ id }) => id).join(", ")}.`,
        "“why.page” is not a setting of this screen; why.chapter is.",
      ],
    });
  });
});
