import type { TaskId } from "../../config/schema";
import type { Plan, PlannedNetwork, Settings } from "../plan";

/** α of W and the rate of the rest with which a network's validation loss was the smallest: see examples/lecture-*-search.json. */
interface Rates {
  readonly lr: number;
  readonly rate: number;
}

/** The networks of the lecture's table, by name. */
const NETWORKS = {
  RNN: { rule: "none", init: "uniform", activation: "tanh" },
  Naive: { rule: "euclidean", init: "haar", activation: "tanh" },
  "Deck +": { rule: "deck-plus", init: "haar", activation: "tanh" },
  "Deck −": { rule: "deck-minus", init: "haar", activation: "tanh" },
  "Exact exp": { rule: "exp", init: "haar", activation: "tanh" },
  Arjovsky: { rule: "arjovsky", numbers: "complex", init: "haar", activation: "modrelu" },
} satisfies Readonly<Record<string, Settings>>;

type Name = keyof typeof NETWORKS;

interface Contest {
  readonly id: string;
  readonly unit: string;
  readonly task: TaskId;
  readonly settings: Settings;
  readonly rates: Readonly<Record<Name, Rates>>;
  /** The n with which a network trains about as many numbers as the first one. */
  readonly equal: Partial<Readonly<Record<Name, number>>>;
}

/** The lecture's table with enough steps, each network with its own rates, at equal units and at equally many trained numbers. */
const contest = ({ id, unit, task, settings, rates, equal }: Contest): Plan => {
  const networks = (Object.keys(NETWORKS) as Name[]).map(
    (name): PlannedNetwork => ({ name, settings: { ...NETWORKS[name], ...rates[name] } }),
  );
  const resized = networks.flatMap(({ name, settings: own }): PlannedNetwork[] => {
    const units = equal[name as Name];
    return units === undefined ? [] : [{ name: `${name}, n ${units}`, settings: { ...own, units } }];
  });
  return {
    id,
    name: `Next ${unit}, a fair contest`,
    asks: `Which network predicts the next ${unit} most often, given 100, 200 or 400 ${unit}s of context, if each has the learning rates that suit it best?`,
    settings: { task, batch: 16, steps: 1500, optimiser: "adam", precondition: "adam", ...settings },
    networks: [...networks, ...resized],
    grid: { length: [100, 200, 400], seed: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] },
    match: "units",
  };
};
