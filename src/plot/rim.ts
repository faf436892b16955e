import { formatNumber } from "../math/number-format";
import { textWidth } from "./label-layout";
import type { PlacedWords } from "./labels";
import { type Box, firstClear, isClear, type Obstacles, placeOf } from "./places";
import type { Point } from "./scales";

/**
 * Modulus up to which a value has its place in the plane. So the unit circle keeps its size: a value that lies farther
 * out is an arrow on the rim, in its direction, with its modulus written at it.
 */
export const RIM = 1.25;

export const isBeyond = (re: number, im: number): boolean => Math.hypot(re, im) > RIM;

/** The plane of a square drawing, px. */
export interface Disc {
  readonly side: number;
  readonly centre: number;
  /** Length of 1. */
  readonly unit: number;
  /** Radius of a mark. */
  readonly r: number;
}

/** Complex values, by their parts. */
export interface ComplexValues {
  readonly re: ArrayLike<number>;
  readonly im: ArrayLike<number>;
}

/** Length of an arrow, in radii of a mark. */
const LENGTH = 5;

/** Where the middle of the mark, or of the arrow, of a value is, in px. */
export function placeOnDisc(re: number, im: number, { centre, unit, r }: Disc): readonly [number, number] {
  if (!isBeyond(re, im)) return [centre + re * unit, centre - im * unit];
  const angle = Math.atan2(im, re);
  const radius = RIM * unit - (LENGTH * r) / 2;
  return [centre + radius * Math.cos(angle), centre - radius * Math.sin(angle)];
}

/** Half the outline of an arrow whose tip is at 0 and which points to the right, in radii of a mark. */
const OUTLINE = [
  [0, 0],
  [-2.6, 1.3],
  [-2.6, 0.4],
  [-LENGTH, 0.4],
] as const;

/** The outline of the arrow of a value beyond the rim, as an SVG path; `r` is the radius of a mark in it. */
export function arrowPath(re: number, im: number, { centre, unit }: Disc, r: number): string {
  const angle = Math.atan2(im, re);
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const outline = [
    ...OUTLINE,
    ...OUTLINE.slice(1)
      .map(([u, v]) => [u, -v] as const)
      .reverse(),
  ];
  const points = outline.map(([u, v]) => {
    const along = RIM * unit + u * r;
    const across = v * r;
    return `${(centre + along * cos - across * sin).toFixed(2)} ${(centre - along * sin - across * cos).toFixed(2)}`;
  });
  return `M${points.join("L")}z`;
}

/** Most moduli that are written. */
const MOST = 6;

const square = ([x, y]: readonly [number, number], r: number): Box => ({
  left: x - r,
  right: x + r,
  top: y - r,
  bottom: y + r,
});

/** A series of values in the plane, and how its words look. */
interface RimSeries extends ComplexValues {
  readonly key: string;
  readonly look: { readonly ink: string };
}

/**
 * The moduli of the largest values beyond the rim, to two digits, each beside its arrow where it covers nothing; one that
 * has no such place is left out, but for the largest of all. Of a series no number is written twice.
 * @param words what else is written, in px
 */
export function rimWords(
  series: readonly RimSeries[],
  disc: Disc,
  fontSize: number,
  words: readonly Box[],
): readonly PlacedWords[] {
  const { centre, unit, side, r } = disc;
  const all = series
    .flatMap(({ key, look, re, im }) =>
      Array.from(re, (x, k) => ({ key, look, re: x, im: im[k], modulus: Math.hypot(x, im[k]) })),
    )
    .filter(({ modulus }) => Number.isFinite(modulus));
  const boxes = [...words, ...all.flatMap((one) => markBoxes(one.re, one.im, disc))];
  const obstacles: Obstacles = { lines: circleLines(centre, unit), boxes };
  const labels: PlacedWords[] = [];
  const beyond = all.filter(({ modulus }) => modulus > RIM).sort((one, other) => other.modulus - one.modulus);
  for (const { key, look, re, im, modulus } of beyond) {
    const text = formatNumber(modulus);
    if (labels.length === MOST) break;
    if (labels.some((label) => label.series === key && label.text === text)) continue;
    const angle = Math.atan2(im, re);
    const half = { x: textWidth(text, fontSize) / 2, y: 0.55 * fontSize };
    const places = [LENGTH, LENGTH / 2, 0].flatMap((back) =>
      SIDES.map(([out, aside]) => {
        // As far from the arrow as the words reach in that direction.
        const direction = angle + Math.atan2(aside, out);
        const reach = Math.min(
          half.x / Math.max(1e-9, Math.abs(Math.cos(direction))),
          half.y / Math.max(1e-9, Math.abs(Math.sin(direction))),
        );
        const radius = RIM * unit - back * r;
        const away = reach + r * (aside === 0 ? 0.6 : 1.8);
        const x = centre + radius * Math.cos(angle) + away * Math.cos(direction);
        const y = centre - radius * Math.sin(angle) - away * Math.sin(direction);
        return placeOf(text, x - half.x, y, "start", fontSize);
      }),
    );
    const inside = places.filter(
      ({ box }) => box.left >= 0 && box.right <= side && box.top >= 0 && box.bottom <= side,
    );
    const clear = inside.find(({ box }) => isClear(box, obstacles));
    const place = clear ?? (labels.length === 0 ? firstClear(inside, obstacles) : undefined);
    if (!place) continue;
    boxes.push(place.box);
    labels.push({ text, ink: look.ink, bold: true, series: key, place });
  }
  return labels;
}

/** Outwards, to either side, and inwards: the direction from a point of the arrow to its label. */
const SIDES = [
  [1, 0],
  [0, 1],
  [0, -1],
  [-1, 0],
] as const;

/** What a mark covers; an arrow, being long, is three boxes. */
function markBoxes(re: number, im: number, disc: Disc): Box[] {
  const { centre, unit, r } = disc;
  if (!isBeyond(re, im)) return [square(placeOnDisc(re, im, disc), r * 1.2)];
  const angle = Math.atan2(im, re);
  return [1.3, LENGTH / 2, LENGTH - 1].map((back) => {
    const radius = RIM * unit - back * r;
    return square([centre + radius * Math.cos(angle), centre - radius * Math.sin(angle)], r * 1.2);
  });
}

/** The unit circle as two lines from left to right. */
function circleLines(centre: number, unit: number): Point[][] {
  return [1, -1].map((sign) =>
    Array.from({ length: 65 }, (_, i) => {
      const angle = Math.PI * (1 - i / 64);
      return { x: centre + unit * Math.cos(angle), y: centre - sign * unit * Math.sin(angle) };
    }),
  );
}
