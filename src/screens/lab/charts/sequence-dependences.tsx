import { LANE_KEYS, type LaneKey, type PerLane, perLane } from "../../../lanes";
import { formatCount, formatNumber, formatPercent } from "../../../math/number-format";
import { type HeatColumn, heatDomain } from "../../../plot/heat-scale";
import type { Sentence } from "../../../plot/sentence";
import { decimateRows, type TableRow } from "../../../plot/table";
import { lab } from "../../../store/use-lab";
import type { Dependences, Stop } from "../../../worker/protocol";
import { type RunLabel, runLabel } from "../run-label";
import type { ChartView } from "./chart";
import { laneHeatMaps } from "./lane-heat-maps";
import { lost, measuredAt, stoppedAt } from "./moments";
import { atStep, capitalised, joined, laneName } from "./sentences";

const NAME = "What the answer depends on";
const SYMBOL = "‖∂y_s/∂x_t‖";
/** Largest number of time steps with a column in the table on the page. */
const MAX_TIMES = 12;
/** A smaller share of the largest dependence counts as little. */
const LITTLE = 0.01;

/** ‖∂y_s/∂x_t‖ of one held-out sequence, for all t and the answers s = T, T − every, …. */
export interface DependencesShown {
  readonly run: RunLabel;
  /** T. */
  readonly steps: number;
  readonly every: number;
  readonly lanes: PerLane<LaneDependences>;
}

export interface LaneDependences {
  /** Null until they are computed. */
  readonly dependences: Pick<Dependences, "norms" | "every"> | null;
  readonly stopped: Stop | null;
  /** Step of the network, if that is not the step shown. */
  readonly measuredAt?: number;
  /** Why nothing can be computed, in words that follow its name. */
  readonly lost?: string;
}

type Shown = Omit<DependencesShown, "run"> & { readonly run: Pick<RunLabel, "lanes"> };

/** View of all dependences as colour over t and s, one panel per lane. */
export const dependencesView: ChartView<DependencesShown> = {
  name: NAME,
  needs: ["dependences"],
  legend: false,
  tall: true,
  view(moment) {
    const { heldOut } = lab.state;
    if (!heldOut) return null;
    const lanes = perLane((key): LaneDependences => {
      const dependences = lab.history.lane(key).dependences.upTo(moment.step) ?? null;
      const stopped = stoppedAt(key, moment);
      const where = dependences ? measuredAt(dependences.step, moment) : lost(key, moment);
      return { dependences, stopped, ...where };
    });
    const every = Math.max(...LANE_KEYS.map((lane) => lanes[lane].dependences?.every ?? 1));
    return { run: runLabel(moment.step), steps: heldOut.steps, every, lanes };
  },
  sentence: dependencesSentence,
  table(shown) {
    const times = Array.from({ length: shown.steps }, (_, i) => i + 1);
    return {
      ...tableOf(shown, decimateRows(times, MAX_TIMES)),
      csv() {
        const { columns, rows } = tableOf(shown, times);
        return { columns, rows: rows() };
      },
    };
  },
  domain: (shown) => heatDomain(LANE_KEYS.flatMap((lane) => dependenceColumns(shown, lane))),
  draw(shown, options) {
    const { run, steps, every } = shown;
    const answers = answersOf(shown);
    const rows = answers.length;
    const thinned = every > 1 ? ` (in steps of ${formatCount(every)})` : "";
    return laneHeatMaps(
      {
        chart: NAME,
        run,
        columns: (lane) => dependenceColumns(shown, lane),
        grid: { rows, end: steps, firstCell: 1, rowScale: { first: answers[0], every } },
        symbol: SYMBOL,
        words: `input t, to the right; answer s${thinned}, upwards`,
        axes: { x: "time", y: "answer" },
        startRow: rows - 1,
        spoken,
      },
      options,
    );
  },
};

function spoken(t: number, s: number, value: number): string {
  const place = `s = ${formatCount(s)}, t = ${formatCount(t)}`;
  return t > s ? `${place}: none, the input comes later` : `${place}: ${formatNumber(value)}`;
}

/** The answers s that are shown, ascending. */
function answersOf({ steps, every }: Pick<Shown, "steps" | "every">): readonly number[] {
  const count = Math.ceil(steps / every);
  return Array.from({ length: count }, (_, i) => steps - (count - 1 - i) * every);
}

/** The columns of a lane by its record, since a new object would be drawn again. */
const known = new WeakMap<
  NonNullable<LaneDependences["dependences"]>,
  { readonly every: number; readonly columns: readonly HeatColumn[] }
>();

/** Returns a column for each t = 1 … T with the dependences of the answers shown; NaN where t > s. */
export function dependenceColumns(shown: Shown, lane: LaneKey): readonly HeatColumn[] {
  const { steps, every } = shown;
  const { dependences } = shown.lanes[lane];
  if (!dependences) return [];
  const found = known.get(dependences);
  if (found?.every === every) return found.columns;
  const rows = answersOf(shown).map((s) => ({ s, row: rowOf(dependences, steps, s) }));
  const columns = Array.from({ length: steps }, (_, i) => ({
    x: i + 1,
    values: Float64Array.from(rows, ({ s, row }) => (i < s ? row[i] : Number.NaN)),
  }));
  known.set(dependences, { every, columns });
  return columns;
}

/** ‖∂y_s/∂x_t‖ of one answer, t = 1 … T. */
function rowOf({ norms, every }: Pick<Dependences, "norms" | "every">, steps: number, s: number) {
  const end = norms.length - ((steps - s) / every) * steps;
  return norms.subarray(end - steps, end);
}

function tableOf(shown: DependencesShown, times: readonly number[]) {
  const { run, steps, lanes } = shown;
  return {
    columns: ["lane", "s", ...times.map((t) => `${SYMBOL}, t = ${t}`)],
    rows: (): TableRow[] =>
      LANE_KEYS.flatMap((lane) => {
        const { dependences } = lanes[lane];
        if (!dependences) return [];
        return answersOf(shown).map((s) => {
          const row = rowOf(dependences, steps, s);
          return [run.lanes[lane], s, ...times.map((t) => (t > s ? "" : row[t - 1]))];
        });
      }),
  };
}

/**
 * Returns the sentence on how much the last answer depends on the first input, as a share of its largest dependence, and
 * from which t on the share is 1 % or more; and how many answers are shown, if not all.
 */
export function dependencesSentence({ run, steps, every, lanes }: Shown): Sentence {
  let introduced = false;
  const clause = (lane: LaneKey): Sentence => {
    const { dependences, stopped, measuredAt: at, lost } = lanes[lane];
    const name = laneName(run.lanes, lane);
    if (lost) return [name, lost];
    if (!dependences) return ["the dependence of ", name, " is being computed"];
    const row = rowOf(dependences, steps, steps);
    const ending = stopped ? `, then stopped at step ${formatCount(stopped.step)}` : "";
    const verb = at !== undefined || stopped ? "depended" : "depends";
    const whole = row.some((value) => value !== 0) ? `${amountText(row)}${ending}` : `0, as on all${ending}`;
    if (introduced) {
      if (at === lanes.a.measuredAt) return ["that of ", name, ` with ${whole}`];
      // Of another step than the first: the verb says whether it is the one shown.
      return [atStep(at), "that of ", name, ` ${verb} on it with ${whole}`];
    }
    introduced = true;
    return [
      atStep(at),
      "the answer of ",
      name,
      ` at t = ${formatCount(steps)} ${verb} on the first input with ${whole}`,
    ];
  };
  const sentence = capitalised(joined(LANE_KEYS.map(clause)));
  return every > 1 ? [...sentence, ` One answer in ${formatCount(every)} is shown.`] : sentence;
}

/** The dependence on the first input, and its share of the largest. */
function amountText(row: Float64Array): string {
  const [first] = row;
  const largest = row.reduce((max, value) => Math.max(max, value), 0);
  const share = first / largest;
  const amount = formatNumber(first);
  if (!Number.isFinite(share) || row.length === 1) return amount;
  if (share === 1) return `${amount}, more than on any other`;
  if (share >= LITTLE) return `${amount} (${formatPercent(share)} of its largest dependence)`;
  const reach = row.findIndex((value) => value / largest >= LITTLE) + 1;
  const others = reach > 2 ? `, as on all inputs before t = ${formatCount(reach)}` : "";
  return `${amount} (less than ${formatPercent(LITTLE)} of its largest dependence${others})`;
}
