import { beforeAll, describe, it } from "vitest";
import { tensors } from "../../src/kernels/tensors";
import {
  type ArjovskyParameters,
  arjovskyFactors,
  arjovskyGradient,
  arjovskyMatrix,
} from "../../src/math/arjovsky";
import { type ComplexMatrix, complexForm, realForm } from "../../src/math/complex";
import { complexSpectrum } from "../../src/math/spectrum";
import { arjovskyTimes } from "../../src/screens/counterexample/arjovsky";
import { BACKENDS, useBackend } from "../unit/backends";
import { comparing, type EntryOf, flat, matrixOf, type Nearness, paired } from "./golden";

type Entry = EntryOf<"arjovsky">;
type Near = (entry: Entry, field: string, got: unknown, nearness: Nearness) => void;
const GIVEN = ["n", "phase1", "phase2", "phase3", "v1", "v2", "perm", "h", "C", "stage_names"];

const vector = ({ re, im }: { re: number[]; im: number[] }) => ({
  re: Float64Array.from(re),
  im: Float64Array.from(im),
});
const parametersOf = ({ phase1, phase2, phase3, v1, v2 }: Entry): ArjovskyParameters => ({
  angles: [Float64Array.from(phase1), Float64Array.from(phase2), Float64Array.from(phase3)],
  normals: [vector(v1), vector(v2)],
});

function gradient(entry: Entry, c: ComplexMatrix, near: Near, nearness: Nearness): void {
  const { angles, normals } = arjovskyGradient(parametersOf(entry), entry.perm, c);
  for (const [k, angle] of angles.entries()) near(entry, `grad.phase${k + 1}`, angle, nearness);
  for (const [k, { re, im }] of normals.entries()) {
    near(entry, `grad.v${k + 1}_re`, re, nearness);
    near(entry, `grad.v${k + 1}_im`, im, nearness);
  }
}

describe("Arjovsky's product", () => {
  const { entries, near } = comparing("arjovsky", GIVEN);
  const nearness = { relative: 1e-12 };

  it.each(entries)("is the reference's W with its eigenvalues: n = $n", (entry) => {
    const w = realForm(arjovskyMatrix(parametersOf(entry), entry.perm));
    near(entry, "W", w, nearness);
    near(entry, "eig", paired(complexSpectrum(w), entry.eig), { relative: 1e-11 });
  });

  it.each(entries)("takes h through the reference's stages: n = $n", (entry) => {
    const { n, perm } = entry;
    // The factors act on the columns of a matrix; h is its first one.
    const column = (x: readonly number[]) => {
      const values = new Float64Array(n * n);
      for (const [i, value] of x.entries()) values[i * n] = value;
      return { n, values };
    };
    const stages: ComplexMatrix[] = [];
    let x: ComplexMatrix = { re: column(entry.h.re), im: column(entry.h.im) };
    for (const { apply } of arjovskyFactors(parametersOf(entry), perm)) {
      x = apply(x);
      stages.push(x);
    }
    const first = (values: ArrayLike<number>) => Array.from({ length: n }, (_, i) => values[i * n]);
    near(
      entry,
      "stages",
      stages.map(({ re, im }) => ({ re: first(re.values), im: first(im.values) })),
      nearness,
    );
  });

  it.each(entries)("has the reference's loss and gradient: n = $n", (entry) => {
    const w = arjovskyMatrix(parametersOf(entry), entry.perm);
    const [cRe, cIm] = [flat(entry.C.re), flat(entry.C.im)];
    const loss = cRe.reduce((sum, c, i) => sum + c * w.re.values[i] + cIm[i] * w.im.values[i], 0);
    near(entry, "L", loss, nearness);
    gradient(entry, complexForm(matrixOf(entry.C)), near, { relative: 1e-11 });
  });

  it.each(entries)("written out for the counterexample's page has the same columns: n = $n", (entry) => {
    const { n, phase1, phase2, phase3, v1, v2, perm } = entry;
    const parameters = {
      angles: [phase1, phase2, phase3] as const,
      normals: [v1, v2] as const,
      permutation: perm,
    };
    const columns = Array.from({ length: n }, (_, j) => {
      const unit = Array.from({ length: n }, (__, i) => Number(i === j));
      return arjovskyTimes(parameters, { re: unit, im: unit.map(() => 0) });
    });
    const rows = (part: "re" | "im") =>
      Array.from({ length: n }, (_, i) => columns.map((column) => column[part][i]));
    near(entry, "W", { re: rows("re"), im: rows("im") }, nearness);
  });
});

describe.each(BACKENDS)("Arjovsky's product in float32 on %s", (backend) => {
  beforeAll(() => useBackend(backend));
  // The rule makes W and its gradient in float64: what a backend holds is W, and what it hands back is ∂L/∂W.
  const { entries, near } = comparing("arjovsky", [...GIVEN, "stages", "eig", "L"], `float32 on ${backend}`);

  it.each(entries)("is held and differentiated as the reference's: n = $n", async (entry) => {
    const made = realForm(arjovskyMatrix(parametersOf(entry), entry.perm));
    const [w, c] = [made, matrixOf(entry.C)].map((each) => tensors.fromHost(each));
    near(entry, "W", await tensors.toHost(w), { relative: 2e-5 });
    gradient(entry, complexForm(await tensors.toHost(c)), near, { relative: 2e-5 });
    tensors.free(w, c);
  });
});
