import { LANE_KEYS, type LaneKey, type PerLane, perLane } from "../../../lanes";
import { type ChartTable, decimateRows, type TableRow } from "../../../plot/table";
import { TimeMapReader } from "../../../plot/time-map-reader";
import { TimeRows } from "../../../plot/time-rows";
import type { TimeRow } from "../../../plot/time-rows-layout";
import type { StatesShown } from "../../../store/lab-state";
import type { ShownMoment } from "../../../store/showing";
import { lab } from "../../../store/use-lab";
import type { Measurement } from "../../../worker/protocol";
import { LANE_LOOKS } from "../../lane-looks";
import type { ChartView } from "./chart";
import { lost, measuredAt } from "./moments";
import { type SequenceShown, sequenceShown } from "./sequence-shown";
import { statesSentence } from "./sequence-states-sentence";
import { type HeldStates, mapReading, rowName, type StateMap, showsPhases, stateMap } from "./state-maps";
import { StatesChoice, statesChoice, useStatesChoice } from "./states-choice";
import { rowTicks } from "./step-axis";

const NAME = "Hidden states";

/** The hidden states of both networks over one held-out sequence. */
export interface StatesView extends Pick<SequenceShown, "run" | "inputs" | "steps"> {
  readonly choice: StatesShown;
  readonly states: PerLane<{
    /** Null until they are computed. */
    readonly held: HeldStates | null;
    /** Step of the network, if that is not the step shown. */
    readonly measuredAt?: number;
    /** Why nothing can be computed, in words that follow its name. */
    readonly lost?: string;
  }>;
}

/** Largest number of time steps with a column in the table on the page. */
const MAX_TIMES = 12;

/** What each choice is drawn from: the eigenbasis is computed only for its coordinates. */
const NEEDS: Readonly<Record<StatesShown, readonly Measurement[]>> = {
  units: ["answers"],
  phase: ["answers"],
  basis: ["bases"],
  "basis-phase": ["bases"],
};

/** View of the hidden states as heat maps over t: of the units, or of the coordinates in the eigenbasis of W. */
export const statesView: ChartView<StatesView> = {
  name: NAME,
  legend: false,
  needs: (state) => NEEDS[statesChoice(state)],
  Controls: StatesChoice,
  useChoice: useStatesChoice,
  view(moment, task) {
    const shown = sequenceShown(moment, task);
    if (!shown) return null;
    const choice = statesChoice(lab.state);
    const { run, inputs, steps } = shown;
    return { run, inputs, steps, choice, states: perLane((lane) => heldStates(lane, moment, choice)) };
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

function heldStates(lane: LaneKey, moment: ShownMoment, choice: StatesShown): StatesView["states"]["a"] {
  const { answers, bases, networks } = lab.history.lane(lane);
  const size = networks.upTo(moment.step)?.size;
  if (choice === "units" || choice === "phase") {
    const record = answers.upTo(moment.step);
    if (!size || !record) return { held: null, ...lost(lane, moment) };
    return { held: { of: "units", size, states: record.states }, ...measuredAt(record.step, moment) };
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
    last = { shown, maps, rows: LANE_KEYS.map((lane) => rowOf(shown, lane, maps[lane])) };
  }
  return last;
}

/** Height of a map, which it exceeds where there is space, in em. */
const TALL = 4;
/** Space for the title of a map. */
const ABOVE = 1.65;

function rowOf({ run, states }: StatesView, lane: LaneKey, map: StateMap | null): TimeRow {
  const row = {
    key: lane,
    block: "states",
    series: lane,
    name: { text: run.lanes[lane], ink: LANE_LOOKS[lane].ink },
    height: TALL,
    above: ABOVE,
  };
  if (!map) {
    const { held, lost } = states[lane];
    const missing = lost ? "not known" : "being computed";
    const why = held ? "W has no well-conditioned eigenbasis" : missing;
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
