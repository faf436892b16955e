import { describe, expect, it } from "vitest";
import { comparisons, LEVEL } from "../../src/experiments/comparisons";
import type { Row } from "../../src/experiments/row";
import { type Random, random } from "../../src/math/random";
import { row, stopped } from "./made-rows";

/** Tables as the verdict reads them, of networks whose true scores are known: how often is it wrong, and how often right? */

const NETWORKS = ["RNN", "Naive", "Deck +", "Deck −", "Exact exp", "Arjovsky"];
const LENGTHS = [100, 200, 400];
const SEEDS = 10;
const TABLES = 400;

interface World {
  /** The score of a run, of which `shared` is the same for all networks that have its seed and length. */
  readonly score: (random: Random, shared: number, network: string) => number;
  readonly measure: "accuracy" | "loss";
  /** The probability that a run diverges. */
  readonly divergence?: number;
}

const normal = (random: Random) => random.normal();
/** The share of right ones among as many answers as a text’s evaluation has. */
const counted = (share: number) => Math.round(Math.min(1, Math.max(0, share)) * 5000) / 5000;

function table({ score, measure, divergence = 0 }: World, random: Random): Row[] {
  return LENGTHS.flatMap((length) =>
    Array.from({ length: SEEDS }, (_, i) => {
      const shared = normal(random);
      return NETWORKS.map((network) => {
        const point = { length, seed: i + 1 };
        const value = score(random, shared, network);
        if (random.uniform(0, 1) < divergence) return row({ network, point, ...stopped });
        const heldOut = { loss: 1, accuracy: 0.5, [measure]: value };
        const task = measure === "loss" ? "adding" : "words";
        const scoredOn = { evaluations: 5, sequences: 5000, answers: 5000 };
        return row({ network, point, task, heldOut, scoredOn });
      });
    }).flat(),
  );
}

/** The share of tables of a world in which `holds`. */
function share(
  name: string,
  world: World,
  holds: (found: ReturnType<typeof comparisons>) => boolean,
): number {
  const stream = random(18, name);
  let count = 0;
  for (let i = 0; i < TABLES; i++) if (holds(comparisons(table(world, stream)))) count++;
  return count / TABLES;
}

const anyDecided = ({ places }: ReturnType<typeof comparisons>) =>
  places.some((place) => place.comparisons.some(({ better }) => better !== undefined));

/** 5 % with two standard errors of the simulation. */
const MOST = LEVEL + 2 * Math.sqrt((LEVEL * (1 - LEVEL)) / TABLES);

describe("six equal networks at three lengths, ten seeds: the verdict calls any two different in 5 % of tables at most", () => {
  const worlds: Readonly<Record<string, World>> = {
    "seeds have nothing in common": {
      measure: "accuracy",
      score: (random) => counted(0.22 + 0.02 * normal(random)),
    },
    "seeds share their batches": {
      measure: "accuracy",
      score: (random, shared) => counted(0.22 + 0.02 * shared + 0.005 * normal(random)),
    },
    "accuracies near 100 %": {
      measure: "accuracy",
      score: (random, shared) => counted(1 / (1 + Math.exp(-4 - 0.7 * shared - 0.7 * normal(random)))),
    },
    "squared errors over decades": {
      measure: "loss",
      score: (random, shared) => 10 ** (-3 + 0.7 * shared + 0.7 * normal(random)),
    },
    "a fifth of the runs diverge": {
      measure: "accuracy",
      divergence: 0.2,
      score: (random, shared) => counted(0.22 + 0.02 * shared + 0.02 * normal(random)),
    },
    "now and then a run leaps by decades": {
      measure: "loss",
      score: (random) => 10 ** (-4 + 0.3 * normal(random) + (random.uniform(0, 1) < 0.1 ? 3 : 0)),
    },
  };
  it.each(Object.entries(worlds))("%s", (name, world) => {
    expect(share(name, world, anyDecided)).toBeLessThanOrEqual(MOST);
  });
});

describe("one network that is better is found", () => {
  const isFound = ({ places }: ReturnType<typeof comparisons>) =>
    places.every(({ best }) => best.length === 1 && best[0].group.network === "RNN");

  it("3 points ahead at every length, where a seed’s difference scatters by 1 point, in 90 % of tables", () => {
    const world: World = {
      measure: "accuracy",
      score: (random, shared, network) =>
        counted((network === "RNN" ? 0.25 : 0.22) + 0.02 * shared + (0.01 / Math.SQRT2) * normal(random)),
    };
    expect(share("ahead", world, isFound)).toBeGreaterThan(0.9);
  });

  it("of which no run diverges while all of the others do", () => {
    const world: World = {
      measure: "accuracy",
      score: (random, _, network) => (network === "RNN" ? counted(0.22 + 0.01 * normal(random)) : Number.NaN),
    };
    expect(share("steady", world, isFound)).toBe(1);
  });
});
