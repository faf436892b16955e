import { formatNumber, formatPercent } from "../math/number-format";
import { percent, tokenOf } from "./accuracy-text";
import { isDeckTable, PRINTED } from "./deck-printed";
import type { GridPoint } from "./expand";
import { type Plan, settingLabel } from "./plan";
import { hasSquaredError, type Row } from "./row";
import { axes, type Group, groups, meanAndDeviation } from "./statistics";

/** The recall from which a copying task counts as solved. */
export const SOLVED = 0.95;
/** The number of standard errors by which two means must differ to be called different. */
const MIN_STANDARD_ERRORS = 2;

const list = (names: readonly string[]): string =>
  names.length < 2 ? (names[0] ?? "") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;

/** A network's name with an unbreakable space before a final sign, as in “Deck −”. */
const unbroken = (name: string) => name.replace(/ (?=.$)/u, "\u00a0");

/** “length 100”, or nothing if the grid has one point. */
const place = (point: GridPoint): string =>
  Object.entries(point)
    .map(
      ([name, value]) =>
        `${settingLabel(name)} ${typeof value === "number" ? formatNumber(value, 4) : value}`,
    )
    .join(", ");

const accuracy = ({ finished }: Group) => meanAndDeviation(finished.map(({ heldOut }) => heldOut.accuracy));
const loss = ({ finished }: Group) => meanAndDeviation(finished.map(({ heldOut }) => heldOut.loss));

/** Whether two means over seeds differ by more than their scatter explains; false if either has only one seed. */
function differ(
  one: ReturnType<typeof meanAndDeviation>,
  other: ReturnType<typeof meanAndDeviation>,
): boolean {
  if (one.count < 2 || other.count < 2) return false;
  const error = Math.sqrt(one.deviation ** 2 / one.count + other.deviation ** 2 / other.count);
  return Math.abs(one.mean - other.mean) > MIN_STANDARD_ERRORS * error;
}

/** The groups with at least one finished run, by point of the grid. */
function places(all: readonly Group[]): { point: GridPoint; members: Group[] }[] {
  const found = new Map<string, { point: GridPoint; members: Group[] }>();
  for (const group of all) {
    if (group.finished.length === 0) continue;
    const key = JSON.stringify(group.point);
    const entry = found.get(key);
    if (entry) entry.members.push(group);
    else found.set(key, { point: group.point, members: [group] });
  }
  return [...found.values()];
}

/** The best network at one point of the grid, those indistinguishable from it, and those that follow. */
function leading(point: GridPoint, members: readonly Group[]): string {
  const squared = hasSquaredError(members[0].finished[0]);
  const of = squared ? loss : accuracy;
  const ranked = [...members].sort((one, other) => (squared ? 1 : -1) * (of(one).mean - of(other).mean));
  const show = (group: Group) => {
    const { mean, deviation, count } = of(group);
    if (squared) return `${formatNumber(mean)}${count > 1 ? ` ± ${formatNumber(deviation)}` : ""}`;
    return `${percent(mean)}${count > 1 ? `\u202f±\u202f${percent(deviation)}` : ""}\u202f%`;
  };
  const [best, ...rest] = ranked;
  const at = place(point);
  const where = at ? `At ${at} ` : "";
  const what = squared ? "has the smallest squared error" : "is the most accurate";
  const tied = rest.filter((group) => !differ(of(best), of(group)));
  const behind = rest.filter((group) => differ(of(best), of(group)));
  const named = (group: Group) => `${unbroken(group.network)} (${show(group)})`;
  const seeds = Math.min(...[best, ...tied].map(({ finished }) => finished.length));
  if (rest.length === 0) return `${at ? `At ${at} only` : "Only"} ${named(best)} has finished.`;
  const tie =
    tied.length > 0
      ? `; ${list(tied.map(named))} ${tied.length === 1 ? "is" : "are"} indistinguishable from it with ${seeds} seed${seeds === 1 ? "" : "s"}`
      : "";
  const last = behind.length > 0 ? `${tie ? ";" : ","} followed by ${list(behind.map(named))}` : "";
  return `${where}${named(best)} ${what}${tie}${last}.`;
}

/** Whether the networks beat the unigram and bigram baselines of a text. */
function beyondBaselines(all: readonly Group[]): string[] {
  const row = all.flatMap(({ finished }) => finished).find(({ bigram }) => bigram !== null);
  if (!row?.bigram) return [];
  const { accuracy: pairs } = row.bigram;
  const measured = all.filter(({ finished }) => finished.length > 0);
  const above = [
    ...new Set(measured.filter((group) => accuracy(group).mean > pairs).map(({ network }) => network)),
  ];
  const token = tokenOf(row.task);
  const unigram = formatPercent(row.baseline.accuracy);
  const rest =
    above.length > 0
      ? `; ${list(above.map(unbroken))} ${above.length === 1 ? "is" : "are"} above that somewhere in the grid`
      : "; no network is above that";
  return [
    `The most frequent ${token} (unigram) is correct in ${unigram} of cases, going by the previous ${token} only (bigram) in ${formatPercent(pairs)}${rest}.`,
  ];
}

/** The gradient that reaches the first time step and the drift of each network, over all points of the grid. */
function inside(all: readonly Group[]): string[] {
  const names = [...new Set(all.map(({ network }) => network))];
  const facts = names.flatMap((name) => {
    const rows = all.filter(({ network }) => network === name).flatMap(({ finished }) => finished);
    if (rows.length === 0) return [];
    const largestOf = (of: (row: Row) => number) =>
      formatNumber(rows.reduce((largest, row) => Math.max(largest, of(row)), 0));
    const reaching = largestOf(({ gradientKept }) => gradientKept.last);
    return [`${unbroken(name)} ${reaching} (drift ${largestOf(({ drift }) => drift)})`];
  });
  if (facts.length === 0) return [];
  return [
    `At most this share of the gradient at the last time step reaches the first (in brackets, the largest drift of W): ${list(facts)}.`,
  ];
}

/** Copying: which networks recall the symbols, at which points, and on how many seeds. */
function solved(all: readonly Group[]): string[] {
  const copying = all.filter(({ rows }) => rows[0].task === "copying");
  const names = [...new Set(copying.map(({ network }) => network))];
  return names.map((name) => {
    const parts = copying
      .filter(({ network }) => network === name)
      .map((group) => {
        const good = group.finished.filter(({ heldOut }) => heldOut.accuracy >= SOLVED).length;
        const { mean } = accuracy(group);
        const at = place(group.point);
        const recall = Number.isFinite(mean) ? ` (${formatNumber(100 * mean, 3)}\u202f% on average)` : "";
        return `${at ? `at ${at} ` : ""}on ${good} of ${group.rows.length} seeds${recall}`;
      });
    const chance = formatNumber(100 * copying[0].rows[0].baseline.accuracy, 3);
    return `${name} recalls ${formatPercent(SOLVED)} or more ${list(parts)}; ${chance}\u202f% is the best possible without memory.`;
  });
}

/** A grid over the learning rate: the largest one that each network survives. */
function survivors(plan: Plan, all: readonly Group[]): string[] {
  const rates = plan.grid.lr;
  if (!rates || rates.length < 2) return [];
  const largest = (network: string, holds: (row: Row) => boolean) =>
    rates
      .filter((lr) => {
        const rows = all
          .filter((group) => group.network === network && group.point.lr === lr)
          .flatMap((g) => g.rows);
        return rows.length > 0 && rows.every(holds);
      })
      .reduce<number>((largestRate, lr) => Math.max(largestRate, Number(lr)), -1);
  const tried = Math.max(...rates.map(Number));
  const say = (rate: number) => {
    if (rate < 0) return "none of these";
    return rate === tried ? `${formatNumber(rate)}, the largest tried` : formatNumber(rate);
  };
  return plan.networks
    .filter(({ name }) => all.some(({ network }) => network === name))
    .map(({ name }) => {
      const survives = largest(name, ({ outcome }) => outcome === "finished");
      const learns = largest(
        name,
        ({ outcome, heldOut, baseline }) => outcome === "finished" && heldOut.loss < baseline.loss / 2,
      );
      return `${name}: the largest learning rate that every seed survives is ${say(survives)}; the largest at which every seed ends below half the baseline is ${say(learns)}.`;
    });
}

/** The runs that did not finish. */
function broken(all: readonly Group[]): string[] {
  const lost = all.filter(({ rows, finished }) => finished.length < rows.length);
  if (lost.length === 0) return [];
  const names = [...new Set(lost.map(({ network }) => network))];
  return names.map((name) => {
    const rows = all.filter(({ network }) => network === name).flatMap((group) => group.rows);
    const stopped = rows.filter(({ outcome }) => outcome === "stopped");
    const failed = rows.filter(({ outcome }) => outcome === "failed").length;
    const first = stopped[0]?.stop;
    const why = first
      ? `, first at step ${first.step} (${first.quantity} was ${formatNumber(first.value)})`
      : "";
    const stops =
      stopped.length > 0 ? `${stopped.length} of ${rows.length} runs ceased to be finite${why}` : "";
    const fails = failed > 0 ? `${failed} could not be run` : "";
    return `${name}: ${[stops, fails].filter(Boolean).join("; ")}.`;
  });
}

/** The slide's printed accuracies against the measured ones, at the lengths that both have. */
function againstPrinted(plan: Plan, all: readonly Group[]): string[] {
  if (!isDeckTable(plan)) return [];
  const [unitary, plain] = PRINTED;
  return Object.keys(plain.accuracy).flatMap((key) => {
    const length = Number(key);
    const at = (network: string) =>
      all.find(
        (group) => group.network === network && group.point.length === length && group.finished.length > 0,
      );
    const [rnn, exp] = [at("RNN"), at("Exact exp")];
    if (!rnn || !exp) return [];
    const gap = 100 * (accuracy(rnn).mean - accuracy(exp).mean);
    const printed = plain.accuracy[length] - unitary.accuracy[length];
    const ahead =
      gap === 0
        ? "they are level"
        : `${gap > 0 ? "RNN" : "Exact exp"} is ${formatNumber(Math.abs(gap))} points ahead`;
    const clear = differ(accuracy(rnn), accuracy(exp)) ? "" : ", within the scatter of the seeds";
    return [
      `Length ${length}: the lecture reports RNN ${formatNumber(printed, 3)} points ahead; measured, ${ahead}${clear}.`,
    ];
  });
}

/** Summarises the rows in sentences. They are computed from the rows and never stored. */
export function verdict(plan: Plan, rows: readonly Row[]): string[] {
  const all = groups(rows);
  if (rows.length === 0) return [];
  const sweep = axes(plan).some(({ name }) => name === "lr");
  const ranking = sweep
    ? survivors(plan, all)
    : places(all).map(({ point, members }) => leading(point, members));
  return [
    ...againstPrinted(plan, all),
    ...solved(sweep ? [] : all),
    ...ranking,
    ...beyondBaselines(all),
    ...(sweep ? [] : inside(all)),
    ...(sweep ? [] : broken(all)),
  ];
}
