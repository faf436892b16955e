import { activation } from "../../config/presets/activation";
import { constraint } from "../../config/presets/constraint";
import { explode } from "../../config/presets/explode";
import { remember } from "../../config/presets/remember";
import type { Lecture } from "../scene";
import { chapterScene, counterexampleScene, labScene, notes, referenceScene } from "./links";

/** The script of the README, as scenes. Its numbers are those that the README has of seed 1 with WebAssembly. */
export const tenMinutes: Lecture = {
  title: "Ten minutes: what the lab shows",
  scenes: [
    {
      link: labScene(remember, { speed: "25" }),
      charts: ["gradient", "sequence"],
      entry: "fresh",
      sentence: "Two networks, one task: repeat three symbols after sixty blanks.",
      minutes: 1,
      notes: notes(
        "Do: nothing has run yet. Point at the sequence: three symbols, sixty blanks, then the recall.",
        "Say: the left chart is what the error at the last time step still says about earlier ones. At t = 1 the plain RNN keeps some 10⁻¹⁸ of what it has at t = 66. The unitary one keeps all of it.",
        "Ask: which of the two will learn this?",
      ),
    },
    {
      link: labScene(remember, { speed: "25" }),
      charts: ["loss", "sequence"],
      entry: "play",
      sentence: "Only the network that keeps its gradient learns.",
      minutes: 0.5,
      notes: notes(
        "Do: it plays by itself, for twenty seconds.",
        "Say: the dotted line is the best that can be had without memory. The plain RNN stays there, at 0.064: it guesses, and each of the four symbols has about the same probability. At step 325 the unitary one recalls everything.",
      ),
    },
    {
      link: labScene(remember, { speed: "25" }),
      charts: ["gradient", "loss"],
      entry: "play",
      sentence: "The learning rate acts on the next step. Time can be turned back.",
      minutes: 1,
      notes: notes(
        "Do: drag the learning rate of W while it runs, up and down. Then drag the history at the foot of the wall back to any moment.",
        "Say: header, sentences and charts all show that one moment. End goes back to the newest.",
      ),
    },
    {
      link: labScene(constraint, { speed: "25" }),
      charts: ["eigenvalues", "loss"],
      entry: "play",
      sentence: "At a large learning rate the constraint decides: first with it.",
      minutes: 0.5,
      notes: notes(
        "Say: the same task at α = 0.1, both lanes. The plain lane ends as NaN at step 9. The other one makes the same large steps along the unitary matrices, and learns.",
      ),
    },
    {
      link: labScene(constraint, { speed: "1" }, { b: { rule: "euclidean" } }),
      charts: ["eigenvalues", "drift"],
      entry: "fresh",
      sentence: "Without the constraint, from the very same start, it is over in four steps.",
      minutes: 1,
      notes: notes(
        "Ask: B starts from the same orthogonal matrix, and only its rule is now the plain gradient step. How long will it last?",
        "Do: step with →, one at a time, and watch the circle.",
        "Say: at step 3 two eigenvalues are outside, at |λ| = 2.6, and the drift is 56. At step 4 it overflows. The notice says why.",
      ),
    },
    {
      link: labScene(explode, { speed: "1" }),
      charts: ["gradient", "eigenvalues"],
      entry: "fresh",
      sentence: "W a little too large, and the gradient explodes.",
      minutes: 0.5,
      notes: notes(
        "Say: the plain network starts with W 1.5 times too large; its spectral radius is 1.7. Read the left chart from right to left: it grows.",
        "Do: make one step. Its first ‖∂L/∂W‖ is 5.5 × 10¹², and one step later its loss is NaN.",
      ),
    },
    {
      link: labScene(activation, { speed: "25" }),
      charts: ["gradient", "eigenvalues"],
      entry: "fresh",
      sentence: "Both are unitary. With the sigmoid, the gradient vanishes all the same.",
      minutes: 1,
      notes: notes(
        "Say: all eigenvalues of both are on the circle, and yet some 10⁻⁴⁰ of A’s gradient is left. Two factors decide: W, and the slope σ′ of the activation.",
        "Do: choose “Jacobian split” in the list above the gradient chart. It shows the two apart.",
      ),
    },
    {
      link: counterexampleScene(),
      charts: [],
      entry: "fresh",
      sentence: "A straight step leaves the unitary matrices. Exp turns along them.",
      minutes: 1,
      notes: notes(
        "Do: press Space. The same matrix, moved by both steps.",
        "Do: then choose the lecture’s program. At a learning rate of 10 it stops after 1 iteration. Try 10⁻⁸: 2. Try 10⁻¹⁰: 101.",
        "Say: a small rate delays the end and does not prevent it. On the lecture’s own matrix Exp does not move, and the page says so.",
      ),
    },
    {
      link: chapterScene("new-rule"),
      charts: ["climbing"],
      entry: "fresh",
      sentence: "Even with the right sign, the lecture’s rule can climb.",
      minutes: 1,
      notes: notes(
        "Say: with the minus sign the lecture’s rule lowers the loss, until B turns its planes too far.",
        "Do: drag θ past π/2: the loss rises, however small the learning rate. With the exact gradient it keeps falling.",
      ),
    },
    {
      link: labScene(remember, { speed: "25", view: { gradient: "relative" } }),
      charts: ["gradient"],
      entry: "fresh",
      sentence: "The band is what W and σ′ allow. A bound allows, it does not predict.",
      minutes: 0.5,
      notes: notes(
        "Say: read it from right to left. A’s upper edge rises while its curve falls. For B both edges coincide with its level curve: the bounds leave it no room.",
      ),
    },
    {
      link: referenceScene("deck-characters"),
      charts: [],
      entry: "fresh",
      sentence: "One table without seeds decides nothing. With ten, the unitary RNN is behind.",
      minutes: 1,
      notes: notes(
        "Say: the lecture’s accuracy table, on characters, measured here with seeds, baselines and held-out text, each network at its own best rates. Read the verdict aloud. Gates are ahead, the constraint costs a little, the printed sign costs more. Every other plan runs in this page too: copying, adding, a sweep of learning rates.",
      ),
    },
    {
      link: labScene(remember, { speed: "25" }, { a: { rule: "frozen", init: "rotations" } }),
      charts: ["eigenvalues", "accuracy"],
      entry: "play",
      sentence: "Be honest: an orthogonal start, never trained, solves this task as well.",
      minutes: 1,
      notes: notes(
        "Say: lane A is now frozen at an orthogonal start, and it learns too. Here the start does most of the work. What the constraint buys is the scene with the four steps: W cannot blow up under plain steps at a large rate.",
        "Ask: what would you have to measure before you believe more than that?",
      ),
    },
  ],
};
