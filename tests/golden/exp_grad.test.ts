import { beforeAll, describe, it } from "vitest";
import { tensors } from "../../src/kernels/tensors";
import { deckDirection } from "../../src/math/algebra";
import { arrays, type Matrix } from "../../src/math/arrays";
import { expm, expmAdjoint, expmArray } from "../../src/math/expm";
import { deckCosine, eigenangles } from "../../src/math/exponent";
import { gradientInB } from "../../src/rules/exponential";
import { BACKENDS, useBackend } from "../unit/backends";
import { comparing, flat, matrixOf } from "./golden";

const GIVEN = ["n", "complex", "B", "G"];
const algebra = arrays("float64");

/** Re⟨A, B⟩ of the matrices themselves: the real form of a complex one holds every entry twice. */
const inner = (a: Matrix, b: Matrix, complex: boolean) =>
  flat(a).reduce((sum, value, i) => sum + value * b.values[i], 0) / (complex ? 2 : 1);

describe("the gradient through exp", () => {
  const { entries, near } = comparing("exp_grad", GIVEN);
  const nearness = { relative: 1e-11 };

  it.each(entries)("agrees with the reference: n = $n, complex: $complex", async (entry) => {
    const { complex } = entry;
    const [b, g] = [matrixOf(entry.B), matrixOf(entry.G)];
    const w = expmArray(b);
    near(entry, "L", inner(g, w, complex), nearness);
    const m = await expmAdjoint(algebra, b, g);
    near(entry, "M", m, nearness);
    const gradB = algebra.sub(m, algebra.adjoint(m));
    near(entry, "gradB", gradB, nearness);
    const a = deckDirection(algebra, g, w);
    near(entry, "A", a, nearness);
    near(entry, "dL_along_A", inner(m, a, complex), nearness);
    near(entry, "angles", eigenangles(b, complex), { absolute: 1e-12 * Math.max(1, ...entry.angles) });
    near(entry, "cos_A_gradB", await deckCosine(w, b, g), nearness);
  });
});

describe.each(BACKENDS)("the gradient through exp in float32 on %s", (backend) => {
  beforeAll(() => useBackend(backend));
  // What is measured of B and of the gradients' angle is computed in float64 alone.
  const { entries, near } = comparing(
    "exp_grad",
    [...GIVEN, "L", "dL_along_A", "angles", "cos_A_gradB"],
    `float32 on ${backend}`,
  );
  const nearness = { relative: 2e-5 };

  it.each(entries)("agrees with the reference: n = $n, complex: $complex", async (entry) => {
    const [b, g] = [entry.B, entry.G].map((each) => tensors.fromHost(matrixOf(each)));
    const w = await expm(tensors, b);
    const m = await expmAdjoint(tensors, b, g);
    const base = tensors.identity(b);
    const gradB = await gradientInB(tensors, { b, base }, g);
    const a = tensors.tidy(() => deckDirection(tensors, g, w));
    near(entry, "M", await tensors.toHost(m), nearness);
    near(entry, "gradB", await tensors.toHost(gradB), nearness);
    near(entry, "A", await tensors.toHost(a), nearness);
    tensors.free(b, g, w, m, base, gradB, a);
  });
});
