import { Matrix as Dense, QrDecomposition } from "ml-matrix";
import { beforeAll, describe, it } from "vitest";
import type { RuleId } from "../../src/config/schema";
import { tensors } from "../../src/kernels/tensors";
import { type Device, deckDirection } from "../../src/math/algebra";
import { arrays, drift, type Matrix } from "../../src/math/arrays";
import { expm } from "../../src/math/expm";
import { random } from "../../src/math/random";
import { RULES } from "../../src/rules";
import { gradientInB } from "../../src/rules/exponential";
import { BACKENDS, useBackend } from "../unit/backends";
import { comparing, type EntryOf, matrixOf, type Nearness } from "./golden";

type Entry = EntryOf<"rules">;
type Near = (entry: Entry, field: string, got: unknown, nearness: Nearness) => void;
const GIVEN = ["n", "complex", "lr", "beta", "B", "G"];
const algebra = arrays("float64");
/** ‖WW* − I‖ of the matrix itself, from its real form where it is complex. */
const driftOf = (w: Matrix, { complex }: Entry) => drift(w) / (complex ? Math.SQRT2 : 1);

function begin<M>(device: Device<M>, id: RuleId, w0: Matrix, { complex }: Entry) {
  return RULES[id].begin(device, w0, {
    numbers: complex ? "complex" : "real",
    optimiser: "sgd",
    random: random(1, "rules"),
  });
}

/** From W = exp(B), where the base does not matter. */
async function fromW<M>(device: Device<M>, entry: Entry, near: Near, nearness: Nearness): Promise<void> {
  const [w, g] = [matrixOf(entry.W), matrixOf(entry.G)];
  const off = algebra.add(w, algebra.scale(g, 0.05));
  const cases: readonly [RuleId, field: string, start: Matrix][] = [
    ["none", "euclid", w],
    ["euclidean", "euclid", w],
    ["soft", "soft", w],
    ["soft", "soft_from_W_plus_005G", off],
    ["riemannian", "riemann", w],
    // With B = 0 the exact gradient is the deck's direction, and both rules are one Riemannian step.
    ["exp", "riemann", w],
    ["deck-minus", "riemann", w],
    ["cayley", "cayley", w],
    ["projection", "polar", w],
  ];
  for (const [id, field, start] of cases) {
    const trained = begin(device, id, start, entry);
    const gradient = device.fromHost(g);
    await trained.step(gradient, { learningRate: entry.lr, rebase: 1, beta: entry.beta });
    const after = await device.toHost(trained.w);
    near(entry, `W_after.${field}`, after, nearness);
    if (field in entry.drift_after) near(entry, `drift_after.${field}`, driftOf(after, entry), nearness);
    device.free(gradient);
    trained.free();
  }
}

/** From W₀ = I with B as given, for the rules that have one. */
async function fromB<M>(device: Device<M>, entry: Entry, near: Near, nearness: Nearness): Promise<void> {
  const b = matrixOf(entry.B);
  const cases: readonly [RuleId, b: string, w: string, sign: 1 | -1][] = [
    ["deck-plus", "B_deck_plus", "deck_plus", 1],
    ["deck-minus", "B_deck_minus", "deck_minus", -1],
    ["exp", "B_exact", "exact_exp", -1],
    // Within one tangent space dynamic trivialisation is the static one.
    ["riemannian", "B_exact", "exact_exp", -1],
  ];
  for (const [id, fieldB, fieldW, sign] of cases) {
    const trained = begin(device, id, algebra.identity(b), entry);
    const toB = device.fromHost(algebra.scale(b, sign / 2));
    const gradient = device.fromHost(matrixOf(entry.G));
    const settings = { rebase: 1000, beta: 0 };
    // At B = 0, W = I the direction of the gradient ±b/2 is ±b, since b is skew: one step with learning rate 1 sets B = b.
    await trained.step(toB, { learningRate: 1, ...settings });
    await trained.step(gradient, { learningRate: entry.lr, ...settings });
    near(entry, fieldB, await device.toHost(trained.exponent as M), nearness);
    near(entry, `W_after.${fieldW}`, await device.toHost(trained.w), nearness);
    device.free(toB, gradient);
    trained.free();
  }
}

/** W = exp(B) itself and the two directions. */
async function directions<M>(device: Device<M>, entry: Entry, near: Near, nearness: Nearness): Promise<void> {
  const [b, g] = [entry.B, entry.G].map((each) => device.fromHost(matrixOf(each)));
  const w = await expm(device, b);
  near(entry, "W", await device.toHost(w), nearness);
  const a = device.tidy(() => deckDirection(device, g, w));
  near(entry, "A", await device.toHost(a), nearness);
  const base = device.identity(b);
  const gradB = await gradientInB(device, { b, base }, g);
  near(entry, "gradB", await device.toHost(gradB), nearness);
  device.free(b, g, w, a, base, gradB);
}

/**
 * Q of M = QR with a positive diagonal of R. The real form of a complex M is taken with Re and Im of each unit side
 * by side: then the real R is upper triangular exactly where the complex one is, with a real diagonal.
 */
function qrFactor(m: Matrix, complex: boolean): Matrix {
  const half = m.n / 2;
  const place = (i: number) => (complex ? (i % 2) * half + Math.floor(i / 2) : i);
  const entries = Array.from({ length: m.n }, (_, i) =>
    Array.from({ length: m.n }, (__, j) => m.values[place(i) * m.n + place(j)]),
  );
  const qr = new QrDecomposition(new Dense(entries));
  const [q, r] = [qr.orthogonalMatrix, qr.upperTriangularMatrix];
  const values = new Float64Array(m.n * m.n);
  for (let i = 0; i < m.n; i++) {
    for (let j = 0; j < m.n; j++) values[place(i) * m.n + place(j)] = q.get(i, j) * Math.sign(r.get(j, j));
  }
  return { n: m.n, values };
}

describe("one step of each rule in float64", () => {
  const { entries, near } = comparing("rules", GIVEN);

  it.each(entries)("agrees: n = $n, α = $lr, complex: $complex", async (entry) => {
    await directions(algebra, entry, near, { relative: 1e-12 });
    await fromW(algebra, entry, near, { relative: 1e-12 });
    await fromB(algebra, entry, near, { relative: 1e-12 });
  });

  it.each(entries)(
    "agrees with a linear algebra library's QR, a retraction that no rule of the lab uses: n = $n, α = $lr",
    (entry) => {
      const moved = algebra.sub(matrixOf(entry.W), algebra.scale(matrixOf(entry.G), entry.lr));
      near(entry, "W_after.qr", qrFactor(moved, entry.complex), { relative: 1e-12 });
    },
  );
});

describe.each(BACKENDS)("one step of each rule in float32 on %s", (backend) => {
  beforeAll(() => useBackend(backend));
  const { entries, near } = comparing("rules", [...GIVEN, "W_after.qr"], `float32 on ${backend}`);

  it.each(entries)("agrees: n = $n, α = $lr, complex: $complex", async (entry) => {
    await directions(tensors, entry, near, { relative: 2e-5 });
    await fromW(tensors, entry, near, { relative: 2e-5 });
    await fromB(tensors, entry, near, { relative: 2e-5 });
  });
});
