import type { Axis } from "../../plot/axis";
import { band } from "../../plot/band";
import { line } from "../../plot/line";
import type { Look } from "../../plot/look";
import type { Mark } from "../../plot/mark";
import { bars, points } from "../../plot/points";
import { rule } from "../../plot/rule";

/** A line of one network over its seeds. Parallel arrays, x ascending; what is not finite is left out. */
export interface NetworkSeries {
  readonly name: string;
  readonly look: Look;
  readonly x: readonly number[];
  readonly y: readonly number[];
  readonly low: readonly number[];
  readonly high: readonly number[];
}

/** More bands than these cover each other. */
const MAX_BANDS = 4;

/**
 * Lines over one axis, each named at its end, with what the seeds range over: as bands or, where points are few, as a
 * mark and a bar at each.
 */
export function networkMarks(
  series: readonly NetworkSeries[],
  { domain: [least, most] }: Axis,
  references: readonly { readonly value: number; readonly name: string }[],
  few = false,
): readonly Mark[] {
  const clamp = (value: number) => Math.min(most, Math.max(least, value));
  const places = ({ x, y, low, high }: NetworkSeries) =>
    x.flatMap((at, i) =>
      Number.isFinite(y[i]) ? [{ x: at, y: clamp(y[i]), low: clamp(low[i]), high: clamp(high[i]) }] : [],
    );
  const ranges = series.map((one): Mark => {
    const { name, look } = one;
    const key = `${name}, range`;
    const all = places(one);
    if (few) return bars(key, look, all);
    const edge = (end: "low" | "high") => all.map((point) => ({ x: point.x, y: point[end] }));
    return band({ key, look, upper: edge("high"), lower: edge("low"), opacity: 0.13, edge: 0 });
  });
  return [
    ...references.map(({ name, value }) =>
      rule({ key: `at ${name}`, at: { y: clamp(value) }, name: { text: name, at: "edge" } }),
    ),
    ...(few || series.length <= MAX_BANDS ? ranges : []),
    ...series.flatMap((one) => {
      const { name, look } = one;
      const all = places(one);
      if (all.length === 0) return [];
      const drawn = line({ key: name, look, points: all, name: { text: name, at: "edge" } });
      return few ? [drawn, points({ key: `${name}, marks`, look, points: all, r: 0.25 })] : [drawn];
    }),
  ];
}
