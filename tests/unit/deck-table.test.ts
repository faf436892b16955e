import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { Data } from "../../scripts/docs-numbers/data";
import { found } from "../../scripts/docs-numbers/rates";
import { trainedNumbers, unitsFor } from "../../src/experiments/cost";
import { configOf } from "../../src/experiments/expand";
import { PLANS } from "../../src/experiments/plans";
import { CONTESTS } from "../../src/experiments/plans/deck-table";
import { sizeOf } from "../../src/kernels/cell-size";
import { TASKS } from "../../src/tasks";

const ROOT = new URL("../..", import.meta.url).pathname;
const planned = (id: string) => {
  const plan = PLANS.find((one) => one.id === id);
  if (!plan) throw new Error(id);
  return plan;
};

it.each(CONTESTS)("trains every network of $id at the rates that the search found", ({ id }) => {
  const searched = found(new Data(ROOT), id);
  const { networks } = planned(id);
  expect(networks.map(({ name }) => name)).toEqual([...searched.keys()]);
  for (const { name, settings } of networks) {
    const { lr, precondition, rate } = searched.get(name) ?? {};
    expect({ name, lr: settings.lr, precondition: settings.precondition, rate: settings.rate }).toEqual({
      name,
      lr,
      precondition,
      rate,
    });
  }
});

it.each(["deck-words", "deck-characters", "copying", "adding"])(
  "%s gives networks with an n in their names as many trained numbers as the first",
  (id) => {
    const { settings, networks, grid } = planned(id);
    const configs = networks.map((network) =>
      configOf(settings, network.settings, { length: grid.length[0], seed: 1 }),
    );
    const files = TASKS[configs[0].task].files.map((name) => readFileSync(`${ROOT}public/${name}`, "utf8"));
    const task = TASKS[configs[0].task].make(configs[0], files);
    const numbersOf = (i: number) => trainedNumbers(configs[i], sizeOf(configs[i].units, configs[i].b, task));
    const compared = networks.flatMap(({ name }, i) => (/, n \d+$/.test(name) ? [i] : []));
    expect(compared.length).toBeGreaterThanOrEqual(3);
    for (const i of compared) {
      const { units, b } = configs[i];
      expect(networks[i].name).toMatch(new RegExp(`, n ${units}$`));
      if (units === 256) expect(numbersOf(i)).toBeLessThan(numbersOf(0));
      else expect(unitsFor(configs[i], sizeOf(units, b, task), numbersOf(0))).toBe(units);
    }
  },
);
