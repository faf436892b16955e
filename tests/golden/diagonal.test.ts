import { describe, it } from "vitest";
import { arrays, drift, type Matrix } from "../../src/math/arrays";
import {
  diagonalDrift,
  diagonalMatrix,
  eigenvaluesOf,
  inputScales,
  ringGradient,
} from "../../src/math/diagonal";
import { random } from "../../src/math/random";
import { RULES } from "../../src/rules";
import { comparing, type EntryOf } from "./golden";

type Entry = EntryOf<"diagonal">;
const TOLERANCE = { relative: 1e-12 };
const device = arrays("float64");

/** Two rows of n numbers. */
const rowsOf = (one: readonly number[], other: readonly number[]): Matrix => ({
  n: one.length,
  values: Float64Array.from([...one, ...other]),
});
const halves = ({ n, values }: Matrix) => [values.slice(0, n), values.slice(n)] as const;
const parts = (lambda: Matrix) => {
  const [re, im] = halves(lambda);
  return { re: Array.from(re), im: Array.from(im) };
};

/** Only the diagonal of G counts. */
const gradientOf = ({ G: { re, im } }: Entry): Matrix =>
  rowsOf(
    re.map((row, j) => row[j]),
    im.map((row, j) => row[j]),
  );

/** The rule “diagonal” with these ν and θ. */
function resumed({ nu, theta }: Entry) {
  const parameters = rowsOf(nu, theta);
  const state = { parameters, w: eigenvaluesOf(parameters) };
  const options = { optimiser: "sgd", numbers: "complex", random: random(1, "diagonal") } as const;
  return RULES.diagonal.resume(device, { step: 0, state, memory: [] }, options);
}

describe("the diagonal rule", () => {
  const { entries, near } = comparing("diagonal", ["n", "lr", "nu", "theta", "G"]);

  it.each(entries)("agrees in float64: n = $n", async (entry) => {
    const parameters = rowsOf(entry.nu, entry.theta);
    const trained = resumed(entry);
    near(entry, "eig", parts(trained.w), TOLERANCE);
    near(entry, "input_scale", inputScales(parameters), TOLERANCE);
    const [gradNu, gradTheta] = halves(ringGradient(parameters, gradientOf(entry)));
    near(entry, "grad_nu", gradNu, TOLERANCE);
    near(entry, "grad_theta", gradTheta, TOLERANCE);
    await trained.step(gradientOf(entry), { learningRate: entry.lr, rebase: 1, beta: 0 });
    const [nu, theta] = halves((await trained.save()).state.parameters);
    near(entry, "nu_after", nu, TOLERANCE);
    near(entry, "theta_after", theta, TOLERANCE);
    near(entry, "eig_after", parts(trained.w), TOLERANCE);
    near(entry, "drift_after", diagonalDrift(trained.w), TOLERANCE);
    // The same of the whole matrix, whose real form has every entry twice.
    near(entry, "drift_after", drift(diagonalMatrix(trained.w)) / Math.SQRT2, TOLERANCE);
  });
});
