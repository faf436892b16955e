import { Marks } from "./frame";
import { placeWords, WordsAt, wordsAt } from "./labels";
import type { Mark } from "./mark";
import type { Scales } from "./scales";
import type { PlotSize } from "./size";

/** The scales of a plane, equal in both directions. */
export interface PlaneScales extends Scales {
  /** Converts a length to px. */
  length(value: number): number;
  /** Converts px to a point of the plane. */
  point(x: number, y: number): readonly [number, number];
}

/** How far a plane reaches from 0: along both axes, or horizontally and vertically. */
export type PlaneReach = number | readonly [number, number];

/**
 * Returns the scales of a part of the plane around 0, centred in the drawing: a square out to a radius, or else all of the
 * drawing, with at least the given reach along each axis.
 */
export function planeScales({ width, height, fontSize }: PlotSize, radius: PlaneReach): PlaneScales {
  const margin = Math.ceil(fontSize * 0.5);
  const [cx, cy] = [width / 2, height / 2];
  const [across, down] =
    typeof radius === "number"
      ? [Math.min(cx, cy) - margin, Math.min(cx, cy) - margin]
      : [cx - margin, cy - margin];
  const [rx, ry] = typeof radius === "number" ? [radius, radius] : radius;
  const unit = Math.min(across / rx, down / ry);
  return {
    width,
    height,
    fontSize,
    left: cx - across,
    right: cx + across,
    top: cy - down,
    bottom: cy + down,
    floor: Number.NEGATIVE_INFINITY,
    column: 0,
    x: (value) => cx + value * unit,
    y: (value) => cy - value * unit,
    length: (value) => value * unit,
    point: (x, y) => [(x - cx) / unit, (cy - y) / unit],
  };
}

interface PlaneProps {
  readonly size: PlotSize;
  readonly radius: PlaneReach;
  /** Names at the ends of the axes. */
  readonly axes?: readonly [string, string];
  /** Values written along the horizontal axis. */
  readonly ticks?: readonly number[];
  /** In drawing order, the lowest first. */
  readonly marks: readonly Mark[];
}

/** Draws a plane with its axes, equal in scale, and the marks in their order. */
export function Plane({ size, radius, axes, ticks = [], marks }: PlaneProps) {
  const scales = planeScales(size, radius);
  const { fontSize, left, right, top, bottom } = scales;
  const [cx, cy] = [scales.x(0), scales.y(0)];
  const names = axes
    ? [
        wordsAt(axes[0], { x: right, y: cy - fontSize * 0.8 }, fontSize, { anchor: "end" }),
        wordsAt(axes[1], { x: cx + fontSize * 0.5, y: top + fontSize * 0.5 }, fontSize),
      ]
    : [];
  const values = ticks.map((tick) =>
    // To the right of its position, where it does not cover a circle through it.
    wordsAt(String(tick), { x: scales.x(tick) + fontSize * 0.3, y: cy + fontSize * 0.8 }, fontSize),
  );
  const own = [...names, ...values];
  const { words, named } = placeWords(
    marks,
    scales,
    own.map(({ place }) => place.box),
  );
  return (
    <svg width={size.width} height={size.height} aria-hidden="true">
      <path d={`M${left} ${cy}H${right}M${cx} ${top}V${bottom}`} stroke="var(--grid)" />
      <Marks marks={marks} named={named} scales={scales} />
      <WordsAt words={[...own, ...words]} fontSize={fontSize} />
    </svg>
  );
}
