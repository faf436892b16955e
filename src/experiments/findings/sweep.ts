import { list } from "../../list";
import { formatNumber } from "../../math/number-format";
import { MIN_SEEDS } from "../compare";
import type { Plan } from "../plan";
import type { Row } from "../row";
import { axes, type Group, groups } from "../statistics";
import { tooFewSentence, unbroken } from "./words";

/** Whether a plan’s grid goes over the learning rate of W: it then asks how large that may be. */
export const isSweep = (plan: Plan): boolean => axes(plan).some(({ name }) => name === "lr");

/** The largest learning rate at which each run of a network holds; 0 if there is none. */
function largestRate({ grid }: Plan, all: readonly Group[], network: string, holds: (row: Row) => boolean) {
  return (grid.lr ?? []).reduce<number>((largest, lr) => {
    const rows = all
      .filter((group) => group.network === network && group.point.lr === lr)
      .flatMap((g) => g.rows);
    return rows.length > 0 && rows.every(holds) ? Math.max(largest, Number(lr)) : largest;
  }, 0);
}

const survives = ({ outcome }: Row) => outcome === "finished";
const learns = ({ outcome, heldOut, baseline }: Row) =>
  outcome === "finished" && heldOut.loss < baseline.loss / 2;

function rateText({ grid }: Plan, rate: number): string {
  if (rate === 0) return "none of these";
  return rate === Math.max(...(grid.lr ?? []).map(Number))
    ? `${formatNumber(rate)} (the largest tried)`
    : formatNumber(rate);
}

/** For each network the largest rate that every seed survives, and the largest at which every seed learns. */
export function sweepFindings(plan: Plan, all: readonly Group[]): string[] {
  if ((plan.grid.lr ?? []).length < 2) return [];
  return plan.networks
    .filter(({ name }) => all.some(({ network }) => network === name))
    .map(({ name }) => {
      const [survived, learned] = [survives, learns].map((holds) =>
        rateText(plan, largestRate(plan, all, name, holds)),
      );
      return `${name}: the largest learning rate that every seed survives is ${survived}; the largest at which every seed ends below half the baseline is ${learned}.`;
    });
}

/** The networks by the largest rate that all their seeds survive, the largest first. */
export function sweepHeadline(plan: Plan, rows: readonly Row[]): string {
  const all = groups(rows);
  const seeds = Math.min(...all.map((group) => group.rows.length));
  const byRate = new Map<number, string[]>();
  for (const { name } of plan.networks) {
    const rate = largestRate(plan, all, name, survives);
    byRate.set(rate, [...(byRate.get(rate) ?? []), unbroken(name)]);
  }
  const parts = [...byRate]
    .sort(([one], [other]) => other - one)
    .map(([rate, names]) => `${rateText(plan, rate)} with ${list(names)}`);
  const count = `The largest learning rate at which no run diverges is ${parts.join("; ")}.`;
  return seeds < MIN_SEEDS ? `Not decided: ${tooFewSentence(seeds)}. ${count}` : count;
}
