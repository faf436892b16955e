import { activation } from "../../config/presets/activation";
import { clipping } from "../../config/presets/clipping";
import { constraint } from "../../config/presets/constraint";
import { explode } from "../../config/presets/explode";
import { gates } from "../../config/presets/gates";
import { orthogonalStart } from "../../config/presets/orthogonal-start";
import { remember } from "../../config/presets/remember";
import type { Lecture } from "../scene";
import { chapterScene, counterexampleScene, labScene, notes, referenceScene } from "./links";

/** A lecture of 45 minutes. Its numbers are those of the documents: of seed 1 with WebAssembly, or of many seeds. */
export const vanishing: Lecture = {
  title: "45 minutes: why recurrent networks forget",
  scenes: [
    {
      link: chapterScene("problem"),
      charts: ["network"],
      entry: "fresh",
      sentence: "A recurrent network carries one state through time.",
      minutes: 3,
      notes: notes(
        "Say: at each time step it makes a new state from the last one and the input: h(t) = σ(W h(t − 1) + V x(t) + b). The same W every time. What it remembers is that one vector, and nothing else.",
        "Do: choose Forward and walk through the figure step by step, then Backward. Let the class see the arrows of the RNN grow thin.",
        "Ask: to learn that the first input mattered, how often must the error pass through W?",
        "Say: once per time step. Hold on to that: everything today follows from it.",
      ),
    },
    {
      link: labScene(remember, { speed: "25" }),
      charts: ["sequence"],
      entry: "fresh",
      sentence: "The task: three symbols, sixty blanks, then repeat them.",
      minutes: 2,
      notes: notes(
        "Say: two networks of 32 units, side by side, the same data, the same seed. A is a plain RNN. B’s matrix W is kept unitary; what that means comes later. Nothing has been trained yet: hollow answers are wrong ones.",
        "Do: choose another sequence with the arrows, so that nobody thinks that it is a special one.",
        "Ask: what can a network do that has forgotten the symbols? (Guess: one in four.)",
      ),
    },
    {
      link: labScene(remember, { speed: "25" }),
      charts: ["gradient"],
      entry: "keep",
      sentence: "Of its gradient, the plain RNN keeps 10⁻¹⁸ on the way to the first symbol.",
      minutes: 3,
      notes: notes(
        "Say: read it from right to left. At the right is the last time step, where the error is made. Each step to the left is one step back in time. This is how much of the gradient arrives there, on a logarithmic scale.",
        "Say: at t = 1 the plain RNN has some 10⁻¹⁸ of what it has at t = 66. Single precision carries seven digits. The message is not weak, it is gone.",
        "Ask: and the blue line? (It keeps all of it.) So which one will learn? Hands up. Take the vote before the next scene.",
      ),
    },
    {
      link: labScene(remember, { speed: "25" }),
      charts: ["accuracy", "sequence"],
      entry: "play",
      sentence: "Only the network that keeps its gradient learns to remember.",
      minutes: 4,
      notes: notes(
        "Do: it plays for twenty seconds. Say nothing for the first ten.",
        "Say: first both learn to say “blank” at every time step, which is right most of the time and wrong wherever it counts: accuracy falls to 0 %. Then they guess. The plain one stays there, at a loss of 0.064, about the best possible without memory. At step 325 the unitary one recalls 100 %.",
        "Do: after the end, drag the history at the foot of the wall to and fro across the moment at which it learns. Point at an answer: the inputs that it depends on are shaded.",
        "Ask: has the plain RNN too few units? Too few steps? (Let them argue. The next scene answers.)",
      ),
    },
    {
      link: labScene(remember, { speed: "25", view: { gradient: "split" } }),
      charts: ["gradient"],
      entry: "fresh",
      sentence: "The gradient is a product: one factor W and one factor σ′ per time step.",
      minutes: 3,
      notes: notes(
        "Say: the chain rule. ∂h(T)/∂h(t) is a product of T − t factors, each of them diag(σ′) times W. Numbers below one, multiplied sixty times, vanish. Numbers above one explode. There is no third way but one.",
        "Do: wait some seconds until both networks are measured. Point at the two parts: W alone, and σ′ alone. Here σ′ is 1 throughout, so that all of it is W’s doing. The slopes have their turn two scenes later.",
        "Ask: what must each factor be, if the product is neither to vanish nor to explode?",
      ),
    },
    {
      link: chapterScene("eigenvalues"),
      charts: ["spectrum", "powers"],
      entry: "fresh",
      sentence: "Eigenvalues say how it ends, singular values what can happen on the way.",
      minutes: 4,
      notes: notes(
        "Do: drag one eigenvalue inside the circle: the powers of W bend down. Outside: up. On the circle: level.",
        "Say: that is the whole story for normal matrices. ‖Wᵏ‖ is ρᵏ.",
        "Do: now choose W = [[.9, 10], [0, .9]] in the text. All eigenvalues are 0.9, and yet the curve climbs before it falls.",
        "Say: the eigenvalues tell the end, the singular values bound the way. A unitary matrix has both on the circle: all its eigenvalues have modulus one, and all its singular values are one. That is the third way.",
      ),
    },
    {
      link: labScene(activation, { speed: "25" }),
      charts: ["gradient", "eigenvalues"],
      entry: "fresh",
      sentence: "A perfect W is not enough: the slope of the activation counts as well.",
      minutes: 3,
      notes: notes(
        "Say: both networks are unitary, look at the circle. They differ in the activation alone. With the sigmoid some 10⁻⁴⁰ of the gradient is left, since its slope is at most a quarter.",
        "Ask: a quarter, sixty-five times: what is that? (About 10⁻³⁹.)",
        "Say: modReLU has slope one wherever a unit is not dead. So the lecture’s recipe has two halves: W on the circle, and an activation that lets gradients pass.",
      ),
    },
    {
      link: labScene(explode, { speed: "1" }),
      charts: ["gradient", "eigenvalues"],
      entry: "fresh",
      sentence: "The same product can also explode.",
      minutes: 2,
      notes: notes(
        "Say: W is 1.5 times too large, its spectral radius is 1.7. Read from right to left again: now it grows.",
        "Ask: how many training steps will lane A survive?",
        "Do: one step, with →. Its first ‖∂L/∂W‖ is 5.5 × 10¹², and one step later its loss is NaN. On sixty seeds it stops at step 1 on all sixty.",
      ),
    },
    {
      link: labScene(clipping, { speed: "25" }),
      charts: ["gradient", "loss"],
      entry: "play",
      sentence: "Clipping stops the explosion. It does not bring back what has vanished.",
      minutes: 3,
      notes: notes(
        "Say: two plain RNNs now, both with ‖∂L/∂W‖ clipped at 1: if it is longer, it is scaled down and keeps its direction (Pascanu, Mikolov and Bengio, 2013). A’s gradient explodes, B’s has vanished.",
        "Do: let it play. A makes all its steps, and learns, restlessly. B stays at the dotted line.",
        "Say: honest numbers: without the clip A stops within three steps on all 60 seeds. With it, it makes all 500 on all 60, and is below half the baseline on 39.",
        "Ask: why does the clip not help B? (A limit from above never lengthens anything.)",
      ),
    },
    {
      link: labScene(gates, { speed: "25", view: { sequence: "states", states: "f" } }),
      charts: ["gradient", "sequence"],
      entry: "play",
      sentence: "Gates: the network chooses for itself how much to keep.",
      minutes: 4,
      notes: notes(
        "Say: the answer that you know, the LSTM: c(t) = f ∘ c(t − 1) + i ∘ g. Along c the gradient is multiplied by f alone. The forget gate is the eigenvalue that the network chose: between 0 and 1, for each unit and each moment.",
        "Do: the map shows the forget gates over time, lane A. Play runs for twenty seconds.",
        "Say: at its usual start, a bias of 1, f is 0.73, and the gradient vanishes like any other. On this task, in 500 steps, it does not get there, although at step 500 some 11 % of the gradient arrives at t = 1: on all 60 seeds it stays above half the baseline. On language it is the other way round, and that comes at the end.",
        "Ask: what does an LSTM need, to hold something for sixty steps? (f close to 1: a bias of 5, or luck.)",
      ),
    },
    {
      link: labScene(orthogonalStart, { speed: "25" }),
      charts: ["eigenvalues", "accuracy"],
      entry: "play",
      sentence: "The cheapest answer: start on the circle.",
      minutes: 3,
      notes: notes(
        "Say: both start with an orthogonal W of the same kind. A is an ordinary RNN, and nothing keeps it there (Saxe and others 2014; Le, Jaitly and Hinton 2015). At a small learning rate it learns as well: on 58 of 60 seeds, B on 59.",
        "Do: watch A’s eigenvalues: they leave the circle, a little. The drift is 0.24 to 2.4 at the end.",
        "Ask: so why do we need a constraint at all?",
        "Say: keep that question. It is the best one of the day.",
      ),
    },
    {
      link: counterexampleScene(),
      charts: [],
      entry: "fresh",
      sentence: "A straight step leaves the unitary matrices. The exponential turns along them.",
      minutes: 3,
      notes: notes(
        "Say: a gradient step is a straight line, and the unitary matrices are curved like the surface of a ball. Walk straight, and you are off it.",
        "Do: press Space and watch the drift of both steps. Naive leaves at once. Exp multiplies by exp of a skew matrix, which is a rotation, and stays up to rounding.",
        "Do: if there is time, choose the lecture’s program, at 10, 10⁻⁸, 10⁻¹⁰: 1, 2 and 101 iterations. A small rate delays, it does not prevent.",
      ),
    },
    {
      link: labScene(constraint, { speed: "1" }, { b: { rule: "euclidean" } }),
      charts: ["eigenvalues", "drift"],
      entry: "fresh",
      sentence: "Large steps, no constraint: W is thrown off the circle in four steps.",
      minutes: 2,
      notes: notes(
        "Say: back to the question. There α was 0.003; now it is 0.1. B starts orthogonal, and takes plain gradient steps.",
        "Do: step with →, slowly. At step 3 two eigenvalues are outside, at |λ| = 2.6, and the drift is 56. At step 4 it overflows.",
        "Say: on 60 of 60 seeds it ends like this.",
      ),
    },
    {
      link: labScene(constraint, { speed: "25" }),
      charts: ["eigenvalues", "accuracy"],
      entry: "play",
      sentence: "The same steps, turned along the unitary matrices: it learns.",
      minutes: 2,
      notes: notes(
        "Do: it plays. The same start, the same rate; only the step is another one. A, the plain RNN, ends as NaN at step 9: close its notice.",
        "Say: the eigenvalues slide along the circle and never leave it. On 60 seeds it never stopped, and on 59 it ended below half the baseline. That is what the constraint buys: not a better step, but no explosion.",
      ),
    },
    {
      link: referenceScene("deck-characters"),
      charts: [],
      entry: "fresh",
      sentence: "Does it help? Not on language: the freer networks are ahead.",
      minutes: 2,
      notes: notes(
        "Say: the next character of a novel, on held-out text, with ten seeds and each network at its own best rates. All are far above the bigram line, which knows one character back. Read the verdict aloud: the GRU is ahead, then the LSTM and the plain RNN, and the unitary networks come after them.",
        "Say: the lecture’s rule with the sign as printed is the worst way to move W. Language asks a network to forget, and a unitary matrix cannot.",
        "Ask: which real problem is more like the copying task than like language?",
      ),
    },
    {
      link: chapterScene("what-came-next"),
      charts: ["ring"],
      entry: "fresh",
      sentence: "What came next: back to the circle, from just inside it.",
      minutes: 2,
      notes: notes(
        "Say: in 2023 the idea came back. The linear recurrent unit (Orvieto and others) has no activation inside the recurrence and a diagonal W. Its eigenvalues are its parameters, and they start on a ring just inside the circle. State-space models are close relatives, and Mamba gave them gates again.",
        "Say: three sentences to take home. The gradient is a product. Keep its factors at one, or choose them: gates. And measure on more than one seed.",
        "Do: leave the link of the lab on the wall: Share has it as a QR code.",
      ),
    },
  ],
};
