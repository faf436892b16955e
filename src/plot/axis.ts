import { formatNumber, powerOfTen } from "../math/number-format";

/** Lower and upper end of an axis, in the quantity's own unit. */
export type Domain = readonly [number, number];

export interface Axis {
  readonly scale: "log" | "linear";
  readonly domain: Domain;
  readonly ticks: readonly number[];
  readonly format: (value: number) => string;
  /** What it measures; written above its upper end. */
  readonly name?: string;
}

/** An axis for either direction. */
export interface NamedAxis extends Axis {
  readonly name: string;
}

/** A horizontal axis. */
export interface XAxis extends Omit<Axis, "scale" | "name"> {
  /** Written below it. */
  readonly name: string;
  /** What travels along it from right to left, if anything does. */
  readonly leftwards?: string;
}

/** Just below the smallest positive float32, 1.4 × 10⁻⁴⁵: nothing that was trained lies lower. */
const MIN_EXPONENT = -45;
/** For what was measured in float64. */
export const LOWEST_FLOAT64_EXPONENT = -307;
const MAX_EXPONENT = 308;
/** A range of fewer decades is drawn between round numbers instead of between powers of ten. */
const NARROW = 1.2;
/** A line keeps this distance, as a factor, from the ends of its axis. */
const CLEARANCE = 1.15;

const exponentOf = (value: number, lowest = MIN_EXPONENT) =>
  Math.min(MAX_EXPONENT, Math.max(lowest, Math.log10(value)));
const tenTo = (exponent: number) => Number(`1e${exponent}`);
const isPower = (value: number) => tenTo(Math.round(Math.log10(value))) === value;

/**
 * The whole decades around [low, high] and a little more, at least `least` of them; the decades around 1 if there is no such
 * range. Both ends must be positive.
 */
export function wholeDecades(low: number, high: number, least = 1, lowest = MIN_EXPONENT): Domain {
  if (!(low > 0 && high >= low)) return wholeDecades(1, 1, least);
  let from = Math.floor(exponentOf(low / CLEARANCE, lowest));
  let to = Math.ceil(exponentOf(high * CLEARANCE, lowest));
  for (let below = true; to - from < least; below = !below) {
    if (below && from > lowest) from--;
    else to++;
  }
  return [tenTo(from), tenTo(to)];
}

const TICK_SERIES = [1, 2, 5];
const END_SERIES = [1, 1.5, 2, 3, 4, 5, 6, 7, 8];

/** The series times the powers of ten, from below `low` to above `high`. */
function roundNumbers(low: number, high: number, series: readonly number[]): number[] {
  const numbers: number[] = [];
  for (let k = Math.floor(exponentOf(low)); k <= Math.ceil(exponentOf(high)); k++) {
    for (const m of series) numbers.push(Number(`${m}e${k}`));
  }
  return numbers;
}

/** As {@link wholeDecades}, but a narrow range lies between round numbers of one digit (and 1.5). */
export function roundDomain(low: number, high: number): Domain {
  if (!(low > 0 && high >= low) || Math.log10(high / low) > NARROW) return wholeDecades(low, high);
  const numbers = roundNumbers(low / 2, high * 2, END_SERIES);
  const above = numbers.findIndex((n) => n >= high);
  const below = numbers.findLastIndex((n) => n <= low);
  return below < above
    ? [numbers[below], numbers[above]]
    : [numbers[below - 1] ?? low / 2, numbers[above + 1]];
}

/** Ticks of a log axis, at most `most`: powers of ten, or round numbers where there are not two powers. */
export function logTicks([low, high]: Domain, most = 6): readonly number[] {
  const from = Math.ceil(Math.log10(low) - 1e-9);
  const to = Math.floor(Math.log10(high) + 1e-9);
  if (to > from && Math.log10(high / low) > NARROW) {
    const every = Math.max(1, Math.ceil((to - from) / (most - 1)));
    const first = Math.ceil(from / every) * every;
    return Array.from({ length: Math.floor((to - first) / every) + 1 }, (_, i) => tenTo(first + i * every));
  }
  const within = roundNumbers(low, high, TICK_SERIES).filter((n) => n >= low && n <= high);
  if (within.length > 2) return within.length <= most ? within : [within[0], within[within.length - 1]];
  const even = linearTicks([low, high], Math.min(most, 4));
  return even.length >= within.length ? even : within;
}

/** A log axis over the domain. Powers of ten are written as such when all ticks are powers. */
export function logAxis(domain: Domain, most = 6): Axis {
  const ticks = logTicks(domain, most);
  const powers = ticks.every(isPower);
  const format = (value: number) =>
    powers ? powerOfTen(Math.round(Math.log10(value))) : formatNumber(value, 3);
  return { scale: "log", domain, ticks, format };
}

/** Multiples of 1, 2 or 5 times a power of ten within the domain, at most `most` of them. */
export function linearTicks([low, high]: Domain, most = 6, smallestStep = 0): readonly number[] {
  const rough = (high - low) / Math.max(1, most - 1);
  const power = tenTo(Math.floor(Math.log10(rough)));
  const factor = [1, 2, 5, 10].find((m) => m * power >= rough * (1 - 1e-9)) ?? 10;
  const every = Math.max(smallestStep, factor * power);
  const first = Math.ceil(low / every - 1e-9);
  const last = Math.floor(high / every + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * every).toPrecision(12)));
}

/** An axis on which values are exponents of ten, with a tick at whole ones. */
export const powersAxis = (domain: Domain, name: string, most = 6): NamedAxis => ({
  scale: "linear",
  domain,
  name,
  ticks: linearTicks(domain, most, 1),
  format: powerOfTen,
});

/** A linear axis whose ticks are written to three digits. */
export const linearAxis = (domain: Domain, name: string, most = 6): NamedAxis => ({
  scale: "linear",
  domain,
  name,
  ticks: linearTicks(domain, most),
  format: (value) => formatNumber(value, 3),
});

/** Whole powers of ten around the values given as exponents, at least two of them apart and not below `floor`. */
export function powersAround(exponents: readonly number[], floor = -320): Domain {
  const finite = exponents.filter(Number.isFinite);
  if (finite.length === 0) return [-1, 1];
  const low = Math.max(floor, Math.floor(Math.min(...finite) - 0.05));
  const high = Math.ceil(Math.max(...finite) + 0.05);
  return high - low >= 2 ? [low, high] : [low - 1, high + (high - low === 1 ? 0 : 1)];
}
