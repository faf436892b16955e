import { wordsAt } from "./labels";
import { colour, type Look, SMALL } from "./look";
import type { Mark } from "./mark";
import { Plane, planeScales } from "./plane";
import { arrowPath, type ComplexValues, type Disc, isBeyond, placeOnDisc, RIM, rimWords } from "./rim";
import { circle } from "./shapes";
import type { PlotSize } from "./size";

/** The eigenvalues of a matrix, with their look. */
export interface DrawnSpectrum extends ComplexValues {
  readonly key: string;
  readonly look: Look;
  /** Earlier eigenvalues, drawn pale, oldest first. */
  readonly trail: readonly ComplexValues[];
}

/** Returns the plane of a drawing of this size; the size of the unit circle does not depend on the eigenvalues. */
export function spectrumDisc(size: PlotSize): Disc {
  const { width: side, fontSize } = size;
  const r = Math.max(2.5, Math.min(fontSize * 0.34, side / 70));
  return { side, centre: side / 2, unit: planeScales(size, RIM).length(1), r };
}

/** Above this total number of values, marks are smaller and have no outlines. */
const MANY_VALUES = 128;

/**
 * Draws spectra in the complex plane about the unit circle, with pale trails. Values beyond the rim are arrows on it.
 * @param note words below the middle, on what is missing
 */
export function SpectrumPlane(props: {
  readonly size: PlotSize;
  readonly spectra: readonly DrawnSpectrum[];
  readonly note?: string | undefined;
}) {
  const { size, spectra, note } = props;
  const disc = spectrumDisc(size);
  const { r } = disc;
  const many = spectra.reduce((sum, { re }) => sum + re.length, 0) > MANY_VALUES;
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
            // Outlines separate discs that touch.
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

/** Returns all marks of a series as one path; values beyond the rim are arrows. */
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

/** Returns the words of the plane: 1 and i on the axes, the key to pale marks and arrows, and moduli beyond the rim. */
function words(size: PlotSize, disc: Disc, spectra: readonly DrawnSpectrum[], note: string | undefined) {
  const { centre, unit, side } = disc;
  const { fontSize } = size;
  const small = fontSize * SMALL;
  const at = (text: string, x: number, y: number, anchor: "start" | "middle" | "end" = "start") =>
    wordsAt(text, { x, y }, fontSize, { anchor });
  const [upper, lower] = [side - small * 1.65, side - small * 0.55];
  const trails = spectra.flatMap(({ trail }) => trail);
  const fixed = [
    // Clear of arrows on the rim at 1 and i.
    at("1", centre + unit + small * 0.55, centre - small * 1.1),
    at("i", centre + small * 0.9, centre - unit - small * 0.9),
    ...(trails.some(({ re }) => re.length > 0) ? [at("pale:", 0, upper), at("earlier steps", 0, lower)] : []),
    ...([...spectra, ...trails].some(reachesBeyond)
      ? [at("arrows:", side, upper, "end"), at(`|λ| > ${RIM}`, side, lower, "end")]
      : []),
  ];
  const taken = fixed.map(({ place }) => place.box);
  const missing = note ? [at(note, centre, centre + fontSize * 1.25, "middle")] : [];
  return [...fixed, ...missing, ...rimWords(spectra, disc, fontSize, taken)];
}
