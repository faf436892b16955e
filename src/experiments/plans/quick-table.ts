import type { TaskId } from "../../config/schema";
import type { Plan, PlannedNetwork } from "../plan";

/** The slide's two networks, and what may be meant by the second one. */
export const SLIDE_NETWORKS: readonly PlannedNetwork[] = [
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

/** The lecture’s table with its one learning rate, in runs of a minute or two; the rules hardly move W. */
const quickTable = (id: string, unit: string, task: TaskId, settings: Plan["settings"]): Plan => ({
  id,
  name: `Next ${unit}, as quick as a lecture`,
  asks: `How often do networks with and without a unitary W predict the next ${unit} correctly, given 100, 200 or 400 ${unit}s of context?`,
  settings: { task, batch: 8, lr: 0.01, rate: 5e-3, steps: 600, ...settings },
  networks: SLIDE_NETWORKS,
  grid: { length: [100, 200, 400], seed: [1, 2, 3] },
  match: "units",
});

export const quickWords = quickTable("quick-words", "word", "words", { units: 32, vocabulary: 500 });
export const quickCharacters = quickTable("quick-characters", "character", "characters", { units: 64 });
