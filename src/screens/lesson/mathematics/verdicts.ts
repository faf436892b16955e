import { type Said, say, typeset } from "./said";
import * as checks from "./verdict-checks";

/** A statement of the lecture, the correction, and a check of it. */
export interface Verdict {
  readonly id: string;
  readonly deck: Said;
  readonly truth: Said;
  /** Whether it is true as printed. */
  readonly asPrinted?: boolean;
  readonly check: () => checks.CheckResult | Promise<checks.CheckResult>;
}

/** The verdicts in the lecture's order. */
export const VERDICTS: readonly Verdict[] = [
  {
    id: "product",
    deck: say`Backpropagation formula: ${typeset(
      tex`\frac{\partial\,\mathrm{State}_\mathrm{now}}{\partial\,\mathrm{State}_\mathrm{prev}}=\prod W^{T}\operatorname{diag}(\sigma')`,
    )}`,
    truth: say`Right. So two factors decide, ${typeset(tex`W`)} and ${typeset(tex`\sigma'`)}.`,
    asPrinted: true,
    check: checks.jacobianCheck,
  },
  {
    id: "gradients",
    deck: say`The weights vanish or explode`,
    truth: say`The gradients do. Within one backward pass ${typeset(tex`W`)} does not change. A training step along an exploding gradient can throw ${typeset(tex`W`)} far off, as the lab shows; one along a vanished gradient hardly moves it.`,
    check: checks.gradientsCheck,
  },
  {
    id: "eigenvalues",
    deck: say`They are controlled by eigenvalues`,
    truth: say`Only for normal ${typeset(tex`W`)}. Singular values bound the gradient; eigenvalues say how it ends.`,
    check: checks.eigenvaluesCheck,
  },
  {
    id: "norm",
    deck: say`Norms are preserved: ${typeset(tex`\mathrm{Norm}(X)=\mathrm{Norm}(Xv)=5`)}`,
    truth: say`The vector keeps its length 5. The norm of ${typeset(tex`X`)} is 1, or ${typeset(tex`\sqrt{2}`)} by Frobenius.`,
    check: checks.normCheck,
  },
  {
    id: "modulus-one",
    deck: say`Eigenvalues of modulus 1 cure both problems`,
    truth: say`Only where ${typeset(tex`W`)} is normal (so unitary) and ${typeset(tex`\sigma'=1`)}. A shear has no other eigenvalue than 1, and its powers grow.`,
    check: checks.slopesCheck,
  },
  {
    id: "sigmoid",
    deck: say`The authors kept using Sigmoid`,
    truth: say`They used modReLU, and their ${typeset(tex`W`)} is unitary by construction, whatever the activation.`,
    check: checks.arjovskyCheck,
  },
  {
    id: "iterations",
    deck: say`It stops being unitary after 1 iteration, especially when the learning rate is large`,
    truth: say`It is 1 at every rate from ${typeset(tex`10^{-7}`)} up. Small rates delay the end and do not avert it.`,
    check: checks.countsCheck,
  },
  {
    id: "any-matrix",
    deck: say`For any matrix ${typeset(tex`X`)}, ${typeset(tex`\exp(X)`)} is unitary`,
    truth: say`False. Skew-Hermitian ${typeset(tex`X`)} is enough, and not necessary.`,
    check: checks.exponentialCheck,
  },
  {
    id: "skew",
    deck: say`Anti-symmetric: ${typeset(tex`A^{T}=-A^{-1}`)}`,
    truth: say`${typeset(tex`A^{T}=-A`)} is meant. The printed one says ${typeset(tex`AA^{T}=-I`)}, and no real ${typeset(tex`A`)} does that.`,
    check: checks.skewCheck,
  },
  {
    id: "adjoint",
    deck: say`In the proof: ${typeset(tex`\exp(-B)^*=\exp(B^*)`)}`,
    truth: say`False. ${typeset(tex`\exp(B)^*=\exp(B^*)`)}. In the lecture’s proof a second slip takes this one back.`,
    check: checks.adjointCheck,
  },
  {
    id: "sum",
    deck: say`In the proof: ${typeset(tex`\exp(B)\exp(B^*)=\exp(B+B^*)`)}`,
    truth: say`Holds if ${typeset(tex`B`)} and ${typeset(tex`B^*`)} commute, as they do for skew ${typeset(tex`B`)}; not in general.`,
    check: checks.commuteCheck,
  },
  {
    id: "rule",
    deck: say`${typeset(
      tex`B\leftarrow B+\alpha\,(\nabla F\;W^{T}-W\,\nabla F^{T})`,
    )}, ${typeset(tex`F`)} the activation function`,
    truth: say`${typeset(tex`F`)} must be the loss, and then ${typeset(tex`+`)} climbs. Descent has the sign ${typeset(tex`-`)}.`,
    check: checks.signCheck,
  },
  {
    id: "descends",
    deck: say`… and that descends the loss`,
    truth: say`It keeps ${typeset(tex`W`)} orthogonal exactly, but is not the gradient in ${typeset(tex`B`)}, except in two real dimensions.`,
    check: checks.cosineCheck,
  },
  {
    id: "reach",
    deck: say`${typeset(tex`\exp`)} reaches every unitary matrix`,
    truth: say`In the complex numbers. A real skew matrix gives determinant 1, and the lecture’s ${typeset(tex`X`)} has ${typeset(tex`-1`)}.`,
    check: checks.determinantCheck,
  },
  {
    id: "shown",
    deck: say`The new rule, shown on ${typeset(tex`X`)} with ${typeset(tex`\operatorname{sigmoid}(X)`)} as the gradient`,
    truth: say`${typeset(tex`A=0`)} there: nothing moves. Another ${typeset(tex`G`)} shows it.`,
    check: checks.stillCheck,
  },
  {
    id: "table",
    deck: say`uRNN 38.12, 34.15, 15.23; RNN 92.01, 80.45, 56.73`,
    truth: say`As printed the unitary network is the worse one, or the labels are swapped.`,
    check: checks.tableCheck,
  },
];
