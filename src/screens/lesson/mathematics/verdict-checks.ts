import { ACTIVATIONS } from "../../../kernels/activations";
import { scan } from "../../../kernels/reference-scan";
import { arrays, drift, frobenius, type Matrix, matrix } from "../../../math/arrays";
import { realForm } from "../../../math/complex";
import { expmArray } from "../../../math/expm";
import { deckCosine } from "../../../math/exponent";
import { measureJacobian } from "../../../math/jacobian";
import { formatNumber, formatTenTo, powerOfTen } from "../../../math/number-format";
import { random } from "../../../math/random";
import { singularValues } from "../../../math/scaled";
import { spectrum } from "../../../math/spectrum";
import { ascentExample, ascentLosses } from "../../../training/ascent";
import { ENTRYWISE, fixedDirection, turningNorm } from "../../../training/counterexample";
import { complexDrift, drawArjovsky, perturbed, stagesOf } from "./arjovsky-example";
import { iterationsUntilBroken } from "./breaking";
import { betterAsPrinted, DECK_LENGTHS } from "./deck-accuracy";
import { gradientProduct, recurrentMatrix, UNITS } from "./gradient-product";
import { coupledRotations, peakAt, powerNorms } from "./powers";
import { type Said, say, typeset } from "./said";
import { apply, rotation, SWAP } from "./unitary-examples";

/** The finding of a check, and whether it confirms the verdict. */
export interface CheckResult {
  readonly found: Said;
  readonly holds: boolean;
}

const algebra = arrays("float64");
const ROUNDING = 1e-12;
const J = matrix([
  [0, -1],
  [1, 0],
]);

/** Not normal: its eigenvalues are 1, and its powers grow. */
const STRONG_SHEAR = matrix([
  [1, 10],
  [0, 1],
]);

const W = typeset(tex`W`);
const DRIFT = typeset(tex`\lVert WW^*-I\rVert_F`);
const J_TYPESET = typeset(tex`J=\begin{pmatrix}0&-1\\1&0\end{pmatrix}`);
const SWAP_TYPESET = typeset(tex`X=\begin{pmatrix}0&1\\1&0\end{pmatrix}`);

function randomMatrix(n: number, name: string): Matrix {
  const stream = random(1, `lesson verdict ${name}`);
  return matrix(Array.from({ length: n * n }, () => stream.normal()));
}

/** Compares ∂h_T/∂h_0 of a tanh network, by finite differences, with the product of its factors. */
export function jacobianCheck(): CheckResult {
  const [n, steps, step] = [4, 6, 1e-6];
  const w = randomMatrix(n, "jacobian");
  const drive = new Float64Array(steps * n).fill(0.1);
  const threshold = new Float64Array(n);
  const run = (h0: Float64Array) => {
    const states = new Float64Array((steps + 1) * n);
    const size = { steps, batch: 1, units: n };
    scan(size, ACTIVATIONS.tanh, { w: w.values, inputTerm: drive, h0, threshold }, states);
    return states;
  };
  const differences = new Float64Array(n * n);
  for (let j = 0; j < n; j++) {
    const nudged = (by: number) => run(Float64Array.from({ length: n }, (_, i) => (i === j ? by : 0)));
    const [above, below] = [nudged(step), nudged(-step)];
    for (let i = 0; i < n; i++)
      differences[i * n + j] = (above[steps * n + i] - below[steps * n + i]) / (2 * step);
  }
  const measured = singularValues(n, differences)[0];
  const { whole } = measureJacobian(
    w,
    run(new Float64Array(n)),
    (g, h) => ACTIVATIONS.tanh.pullBack(g, h, threshold),
    false,
  );
  const product = 10 ** whole.largest[0];
  const miss = Math.abs(product / measured - 1);
  return {
    found: say`tanh, n = ${String(n)}, T = ${String(steps)}: the product stretches by ${formatNumber(product, 4)}, by finite differences ${formatNumber(measured, 4)}`,
    holds: miss < 1e-6,
  };
}

export function gradientsCheck(): CheckResult {
  const w = recurrentMatrix("orthogonal", 0.9);
  const { whole, matrix: alone } = gradientProduct(w, "identity", 100);
  const norm = spectrum(w).singularMax;
  return {
    found: say`${typeset(tex`\lVert W\rVert_2`)} is ${formatNumber(norm)} at every time step; the product of 100 factors is ${formatTenTo(whole.largest[0])}`,
    holds: whole.largest[0] < -4 && alone.largest[0] < -4 && Math.abs(norm - 0.9) < ROUNDING,
  };
}

export function eigenvaluesCheck(): CheckResult {
  const pair = { modulus: 0.9, angle: 0 };
  const norms = powerNorms(coupledRotations([pair, pair], 10), 60);
  const peak = Math.max(...norms);
  return {
    found: say`${typeset(
      tex`W=\begin{pmatrix}0.9&10\\0&0.9\end{pmatrix}`,
    )}: ${typeset(tex`\rho=0.9`)}, ${typeset(tex`\lVert W^{k}\rVert_2`)} peaks at ${formatTenTo(peak, 3)} (k = ${String(peakAt(norms))})`,
    holds: peak > 1,
  };
}

export function normCheck(): CheckResult {
  const v = [3, 4];
  const { singularMax } = spectrum(SWAP);
  const after = Math.hypot(...apply(SWAP, v));
  return {
    found: say`${typeset(tex`\lVert v\rVert`)} = ${formatNumber(Math.hypot(...v))}, ${typeset(tex`\lVert Xv\rVert`)} = ${formatNumber(after)}; ${typeset(tex`\lVert X\rVert_2`)} = ${formatNumber(singularMax)}, ${typeset(tex`\lVert X\rVert_F`)} = ${formatNumber(frobenius(SWAP), 4)}`,
    holds: Math.abs(singularMax - 1) < ROUNDING && Math.abs(after - 5) < ROUNDING,
  };
}

export function slopesCheck(): CheckResult {
  const w = recurrentMatrix("orthogonal", 1);
  const kept = (["modrelu", "tanh", "relu", "sigmoid"] as const).map(
    (id) => [ACTIVATIONS[id].label, gradientProduct(w, id, 100).whole.largest[0]] as const,
  );
  let sheared = STRONG_SHEAR;
  for (let k = 1; k < 100; k++) sheared = algebra.mul(sheared, STRONG_SHEAR);
  const stretch = spectrum(sheared).singularMax;
  return {
    found: say`${W} orthogonal, n = ${String(UNITS)}, T = 100: ${kept.map(([label, log10]) => `${label} ${formatTenTo(log10)}`).join(", ")}; ${typeset(
      tex`W=\begin{pmatrix}1&10\\0&1\end{pmatrix}`,
    )}: ${typeset(tex`\lVert W^{100}\rVert_2`)} = ${formatNumber(stretch)}`,
    holds: Math.abs(kept[0][1]) < 1e-9 && kept.slice(1).every(([, log10]) => log10 < -0.3) && stretch > 999,
  };
}

export function arjovskyCheck(): CheckResult {
  const stages = stagesOf(perturbed(drawArjovsky(8, 1), 10, 1));
  const missed = complexDrift(stages[stages.length - 1].product);
  return {
    found: say`their ${W} after all 56 parameters moved by about 10: ${DRIFT} = ${formatNumber(missed)}`,
    holds: missed < ROUNDING,
  };
}

export function countsCheck(): CheckResult {
  const rates = [10, 1e-7, 1e-8, 1e-9, 1e-10];
  const counts = rates.map((rate) => iterationsUntilBroken(SWAP, rate));
  return {
    found: say`${typeset(tex`\alpha`)} = ${rates.map((rate) => (rate < 1 ? powerOfTen(Math.round(Math.log10(rate))) : String(rate))).join(", ")}: ${counts.join(", ")} iterations`,
    holds: counts[0] === 1 && counts[1] === 1 && counts.every((count) => count !== null),
  };
}

export function exponentialCheck(): CheckResult {
  const missed = drift(expmArray(SWAP));
  const round = expmArray(
    algebra.scale(
      matrix([
        [0, 4],
        [-0.25, 0],
      ]),
      2 * Math.PI,
    ),
  );
  const back = frobenius(algebra.sub(round, algebra.identity(round)));
  return {
    found: say`${SWAP_TYPESET}: ${DRIFT} = ${formatNumber(missed, 4)}; not skew, and yet ${typeset(
      tex`\left\lVert\exp\left(2\pi\begin{pmatrix}0&4\\-1/4&0\end{pmatrix}\right)-I\right\rVert_F`,
    )} = ${formatNumber(back)}`,
    holds: missed > 1 && back < 1e-10,
  };
}

export function skewCheck(): CheckResult {
  const a = randomMatrix(2, "skew");
  const product = algebra.mul(a, algebra.adjoint(a));
  const trace = product.values[0] + product.values[3];
  return {
    found: say`a random ${typeset(tex`A`)}: ${typeset(tex`\operatorname{tr}AA^{T}=\lVert A\rVert_F^2`)} = ${formatNumber(trace)}, and ${typeset(
      tex`\operatorname{tr}(-I)=-2`,
    )}; for ${J_TYPESET} ${typeset(tex`\lVert J^{T}+J\rVert_F`)} = ${formatNumber(frobenius(algebra.add(algebra.adjoint(J), J)))}`,
    holds: trace > 0,
  };
}

export function adjointCheck(): CheckResult {
  const [plus, minus] = [expmArray(J), expmArray(algebra.scale(J, -1))];
  const printed = frobenius(algebra.sub(algebra.adjoint(minus), expmArray(algebra.adjoint(J))));
  const right = frobenius(algebra.sub(algebra.adjoint(plus), expmArray(algebra.adjoint(J))));
  return {
    found: say`${typeset(tex`B=J`)}: ${typeset(tex`\lVert\exp(-B)^*-\exp(B^*)\rVert_F`)} = ${formatNumber(printed)}, ${typeset(
      tex`\lVert\exp(B)^*-\exp(B^*)\rVert_F`,
    )} = ${formatNumber(right)}`,
    holds: printed > 0.1 && right < ROUNDING,
  };
}

export function commuteCheck(): CheckResult {
  const miss = (b: Matrix) => {
    const star = algebra.adjoint(b);
    return frobenius(
      algebra.sub(algebra.mul(expmArray(b), expmArray(star)), expmArray(algebra.add(b, star))),
    );
  };
  const nilpotent = matrix([
    [0, 1],
    [0, 0],
  ]);
  const [general, skew] = [miss(nilpotent), miss(J)];
  return {
    found: say`the sides differ by ${formatNumber(general)} for ${typeset(
      tex`B=\begin{pmatrix}0&1\\0&0\end{pmatrix}`,
    )}, by ${formatNumber(skew)} for ${typeset(tex`B=J`)}`,
    holds: general > 0.1 && skew < ROUNDING,
  };
}

export async function signCheck(): Promise<CheckResult> {
  const example = ascentExample(1);
  const [plus, minus] = await Promise.all([
    ascentLosses("deck-plus", example, 0.1, 1),
    ascentLosses("deck-minus", example, 0.1, 1),
  ]);
  return {
    found: say`${typeset(tex`\theta=1`)}, one step of ${typeset(tex`\alpha=0.1`)}: loss ${formatNumber(plus[0], 3)} → ${formatNumber(plus[1], 3)} with +, → ${formatNumber(minus[1], 3)} with −`,
    holds: plus[1] > plus[0] && minus[1] < minus[0],
  };
}

export async function cosineCheck(): Promise<CheckResult> {
  const cosine = (b: Matrix, target: Matrix) => {
    const w = expmArray(b);
    return deckCosine(w, b, algebra.sub(w, target));
  };
  const four = ascentExample(2.5);
  const [large, plane] = await Promise.all([
    cosine(four.b, four.target),
    cosine(algebra.scale(J, 2.5), rotation(1)),
  ]);
  return {
    found: say`cosine of its direction to the gradient: ${formatNumber(large)} in the 4×4 example at ${typeset(tex`\theta=2.5`)}, ${formatNumber(plane)} in 2×2`,
    holds: large < 0 && Math.abs(plane - 1) < 1e-9,
  };
}

export function determinantCheck(): CheckResult {
  const determinant = ({ values: [a, b, c, d] }: Matrix) => a * d - b * c;
  const one = algebra.identity(SWAP);
  const half = realForm({
    re: algebra.zeros(SWAP),
    im: algebra.scale(algebra.sub(one, SWAP), Math.PI / 2),
  });
  const wanted = realForm({ re: SWAP, im: algebra.zeros(SWAP) });
  const miss = frobenius(algebra.sub(expmArray(half), wanted)) / Math.SQRT2;
  const turned = determinant(expmArray(algebra.scale(J, 1.3)));
  return {
    found: say`${typeset(tex`\det\exp(1.3\,J)`)} = ${formatNumber(turned)}, ${typeset(tex`\det X`)} = ${formatNumber(determinant(SWAP))}; ${typeset(
      tex`\left\lVert\exp\left(\tfrac{i\pi}{2}(I-X)\right)-X\right\rVert_F`,
    )} = ${formatNumber(miss)}`,
    holds: Math.abs(turned - 1) < ROUNDING && determinant(SWAP) < 0 && miss < ROUNDING,
  };
}

export function stillCheck(): CheckResult {
  const still = turningNorm(SWAP, ENTRYWISE.sigmoid(SWAP));
  const turning = turningNorm(SWAP, fixedDirection(2));
  return {
    found: say`${typeset(tex`\lVert A\rVert_F`)} = ${formatNumber(still)} with ${typeset(tex`G=\operatorname{sigmoid}(X)`)}, ${formatNumber(turning)} with ${typeset(
      tex`G=\begin{pmatrix}0.3&-0.7\\1.1&0.2\end{pmatrix}`,
    )}`,
    holds: still === 0 && turning > 0,
  };
}

export function tableCheck(): CheckResult {
  const better = betterAsPrinted();
  return {
    found: say`better as printed: ${DECK_LENGTHS.map((length, i) => `${better[i]} at ${length}`).join(", ")}`,
    holds: better.every((network) => network === "RNN"),
  };
}
