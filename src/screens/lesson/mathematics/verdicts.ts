import * as checks from "./verdict-checks";

/** A statement of the lecture, what is true of it, and how that is checked. */
export interface Verdict {
  readonly deck: string;
  readonly truth: string;
  /** Whether it is true word for word. */
  readonly asPrinted?: boolean;
  readonly check: () => checks.Check | Promise<checks.Check>;
}

/** In the lecture's order. */
export const VERDICTS: readonly Verdict[] = [
  {
    deck: "∂State_now/∂State_prev = Π Wᵀ diag(σ′)",
    truth: "Right. So two factors decide, W and σ′.",
    asPrinted: true,
    check: checks.jacobianCheck,
  },
  {
    deck: "The weights vanish or explode",
    truth: "The gradients do. W stays where it is.",
    check: checks.gradientsCheck,
  },
  {
    deck: "They are controlled by eigenvalues",
    truth: "Only for normal W. Singular values bound the gradient; eigenvalues say how it ends.",
    check: checks.eigenvaluesCheck,
  },
  {
    deck: "Norm(X) = Norm(Xv) = 5",
    truth: "The vector keeps its length 5. The norm of X is 1, or √2 by Frobenius.",
    check: checks.normCheck,
  },
  {
    deck: "Eigenvalues of modulus 1 cure both problems",
    truth: "Only where σ′ = 1.",
    check: checks.slopesCheck,
  },
  {
    deck: "The authors kept using Sigmoid",
    truth: "They used modReLU, and their W is unitary by construction, whatever the activation.",
    check: checks.arjovskyCheck,
  },
  {
    deck: "It stops being unitary after 1 iteration, especially when the learning rate is large",
    truth: "It is 1 at every rate from 10⁻⁷ up. Small rates delay the end and do not avert it.",
    check: checks.countsCheck,
  },
  {
    deck: "For any matrix X, exp(X) is unitary",
    truth: "False. Skew-Hermitian X is enough, and not necessary.",
    check: checks.exponentialCheck,
  },
  {
    deck: "Anti-symmetric: Aᵀ = −A⁻¹",
    truth: "Aᵀ = −A is meant. The printed one says AAᵀ = −I, and no real A does that.",
    check: checks.skewCheck,
  },
  {
    deck: "exp(−B)* = exp(B*)",
    truth: "False. exp(B)* = exp(B*). In the lecture’s proof a second slip takes this one back.",
    check: checks.adjointCheck,
  },
  {
    deck: "exp(B)exp(B*) = exp(B + B*)",
    truth: "Needs B and B* to commute: so for skew B, not in general.",
    check: checks.commuteCheck,
  },
  {
    deck: "B ← B + α(∇F·Wᵀ − W·∇Fᵀ), F the activation function",
    truth: "F must be the loss, and then + climbs. Descent has the sign −.",
    check: checks.signCheck,
  },
  {
    deck: "… and that descends the loss",
    truth: "It keeps W orthogonal exactly, but is not the gradient in B, except in two dimensions.",
    check: checks.cosineCheck,
  },
  {
    deck: "exp reaches every unitary matrix",
    truth: "In the complex numbers. A real skew matrix gives determinant 1, and the lecture’s X has −1.",
    check: checks.determinantCheck,
  },
  {
    deck: "The new rule, shown on X with sigmoid(X) as the gradient",
    truth: "A = 0 there: nothing moves. Another G shows it.",
    check: checks.stillCheck,
  },
  {
    deck: "uRNN 38.12, 34.15, 15.23; RNN 92.01, 80.45, 56.73",
    truth: "As printed the unitary network is the worse one, or the labels are swapped.",
    check: checks.tableCheck,
  },
];
