import { wordsAt } from "./labels";
import { colour, type Look, SMALL } from "./look";
import type { Mark } from "./mark";
import { Plane, planeScales } from "./plane";
import { arrowPath, type ComplexValues, type Disc, isBeyond, placeOnDisc, RIM, rimWords } from "./rim";
import { circle } from "./shapes";
import type { PlotSize } from "./size";

/** The eigenvalues of a matrix, and how they look. */
export interface Spectrum extends ComplexValues {
  readonly key: string;
  readonly look: Look;
  /** Earlier ones, drawn pale, the oldest first. */
  readonly trail: readonly ComplexValues[];
}

/** The plane of a drawing of this size: the unit circle has the same size whatever the eigenvalues are. */
export function spectrumDisc(size: PlotSize): Disc {
  const { width: side, fontSize } = size;
  const r = Math.max(2.5, Math.min(fontSize * 0.34, side / 70));
  return { side, centre: side / 2, unit: planeScales(size, RIM).length(1), r };
}

/** Above this many values in all, marks are smaller and without outlines. */
const MANY = 128;

/**
 * Spectra in the complex plane about the unit circle, with pale trails. What lies beyond the rim is an arrow on it.
 * @param note written below the middle, where something is missing
 */
export function SpectrumPlane(props: {
  readonly size: PlotSize;
  readonly spectra: readonly Spectrum[];
  readonly note?: string | undefined;
}) {
  const { size, spectra, note } = props;
  const disc = spectrumDisc(size);
  const { r } = disc;
  const many = spectra.reduce((sum, { re }) => sum + re.length, 0) > MANY;
  const marks: Mark[] = [
    ...(spectra.some(reachesBeyond) ? [circle("rim", RIM, { stroke: "--grid", width: 1 })] : []),
    circle("unit circle", 1),
    ...spectra.map(
      ({ key, look, trail }): Mark => ({
        key: `${key}, earlier`,
        draw: () => (
          <path
            data-series={key}
            d={trail.map((earlier) => marksPath(look, earlier, disc, r * 0.4)).join("")}
            fill={colour(look.mark)}
            fillOpacity={0.28}
          />
        ),
      }),
    ),
    ...spectra.map(
      ({ key, look, ...values }): Mark => ({
        key,
        draw: () => (
          <path
            data-series={key}
            d={marksPath(look, values, disc, many ? r * 0.8 : r)}
            fill={look.filled ? colour(look.mark) : "none"}
            // Outlines part discs that touch.
            stroke={look.filled ? "var(--paper)" : colour(look.mark)}
            strokeWidth={look.filled ? (many ? 0 : 0.7) : 1.6}
          />
        ),
      }),
    ),
    { key: "words", draw: () => null, words: () => words(size, disc, spectra, note) },
  ];
  return <Plane size={size} radius={RIM} marks={marks} />;
}

const reachesBeyond = ({ re, im }: ComplexValues) => Array.from(re).some((x, k) => isBeyond(x, im[k]));

/** All marks of a series as one path; arrows stand for what lies beyond the rim. */
function marksPath({ outline }: Look, { re, im }: ComplexValues, disc: Disc, radius: number): string {
  let path = "";
  for (let k = 0; k < re.length; k++) {
    if (!Number.isFinite(re[k] + im[k])) continue;
    path += isBeyond(re[k], im[k])
      ? arrowPath(re[k], im[k], disc, radius)
      : outline(...placeOnDisc(re[k], im[k], disc), radius);
  }
  return path;
}

/** 1 and i where the circle crosses the axes; in the corners what pale marks and arrows mean; moduli beyond the rim. */
function words(size: PlotSize, disc: Disc, spectra: readonly Spectrum[], note: string | undefined) {
  const { centre, unit, side } = disc;
  const { fontSize } = size;
  const small = fontSize * SMALL;
  const at = (text: string, x: number, y: number, anchor: "start" | "middle" | "end" = "start") =>
    wordsAt(text, { x, y }, fontSize, { anchor });
  const [upper, lower] = [side - small * 1.65, side - small * 0.55];
  const trails = spectra.flatMap(({ trail }) => trail);
  const fixed = [
    at("1", centre + unit + small * 0.55, centre - small * 0.75),
    at("i", centre + small * 0.4, centre - unit - small * 0.9),
    ...(trails.some(({ re }) => re.length > 0) ? [at("pale:", 0, upper), at("earlier steps", 0, lower)] : []),
    ...([...spectra, ...trails].some(reachesBeyond)
      ? [at("arrows:", side, upper, "end"), at(`|λ| > ${RIM}`, side, lower, "end")]
      : []),
  ];
  const taken = fixed.map(({ place }) => place.box);
  const missing = note ? [at(note, centre, centre + fontSize * 1.25, "middle")] : [];
  return [...fixed, ...missing, ...rimWords(spectra, disc, fontSize, taken)];
}
