import type { TaskId } from "../../config/schema";
import type { Plan, PlannedNetwork } from "../plan";

/** The slide's two networks, and what may be meant by the second one. */
const NETWORKS: readonly PlannedNetwork[] = [
  { name: "RNN", settings: { rule: "none", init: "uniform", activation: "tanh" } },
  { name: "Naive", settings: { rule: "euclidean", init: "haar", activation: "tanh" } },
  { name: "Deck +", settings: { rule: "deck-plus", init: "haar", activation: "tanh" } },
  { name: "Deck −", settings: { rule: "deck-minus", init: "haar", activation: "tanh" } },
  { name: "Exact exp", settings: { rule: "exp", init: "haar", activation: "tanh" } },
  {
    name: "Arjovsky",
    settings: { rule: "arjovsky", numbers: "complex", init: "haar", activation: "modrelu" },
  },
];

const deckTable = (id: string, unit: string, task: TaskId, settings: Plan["settings"]): Plan => ({
  id,
  name: `Next ${unit}, as in the lecture`,
  asks: `How often do networks with and without a unitary W predict the next ${unit} correctly, given 100, 200 or 400 ${unit}s of context?`,
  settings: { task, batch: 8, lr: 0.01, rate: 5e-3, steps: 600, ...settings },
  networks: NETWORKS,
  grid: { length: [100, 200, 400], seed: [1, 2, 3] },
  match: "units",
});

export const deckWords = deckTable("deck-words", "word", "words", { units: 32, vocabulary: 500 });
export const deckCharacters = deckTable("deck-characters", "character", "characters", { units: 64 });
