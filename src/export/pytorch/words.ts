import type { Section } from "./program";

/** The headings of a notebook's cells, and what is said below them, in Markdown. */
export const SECTION_WORDS: Readonly<Record<Section["id"], readonly [heading: string, words: string]>> = {
  settings: [
    "Settings",
    "All settings of the run are here. Change one and run all cells again; the losses are then no longer those of the page.",
  ],
  random: [
    "Random numbers",
    "The lab’s own generator. Each purpose has a stream of its own, such as *W of a* or *batch 17*, so the weights and the batches below are those of the page.",
  ],
  task: ["The task", ""],
  starts: [
    "Where W begins",
    "$W_0$ is drawn from one of these distributions. Where a rule keeps $W$ unitary, so is $W_0$.",
  ],
  activations: ["The activation", "$\\sigma$ acts on each hidden unit by itself."],
  optimisers: [
    "The optimisers",
    "They move everything but $W$, and scale the gradient of $W$ where the rule lets them.",
  ],
  rules: [
    "How W moves",
    "A rule owns $W$. It is given $G = \\partial L/\\partial W$ and the learning rate $\\alpha$, and moves what $W$ is made of. $W^{*}$ is the conjugate transpose.",
  ],
  networks: [
    "The networks, and one update",
    "A lane trains one network: back-propagation gives every gradient, the rule moves $W$, and the optimiser moves the rest.",
  ],
  lanes: [
    "The two lanes",
    "Two networks that are trained side by side on the same batches. `a.net` and `b.net` are PyTorch modules.",
  ],
  changes: [
    "Changes in mid-run",
    "While the run trained in the lab, settings were changed. They are changed here before the same updates.",
  ],
  training: [
    "Training",
    "One update of each lane per step. The loss of step $k$ is that on batch $k$ after $k$ updates.",
  ],
};

/** What a piece of Python is, in Markdown with its formula, by path; pieces that only help others have no words. */
export const PIECE_WORDS: Readonly<Record<string, string>> = {
  "tasks/copying":
    "**Copying memory.** Read `RECALL` symbols out of `ALPHABET`, then blanks, then a marker; answer blanks, and at the end the symbols. With $S$ symbols out of $K$ and sequences of $T$ time steps, the best loss without memory is $S \\ln K / T$.",
  "tasks/forget":
    "**Copying with reset.** Read several words among blanks, each after a reset, then a marker; answer the last word alone. What came before the last reset must be forgotten.",
  "tasks/adding":
    "**Adding.** Read `LENGTH` numbers, two of which are marked, $y = x_i + x_j$; answer their sum at the end. Always answering 1 has a mean squared error of $1/6$.",
  "tasks/digits":
    "**Digits.** Read an image of $8 \\times 8$ pixels one pixel at a time; answer at the end which of ten digits it shows.",
  "tasks/words":
    "**Next word.** Read `LENGTH` words, and predict the next one. Words that are not among the most frequent ones are one class.",
  "tasks/characters": "**Next character.** Read `LENGTH` characters, and predict the next one.",
  "tasks/cross_entropy": "The loss is the cross-entropy, $-\\ln p$ of the right class, in nats.",
  "tasks/squared_error":
    "The loss is the mean squared error, $(y - \\hat y)^2$; an answer within 0.04 counts as right.",
  "initialisations/cayley_start":
    "*cayley*: rotations by angles between 0 and $\\pi/2$, two units each, down the diagonal.",
  "initialisations/cayley_start_complex":
    "*cayley*: $\\operatorname{diag}(e^{-it})$ with $t$ uniform between 0 and $\\pi/2$.",
  "initialisations/gaussian": "*gaussian*: independent entries $W_{ij} \\sim \\mathcal N(0, g^2/n)$.",
  "initialisations/gaussian_complex":
    "*gaussian*: independent entries whose real and imaginary parts are $\\mathcal N(0, g^2/2n)$.",
  "initialisations/haar": "*haar*: uniform over all orthogonal matrices.",
  "initialisations/haar_complex": "*haar*: uniform over all unitary matrices.",
  "initialisations/identity_matrix": "*identity*: $W_0 = I$.",
  "initialisations/polar": "The unitary matrix nearest to $W = Q \\Sigma P$, by singular values, is $QP$.",
  "initialisations/rotations":
    "*rotations*: rotations by angles between $-\\pi$ and $\\pi$, two units each, down the diagonal.",
  "initialisations/rotations_complex":
    "*rotations*: $\\operatorname{diag}(e^{i\\theta})$ with $\\theta$ uniform between $-\\pi$ and $\\pi$.",
  "initialisations/uniform": "*uniform*: independent entries between $-1/\\sqrt n$ and $1/\\sqrt n$.",
  "initialisations/uniform_complex":
    "*uniform*: independent entries whose real and imaginary parts are between $-1/\\sqrt{2n}$ and $1/\\sqrt{2n}$.",
  "activations/identity": "$\\sigma(z) = z$",
  "activations/modrelu":
    "modReLU: $\\sigma(z) = \\operatorname{sign}(z)\\,\\max(|z| + m, 0)$ with a trained $m$ per unit.",
  "activations/modrelu_complex":
    "modReLU: $\\sigma(z) = \\frac{z}{|z|}\\max(|z| + m, 0)$ with a trained $m$ per unit.",
  "activations/relu": "$\\sigma(z) = \\max(z, 0)$",
  "activations/sigmoid": "$\\sigma(z) = 1/(1 + e^{-z})$",
  "activations/tanh": "$\\sigma(z) = \\tanh z$",
  "activations/by_parts":
    "Of a complex $z$: $\\sigma(\\operatorname{Re} z) + i\\,\\sigma(\\operatorname{Im} z)$.",
  "rules/arjovsky":
    "**Arjovsky’s product.** $W = D_3 R_2 F^{-1} D_2 P R_1 F D_1$: diagonal phases $D$, reflections $R$, a permutation $P$ and Fourier transforms $F$. It is unitary for all of its $7n$ parameters.",
  "rules/cayley":
    "**Cayley.** $W \\leftarrow (I + \\frac{\\alpha}{2} A)^{-1} (I - \\frac{\\alpha}{2} A)\\, W$ with $A = G W^{*} - W G^{*}$.",
  "rules/deck":
    "**The lecture’s rule.** $W = e^{B} W_0$ and $B \\leftarrow B \\pm \\alpha\\,(G W^{*} - W G^{*})$; the minus sign descends while $B$ is small.",
  "rules/descent": "**Unconstrained.** $W \\leftarrow W - \\alpha G$.",
  "rules/diagonal":
    "**Diagonal (linear recurrent unit).** $W = \\operatorname{diag}(\\lambda)$ with $\\lambda_j = \\exp(-e^{\\nu_j} + i\\theta_j)$, so $|\\lambda_j| < 1$; gradient descent on $\\nu$ and $\\theta$.",
  "rules/exponential":
    "**Exponential.** $W = e^{B} W_0$ with a skew $B$: $B \\leftarrow B - \\alpha\\,(M - M^{*})$, $M$ being the gradient in $B$ as if its entries were free. $e^{B}$ is unitary, so $W$ stays unitary.",
  "rules/frozen": "**Frozen.** $W = W_0$ throughout.",
  "rules/givens":
    "**Rotations of neighbours.** $W = G_n \\cdots G_2 G_1 D$ with layers $G_l$ of plane rotations; gradient descent on their angles.",
  "rules/householder":
    "**Householder.** $W = H_1 H_2 \\cdots$ with $H_k = I - 2 v_k v_k^{*}/\\lVert v_k \\rVert^2$; gradient descent on the $v_k$.",
  "rules/projection":
    "**Projection.** $W \\leftarrow \\operatorname{polar}(W - \\alpha G)$, the nearest unitary matrix.",
  "rules/riemannian":
    "**Riemannian.** $W \\leftarrow e^{-\\alpha A} W$ with $A = G W^{*} - W G^{*}$; with `rebase` $K$, the base moves every $K$ steps.",
  "rules/scornn":
    "**Scaled Cayley (scoRNN).** $W = (I + A)^{-1} (I - A)\\, D$ with a skew $A$ and signs $D$: $A \\leftarrow A - \\alpha\\,(M - M^{*})$.",
  "rules/soft":
    "**Soft penalty.** $W \\leftarrow W - \\alpha\\,\\bigl(G + 4\\beta\\,(W W^{*} - I)\\,W\\bigr)$: the loss has the penalty $\\beta \\lVert W W^{*} - I \\rVert_F^2$.",
  network: "$$h_t = \\sigma(W h_{t-1} + V x_t + b), \\qquad y_t = U h_t + c, \\qquad h_0 = 0$$",
  complex_network:
    "In a complex network $h$, $W$, $V$ and $b$ are complex, and $U$ reads the real and the imaginary parts.",
  diagonal_network:
    "In a diagonal network row $j$ of $V$ begins scaled by $\\sqrt{1 - |\\lambda_j|^2}$, which keeps the states of one size.",
  gated_network:
    "A gated cell is PyTorch’s own layer; $y_t = U h_t + c$, and $W$ is its `weight_hh_l0`, all gates above one another.",
  "cells/lstm":
    "LSTM: $$c_t = f \\circ c_{t-1} + i \\circ g, \\qquad h_t = o \\circ \\tanh c_t$$ with $i, f, o = \\operatorname{sigmoid}(W h_{t-1} + V x_t + b)$ and $g = \\tanh(W h_{t-1} + V x_t + b)$, each with rows of its own.",
  "cells/gru":
    "GRU: $$h_t = (1 - z) \\circ m + z \\circ h_{t-1}, \\qquad m = \\tanh\\bigl(V_m x_t + b_m + r \\circ (W_m h_{t-1} + b'_m)\\bigr)$$ with $r, z = \\operatorname{sigmoid}(W h_{t-1} + V x_t + b)$, each with rows of its own.",
};
