import { type CellSize, kindOf } from "../../../kernels/cell-size";
import { LANE_KEYS, type LaneKey, type PerLane, perLane } from "../../../lanes";
import { formatNumber } from "../../../math/number-format";
import { type ChartTable, decimateRows, type TableRow } from "../../../plot/table";
import { TimeMapReader } from "../../../plot/time-map-reader";
import { TimeRows } from "../../../plot/time-rows";
import type { TimeRow } from "../../../plot/time-rows-layout";
import { carriedOver } from "../../../sequence/gates";
import type { StatesShown } from "../../../store/lab-state";
import type { ShownMoment } from "../../../store/showing";
import { lab } from "../../../store/use-lab";
import type { Measurement } from "../../../worker/protocol";
import { LANE_LOOKS } from "../../lane-looks";
import type { ChartView } from "./chart";
import { gradientSymbol, relativeToEnd } from "./gradient-curve";
import { lost, measuredAt } from "./moments";
import { type SequenceShown, sequenceShown } from "./sequence-shown";
import { statesSentence } from "./sequence-states-sentence";
import { type HeldStates, mapReading, rowName, type StateMap, showsPhases, stateMap } from "./state-maps";
import { type StateName, stateName } from "./state-name";
import { isOfGates, StatesChoice, statesChoice, useStatesChoice } from "./states-choice";
import { rowTicks } from "./step-axis";

const NAME = "Hidden states";

/** The hidden states of both networks over one held-out sequence. */
export interface StatesView extends Pick<SequenceShown, "run" | "inputs" | "steps"> {
  readonly choice: StatesShown;
  /** Of what the gradient is taken. */
  readonly state: StateName;
  readonly states: PerLane<{
    /** Null until they are computed. */
    readonly held: HeldStates | null;
    /** Of a memory gate: the share that it carries from t = 0 … T to T, and ‖∂L_T/∂state_t‖ relative to t = T. */
    readonly carried?: Float64Array;
    readonly gradient?: Float64Array;
    /** Step of the network, if that is not the step shown. */
    readonly measuredAt?: number;
    /** Why nothing can be computed, in words that follow its name. */
    readonly lost?: string;
  }>;
}

/** Largest number of time steps with a column in the table on the page. */
const MAX_TIMES = 12;

/** What each choice is drawn from: the eigenbasis is computed only for its coordinates. */
const OF_ANSWERS: readonly Measurement[] = ["answers"];
const OF_BASES: readonly Measurement[] = ["bases"];
const needsOf = (choice: StatesShown) =>
  choice === "basis" || choice === "basis-phase" ? OF_BASES : OF_ANSWERS;

/** View of the hidden states as heat maps over t: of the units, of the coordinates in the eigenbasis of W, or of gates. */
export const statesView: ChartView<StatesView> = {
  name: NAME,
  legend: false,
  needs: (state) => needsOf(statesChoice(state)),
  Controls: StatesChoice,
  useChoice: useStatesChoice,
  view(moment, task) {
    const shown = sequenceShown(moment, task);
    if (!shown) return null;
    const choice = statesChoice(lab.state);
    const { run, inputs, steps } = shown;
    return {
      run,
      inputs,
      steps,
      choice,
      state: stateName(),
      states: perLane((lane) => heldStates(lane, moment, choice)),
    };
  },
  sentence: statesSentence,
  table: statesTable,
  draw(shown, { size }) {
    const { run, steps } = shown;
    const { maps, rows } = drawnOf(shown);
    return {
      plot: <TimeRows size={size} rows={rows} steps={steps} ticks={rowTicks(steps, size)} framed={steps} />,
      overlay: LANE_KEYS.map((lane) => {
        const map = maps[lane];
        return map ? (
          <TimeMapReader
            key={lane}
            chart={NAME}
            size={size}
            rows={rows}
            row={lane}
            name={run.lanes[lane]}
            ink={LANE_LOOKS[lane].ink}
            steps={steps}
            read={(t, row) => mapReading(map, t, row)}
          />
        ) : null;
      }),
    };
  },
};

const memoryGateOf = (size: CellSize) => {
  const { memoryGate, blocks } = kindOf(size);
  return memoryGate === null ? null : blocks[memoryGate];
};

function heldStates(lane: LaneKey, moment: ShownMoment, choice: StatesShown): StatesView["states"]["a"] {
  const { answers, bases, networks } = lab.history.lane(lane);
  const size = networks.upTo(moment.step)?.size;
  if (choice === "units" || choice === "phase") {
    const record = answers.upTo(moment.step);
    if (!size || !record) return { held: null, ...lost(lane, moment) };
    return { held: { of: "units", size, states: record.states }, ...measuredAt(record.step, moment) };
  }
  if (isOfGates(choice)) {
    const record = answers.upTo(moment.step);
    if (!size || !record) return { held: null, ...lost(lane, moment) };
    const values = record.gates?.[choice] ?? null;
    const held = { of: "gate", name: choice, size, values } as const;
    const isMemory = choice === memoryGateOf(size);
    const carried = isMemory && record.gates ? carriedOver({ size }, record.gates) : null;
    return {
      held,
      ...(carried && { carried, gradient: relativeToEnd(record.lossGradients) }),
      ...measuredAt(record.step, moment),
    };
  }
  const record = bases.upTo(moment.step);
  if (!size || !record) return { held: null, ...lost(lane, moment) };
  return { held: { of: "basis", size, basis: record.basis }, ...measuredAt(record.step, moment) };
}

const mapsOf = ({ states, choice }: StatesView) =>
  perLane((lane) => {
    const { held } = states[lane];
    return held && stateMap(held, showsPhases(choice));
  });

interface DrawnStates {
  readonly shown: StatesView;
  readonly maps: PerLane<StateMap | null>;
  readonly rows: readonly TimeRow[];
}

let last: DrawnStates | undefined;

/** The maps and rows of a figure, which drawing and reader share. */
function drawnOf(shown: StatesView): DrawnStates {
  if (last?.shown !== shown) {
    const maps = mapsOf(shown);
    last = {
      shown,
      maps,
      rows: LANE_KEYS.flatMap((lane) => [rowOf(shown, lane, maps[lane]), ...carriedRows(shown, lane)]),
    };
  }
  return last;
}

/** Height of a map, which it exceeds where there is space, in em. */
const TALL = 4;
/** Height of a line of words in place of a map. */
const LOW = 1.3;
/** Space for the title of a map. */
const ABOVE = 1.65;

function rowOf({ run, states }: StatesView, lane: LaneKey, map: StateMap | null): TimeRow {
  const row = {
    key: lane,
    block: "states",
    series: lane,
    name: { text: run.lanes[lane], ink: LANE_LOOKS[lane].ink },
    height: map ? TALL : LOW,
    above: map ? ABOVE : 0.3,
  };
  if (!map) {
    const { held, lost } = states[lane];
    const missing = lost ? "not known" : "being computed";
    const none = held?.of === "gate" ? "it has no such gate" : "W has no well-conditioned eigenbasis";
    const why = held ? none : missing;
    return { ...row, content: { kind: "text", pieces: [{ text: why }] } };
  }
  const { values, rows, range, stops, symbol, titles, ends } = map;
  return {
    ...row,
    captions: titles.map((title) => `${symbol} of ${title}`),
    scale: { stops, ends },
    content: { kind: "map", values, rows, range, stops },
  };
}

/** The least share that has a height, as a power of ten. */
const DECADES = 6;

/** Shares as heights on a log scale from 10⁻⁶ to 1. */
const heights = (shares: Float64Array) =>
  shares.map((share) => Math.min(1, Math.max(0, 1 + Math.log10(share) / DECADES)));

/** What a memory gate carries over, beside the gradient: two rows of bars. */
function carriedRows({ states, state }: StatesView, lane: LaneKey): readonly TimeRow[] {
  const { carried, gradient, held } = states[lane];
  if (!carried || !gradient || held?.of !== "gate") return [];
  const { ink, mark } = LANE_LOOKS[lane];
  const row = (key: string, words: readonly string[], shares: Float64Array): TimeRow => ({
    key: `${key} of ${lane}`,
    block: `carried over in ${lane}`,
    series: lane,
    height: 1.2,
    above: ABOVE,
    captions: words,
    name: { text: formatNumber(shares[0]), ink },
    content: {
      kind: "bars",
      shares: heights(shares).slice(1),
      colour: mark,
      strong: new Set(Array.from(shares, (_, t) => t).slice(1)),
    },
  });
  const scale = "(log scale, 10⁻⁶ to 1)";
  const product = `∏ ${held.name} from t + 1 to T, mean over the units`;
  const left = `gradient of this sequence, ${gradientSymbol("relative", state)}`;
  return [
    row("carried", [`${product}: what the gate keeps ${scale}`, `${product} ${scale}`, product], carried),
    row("gradient", [`${left} ${scale}`, left, "gradient of this sequence", "gradient"], gradient),
  ];
}

function statesTable(shown: StatesView): ChartTable {
  const { run, steps } = shown;
  const maps = mapsOf(shown);
  const all = Array.from({ length: steps }, (_, i) => i + 1);
  const columnsOf = (times: readonly number[]) => ["lane", "row", "shown", ...times.map((t) => `t = ${t}`)];
  const rowsOf = (times: readonly number[]) =>
    LANE_KEYS.flatMap((lane): TableRow[] => {
      const map = maps[lane];
      if (!map) return [];
      return Array.from({ length: map.rows }, (_, k) => [
        run.lanes[lane],
        rowName(map, k),
        map.symbol,
        ...times.map((t) => map.values[(t - 1) * map.rows + k]),
      ]);
    });
  const some = decimateRows(all, MAX_TIMES);
  return {
    columns: columnsOf(some),
    rows: () => rowsOf(some),
    csv: () => ({ columns: columnsOf(all), rows: rowsOf(all) }),
  };
}
