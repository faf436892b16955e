import { type CellSize, width } from "../../../kernels/cell-size";
import { formatCount, formatNumber } from "../../../math/number-format";
import { distances } from "../../../sequence/distances";
import type { StatesShown } from "../../../store/lab-state";
import type { BasisStates } from "../../../worker/protocol";

/** The states of a lane over one sequence: those of its units, or their coordinates in the eigenbasis of W. */
export type HeldStates =
  | {
      readonly of: "units";
      readonly size: CellSize;
      /** h_0 … h_T, [T+1, w]; a complex h as [Re h; Im h]. */
      readonly states: Float64Array;
    }
  | {
      readonly of: "gate";
      /** The name of a block of the cell, or c. */
      readonly name: string;
      readonly size: CellSize;
      /** For t = 1 … T, [T, n]; null if the cell has no such gate. */
      readonly values: Float64Array | null;
    }
  | {
      readonly of: "basis";
      readonly size: CellSize;
      /** Null if W has no well-conditioned eigenbasis. */
      readonly basis: BasisStates | null;
    };

/** Whether phases are shown, if there are any. */
export const showsPhases = (choice: StatesShown): boolean => choice === "phase" || choice === "basis-phase";

/** A heat map of states, with its colours and words. */
export interface StateMap {
  /** For t = 1 … T, [T, rows]; NaN for the phase of 0. */
  readonly values: Float64Array;
  readonly rows: number;
  readonly range: readonly [number, number];
  /** CSS variable of the colours. */
  readonly stops: string;
  readonly symbol: string;
  /** What the rows are, in fewer and fewer words. */
  readonly titles: readonly string[];
  /** Texts at both ends of the scale. */
  readonly ends: readonly [string, string];
  /** λ_k of each row; absent if the rows are units. */
  readonly eigenvalues?: Pick<BasisStates, "re" | "im">;
}

/** An angle in multiples of π: −0.42π. */
export function inPi(angle: number): string {
  const written = formatNumber(angle / Math.PI);
  if (written === "0" || !Number.isFinite(angle)) return written;
  return written === "1" ? "π" : written === "−1" ? "−π" : `${written}π`;
}

/**
 * Returns the map of a lane’s states: h of real units, else moduli or phases. Real units have no phases, and are shown as
 * they are. Returns null if W has no eigenbasis.
 */
export function stateMap(held: HeldStates, isPhase: boolean): StateMap | null {
  if (held.of === "units") return mapOfUnits(held, isPhase);
  if (held.of === "gate") return held.values && mapOfGate(held.name, held.size.units, held.values);
  return held.basis && mapInBasis(held.basis, held.size.complex, isPhase);
}

function mapOfUnits({ size, states }: Extract<HeldStates, { of: "units" }>, isPhase: boolean): StateMap {
  const { units, complex } = size;
  const w = width(size);
  const steps = states.length / w - 1;
  const map = (value: (re: number, im: number) => number) =>
    Float64Array.from({ length: steps * units }, (_, at) => {
      const from = (Math.floor(at / units) + 1) * w + (at % units);
      return value(states[from], complex ? states[from + units] : 0);
    });
  const rows = {
    rows: units,
    titles: [
      `${formatCount(units)} ${complex ? "complex " : ""}units, the first at the top`,
      `${formatCount(units)} units`,
    ],
  } as const;
  if (!complex) return { ...rows, ...signed(map((re) => re)) };
  return { ...rows, ...(isPhase ? phases("arg h", map(phaseOf)) : moduli("|h|", map(Math.hypot))) };
}

/** Gates lie between 0 and 1; candidates and c have signs. */
function mapOfGate(name: string, units: number, values: Float64Array): StateMap {
  const titles = [`${formatCount(units)} units, the first at the top`, `${formatCount(units)} units`];
  const drawn: Coloured = "gmc".includes(name)
    ? { ...signed(values), symbol: name }
    : { values, range: [0, 1], stops: "--heat", symbol: name, ends: ["0", "1"] };
  return { ...drawn, rows: units, titles };
}

function mapInBasis({ re, im, modulus, phase }: BasisStates, complex: boolean, isPhase: boolean): StateMap {
  const rows = re.length;
  const [first, last] = [0, rows - 1].map((k) => inPi(Math.atan2(im[k], re[k])));
  const pairs = complex ? "" : ", one of each conjugate pair";
  const drawn = isPhase
    ? phases("arg c", phase.map((angle, i) => (modulus[i] === 0 ? Number.NaN : angle)).slice(rows))
    : moduli("|c|", modulus.slice(rows));
  return {
    ...drawn,
    rows,
    titles: [
      `${formatCount(rows)} eigenvalues of W${pairs}, by angle from ${first} (top) to ${last}`,
      `eigenvalues by angle, ${first} (top) to ${last}`,
      `angles ${first} to ${last}`,
    ],
    eigenvalues: { re, im },
  };
}

/** arg h in (−π, π]; NaN of 0. */
const phaseOf = (re: number, im: number) => (re === 0 && im === 0 ? Number.NaN : Math.atan2(im + 0, re + 0));

/** The largest finite modulus, or 1 if there is none above 0. */
const extentOf = (values: Float64Array): number =>
  values.reduce((most, value) => (Number.isFinite(value) ? Math.max(most, Math.abs(value)) : most), 0) || 1;

type Coloured = Pick<StateMap, "values" | "range" | "stops" | "symbol" | "ends">;

function signed(values: Float64Array): Coloured {
  const extent = extentOf(values);
  const ends = [formatNumber(-extent), formatNumber(extent)] as const;
  return { values, range: [-extent, extent], stops: "--diverging", symbol: "h", ends };
}

function moduli(symbol: string, values: Float64Array): Coloured {
  const extent = extentOf(values);
  return { values, range: [0, extent], stops: "--heat", symbol, ends: ["0", formatNumber(extent)] };
}

const phases = (symbol: string, values: Float64Array): Coloured => ({
  values,
  range: [-Math.PI, Math.PI],
  stops: "--cyclic",
  symbol,
  ends: ["−π", "π"],
});

/** Returns the name of a row, from 0: its unit, or its eigenvalue. */
export function rowName({ eigenvalues }: StateMap, row: number): string {
  if (!eigenvalues) return `unit ${formatCount(row + 1)}`;
  const [x, y] = [eigenvalues.re[row], eigenvalues.im[row]];
  return `eigenangle ${inPi(Math.atan2(y, x))}, |λ| = ${formatNumber(Math.hypot(x, y), 3)}`;
}

/** Returns what is read at a time step, from 1, and a row, from 0: “t = 12, unit 7: −0.31”. */
export function mapReading(map: StateMap, t: number, row: number): string {
  const { values, rows, stops, symbol } = map;
  const value = values[(t - 1) * rows + row];
  const text = stops === "--cyclic" ? inPi(value) : formatNumber(value);
  const told =
    stops === "--cyclic" && Number.isNaN(value) ? `${symbol.slice(-1)} = 0` : `${symbol} = ${text}`;
  return `t = ${formatCount(t)}, ${rowName(map, row)}: ${symbol === "h" ? text : told}`;
}

/**
 * Returns ‖v_t − v_{t−lag}‖ relative to the larger of ‖v_t‖ and ‖v_{t−lag}‖ for t = lag … T, [T+1−lag]; 0 if both are 0.
 * Here v is h or, in the eigenbasis, c if phases are shown, and otherwise the moduli |c_k|, which do not change if W only
 * turns. Returns null if there is no eigenbasis.
 */
export function relativeChanges(held: HeldStates, lag: number, isPhase = false): Float64Array | null {
  if (held.of === "units") return changes(held.states, width(held.size), lag);
  if (held.of === "gate") return null;
  if (!held.basis) return null;
  const { re, modulus, phase } = held.basis;
  if (!isPhase) return changes(modulus, re.length, lag);
  const parts = Float64Array.from({ length: 2 * modulus.length }, (_, i) => {
    const at = Math.floor(i / 2);
    return modulus[at] * (i % 2 === 0 ? Math.cos(phase[at]) : Math.sin(phase[at]));
  });
  return changes(parts, 2 * re.length, lag);
}

function changes(vectors: Float64Array, w: number, lag: number): Float64Array {
  const norms = distances(vectors, new Float64Array(vectors.length), w);
  const [later, earlier] = [vectors.subarray(lag * w), vectors.subarray(0, vectors.length - lag * w)];
  return distances(later, earlier, w).map((distance, i) => {
    const size = Math.max(norms[i], norms[i + lag]);
    return size === 0 ? 0 : distance / size;
  });
}
