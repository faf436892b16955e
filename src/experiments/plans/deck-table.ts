import type { OptimiserId } from "../../config/schema";
import type { Plan, PlannedNetwork } from "../plan";
import { SLIDE_NETWORKS } from "./quick-table";
import { TEN_SEEDS } from "./seeds";

/** How a network is trained: α of W’s parameters, what scales their gradient, and the optimiser’s rate of all else. */
export interface Rates {
  readonly lr: number;
  readonly precondition: OptimiserId;
  readonly rate: number;
}

/** The networks of a table by their names, before their rates are chosen. */
export type Contestants = Readonly<Record<string, PlannedNetwork["settings"]>>;

/**
 * The slide’s networks with as many units, and networks with about as many trained numbers as the plain one, whose n is in
 * their names.
 */
function contestants(n: Readonly<Record<"exp" | "arjovsky" | "lstm" | "gru" | "lru", number>>): Contestants {
  const slide = Object.fromEntries(SLIDE_NETWORKS.map(({ name, settings }) => [name, settings]));
  return {
    ...slide,
    [`Exact exp, n ${n.exp}`]: { ...slide["Exact exp"], units: n.exp },
    [`Arjovsky, n ${n.arjovsky}`]: { ...slide.Arjovsky, units: n.arjovsky },
    [`LSTM, n ${n.lstm}`]: { cell: "lstm", rule: "none", init: "uniform", units: n.lstm },
    [`GRU, n ${n.gru}`]: { cell: "gru", rule: "none", init: "uniform", units: n.gru },
    [`LRU, n ${n.lru}`]: { rule: "diagonal", numbers: "complex", activation: "identity", units: n.lru },
  };
}

/** A table before its rates are chosen. */
export interface Contest {
  readonly id: "deck-words" | "deck-characters";
  readonly unit: string;
  readonly settings: Plan["settings"];
  readonly networks: Contestants;
}

const TRAINED = { units: 64, batch: 8 } as const;

export const CONTESTS: readonly Contest[] = [
  {
    id: "deck-words",
    unit: "word",
    // The novel has 63,000 words and signs to learn from. At length 400 these steps read them 15 times; more learn them by heart.
    settings: { task: "words", vocabulary: 500, ...TRAINED, steps: 300 },
    networks: contestants({ exp: 66, arjovsky: 34, lstm: 26, gru: 32, lru: 34 }),
  },
  {
    id: "deck-characters",
    unit: "character",
    settings: { task: "characters", ...TRAINED, steps: 1000 },
    networks: contestants({ exp: 78, arjovsky: 56, lstm: 29, gru: 35, lru: 58 }),
  },
];

/** Found by `npm run docs:numbers -- rates` on validation text, see docs/experiments.md. */
const CHOSEN: Readonly<Record<Contest["id"], Readonly<Record<string, Rates>>>> = {
  "deck-words": {
    RNN: { lr: 0.001, precondition: "adam", rate: 0.01 },
    Naive: { lr: 0.003, precondition: "adam", rate: 0.01 },
    "Deck +": { lr: 0.01, precondition: "sgd", rate: 0.01 },
    "Deck −": { lr: 0.1, precondition: "sgd", rate: 0.01 },
    "Exact exp": { lr: 0.01, precondition: "adam", rate: 0.01 },
    Arjovsky: { lr: 10, precondition: "sgd", rate: 0.01 },
    "Exact exp, n 66": { lr: 0.01, precondition: "adam", rate: 0.01 },
    "Arjovsky, n 34": { lr: 10, precondition: "sgd", rate: 0.02 },
    "LSTM, n 26": { lr: 0.0003, precondition: "adam", rate: 0.04 },
    "GRU, n 32": { lr: 0.01, precondition: "adam", rate: 0.02 },
    "LRU, n 34": { lr: 10, precondition: "sgd", rate: 0.01 },
  },
  "deck-characters": {
    RNN: { lr: 0.01, precondition: "adam", rate: 0.02 },
    Naive: { lr: 0.01, precondition: "adam", rate: 0.02 },
    "Deck +": { lr: 0.01, precondition: "sgd", rate: 0.02 },
    "Deck −": { lr: 0.3, precondition: "sgd", rate: 0.02 },
    "Exact exp": { lr: 0.01, precondition: "adam", rate: 0.02 },
    Arjovsky: { lr: 0.001, precondition: "adam", rate: 0.02 },
    "Exact exp, n 78": { lr: 0.01, precondition: "adam", rate: 0.02 },
    "Arjovsky, n 56": { lr: 0.03, precondition: "adam", rate: 0.01 },
    "LSTM, n 29": { lr: 10, precondition: "sgd", rate: 0.04 },
    "GRU, n 35": { lr: 0.01, precondition: "adam", rate: 0.02 },
    "LRU, n 58": { lr: 0.01, precondition: "adam", rate: 0.005 },
  },
};

/** The lecture’s table, each network at its own rates. */
function deckTable({ id, unit, settings, networks }: Contest, chosen: Readonly<Record<string, Rates>>): Plan {
  return {
    id,
    name: `Next ${unit}, each network at its best rates`,
    asks: `How often do networks with and without a unitary W predict the next ${unit} correctly, given 100, 200 or 400 ${unit}s of context, if each is trained at its own best rates?`,
    settings,
    networks: Object.entries(networks).map(([name, own]) => ({
      name,
      settings: { ...own, ...chosen[name] },
    })),
    grid: { length: [100, 200, 400], seed: TEN_SEEDS },
    match: "units",
  };
}

export const [deckWords, deckCharacters] = CONTESTS.map((contest) => deckTable(contest, CHOSEN[contest.id]));
