import { configOf, type PlannedRun } from "../../src/experiments/expand";
import type { Settings } from "../../src/experiments/plan";
import { CONTESTS, type Contest, type Rates } from "../../src/experiments/plans/deck-table";
import { train } from "../../src/experiments/run";
import { TASKS } from "../../src/tasks";
import type { Slots } from "./blocks";
import type { Data } from "./data";
import { markdownTable } from "./markdown-table";
import type { Measurement, Tools } from "./measurement";

/*
 * The search for the rates of the lecture’s table. No run of it reads the text on which the table is scored: the networks are
 * trained on the first nine tenths of the novel as if these were the whole text, whose last tenth is held out.
 */

/** The seeds of the search, none of which is the table’s. */
const SEEDS = [101, 102] as const;
const LENGTH = 100;
const SEARCHED_SHARE = 0.9;
/** The rates of all but W. */
const RATES = [0.0025, 0.005, 0.01, 0.02, 0.04] as const;
/** The rate of all but W while W’s is chosen. */
const FIRST_RATE = 0.01;
/** α of W by plain steps, and by Adam. */
const STEPS = { sgd: [0.01, 0.03, 0.1, 0.3, 1, 3, 10], adam: [0.0003, 0.001, 0.003, 0.01, 0.03] } as const;

/** One setting of the search. */
export interface Tried extends Rates {
  readonly network: string;
  /** The loss on the validation text, on each seed; null where a number was not finite. */
  readonly losses: readonly (number | null)[];
}

/** The lecture’s rule is what the lecture writes: plain steps. Any other network has plain steps or Adam. */
const isLectures = ({ rule }: Settings): boolean => rule === "deck-plus" || rule === "deck-minus";

const ofW = (settings: Settings): Rates[] =>
  (["sgd", "adam"] as const)
    .filter((precondition) => precondition === "sgd" || !isLectures(settings))
    .flatMap((precondition) => STEPS[precondition].map((lr) => ({ lr, precondition, rate: FIRST_RATE })));

const mean = ({ losses }: Tried): number =>
  losses.reduce<number>((sum, loss) => sum + (loss ?? Number.POSITIVE_INFINITY) / losses.length, 0);

/** The rates with the lowest mean loss on the validation text. */
const best = (tried: readonly Tried[]): Tried =>
  tried.reduce((least, one) => (mean(one) < mean(least) ? one : least));

const sameRates = (one: Rates, other: Rates) =>
  one.lr === other.lr && one.precondition === other.precondition && one.rate === other.rate;

async function lossOf(tools: Tools, settings: readonly Settings[], seed: number): Promise<number | null> {
  const config = configOf(...settings, { length: LENGTH, seed });
  const text = await tools.file(TASKS[config.task].files[0]);
  const searched = text.slice(0, Math.floor(SEARCHED_SHARE * text.length));
  const task = TASKS[config.task].make(config, [searched]);
  const run: PlannedRun = { index: 0, id: "", network: "", point: {}, config, like: null };
  const running = train(run, "", task, "wasm");
  let next = await running.next();
  while (!next.done) next = await running.next();
  const { heldOut, outcome } = next.value.row;
  return outcome === "finished" ? Number(heldOut.loss.toPrecision(5)) : null;
}

/** The search of one table: first W’s step, then with it the rate of all else. */
const search = ({ id, settings, networks }: Contest): Measurement<Tried> => ({
  name: `rates/${id}`,
  subject: JSON.stringify({ settings, networks, SEEDS, LENGTH, SEARCHED_SHARE, FIRST_RATE, RATES, STEPS }),
  ofEngine: true,
  count: Object.values(networks).reduce((sum, own) => sum + ofW(own).length + RATES.length - 1, 0),
  async *measure(tools, before) {
    for (const [network, own] of Object.entries(networks)) {
      const tried = before.filter((one) => one.network === network);
      const known = (rates: Rates) => tried.some((one) => sameRates(one, rates));
      const measured = async (rates: Rates): Promise<Tried> => {
        const losses: (number | null)[] = [];
        for (const seed of SEEDS) losses.push(await lossOf(tools, [settings, own, { ...rates }], seed));
        const one = { network, ...rates, losses };
        tried.push(one);
        return one;
      };
      for (const rates of ofW(own)) if (!known(rates)) yield await measured(rates);
      const { lr, precondition } = best(tried.filter(({ rate }) => rate === FIRST_RATE));
      for (const rate of RATES)
        if (!known({ lr, precondition, rate })) yield await measured({ lr, precondition, rate });
    }
  },
});

export const SEARCHES: readonly Measurement<Tried>[] = CONTESTS.map(search);

/** The rates that the search of a table found for each network. */
export function found(data: Data, id: Contest["id"]): ReadonlyMap<string, Tried> {
  const measurement = SEARCHES[CONTESTS.findIndex((one) => one.id === id)];
  const rows = data.rows(measurement);
  return new Map(
    [...new Set(rows.map(({ network }) => network))].map((network) => [
      network,
      best(rows.filter((row) => row.network === network)),
    ]),
  );
}

/** The rates of each network of a table. */
const ratesTable = (found: ReadonlyMap<string, Tried>): string =>
  markdownTable(
    ["network", "W by", "α of W", "rate of all else", "loss on the validation text"],
    [...found].map(([network, one]) => [
      network,
      one.precondition === "sgd" ? "plain steps" : "Adam",
      String(one.lr),
      String(one.rate),
      mean(one).toFixed(3),
    ]),
  );

/** How the rates were searched, and those of each table by its id. */
export function ratesSlots(data: Data): Slots {
  const ends = (values: readonly number[]) => `${values[0]} to ${values.at(-1)}`;
  return {
    seeds: SEEDS.join(" and "),
    length: String(LENGTH),
    firstRate: String(FIRST_RATE),
    sgd: ends(STEPS.sgd),
    adam: ends(STEPS.adam),
    rates: ends(RATES),
    ...Object.fromEntries(CONTESTS.map(({ id }) => [id, ratesTable(found(data, id))])),
  };
}
