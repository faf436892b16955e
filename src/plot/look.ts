/** The closed outline of a mark about (x, y), with r its radius, as an SVG path. */
export type Outline = (x: number, y: number, r: number) => string;

export const DISC: Outline = (x, y, r) =>
  `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0z`;
export const DIAMOND: Outline = (x, y, r) =>
  `M${x} ${y - r * 1.2}l${r * 1.2} ${r * 1.2}l${-r * 1.2} ${r * 1.2}l${-r * 1.2} ${-r * 1.2}z`;
/** A cross, which has no inside. */
export const CROSS: Outline = (x, y, r) =>
  `M${x - r} ${y - r}l${2 * r} ${2 * r}m0 ${-2 * r}l${-2 * r} ${2 * r}`;

/** How a series looks: by colour, by dash and by shape, so that it can be read without colour. */
export interface Look {
  /** CSS variable with the colour of its words. */
  readonly ink: string;
  /** CSS variable with the colour of its lines and marks. */
  readonly mark: string;
  /** Dashes and gaps of a line 2 px wide; undefined for a solid line. */
  readonly dash: string | undefined;
  readonly outline: Outline;
  /** Whether its marks are filled. */
  readonly filled: boolean;
  /** Width of its lines in units of the usual one; 1 if absent. */
  readonly weight?: number;
}

/** The two networks of a run: dashed with hollow diamonds, and solid with discs. */
export const LANE_A: Look = {
  ink: "--lane-a",
  mark: "--lane-a-mark",
  dash: "7 4",
  outline: DIAMOND,
  filled: false,
};
export const LANE_B: Look = {
  ink: "--lane-b",
  mark: "--lane-b-mark",
  dash: undefined,
  outline: DISC,
  filled: true,
};

/*
 * The two ways to update lane B where they are drawn side by side and neither is a lane: both in lane B's blue, the one
 * that leaves the unitary matrices dashed and hollow, the one that stays on them solid.
 */
export const NAIVE: Look = { ...LANE_B, dash: "7 4", filled: false };
export const EXP: Look = LANE_B;

/** What a figure is about, in ink. */
export const INK: Look = {
  ink: "--ink",
  mark: "--ink",
  dash: undefined,
  outline: DISC,
  filled: true,
  weight: 1.3,
};
/** Something to compare with, dotted in grey. */
export const REFERENCE: Look = {
  ink: "--ink-3",
  mark: "--ink-3",
  dash: "1.5 3.5",
  outline: DISC,
  filled: true,
  weight: 0.6,
};

const further = (colour: string, dash: string): Look => ({
  ink: colour,
  mark: colour,
  dash,
  outline: DISC,
  filled: true,
});
/** Series beyond those that have a look of their own. */
export const SERIES: readonly Look[] = [
  further("--series-3", "10 3 2 3"),
  further("--series-4", "4 3"),
  further("--series-5", "2 3"),
  further("--series-6", "12 3"),
  further("--series-7", "5 2 2 2 2 2"),
];

/** The value of a CSS variable, for an attribute or a style. */
export const colour = (variable: string): string => `var(${variable})`;

/** Type of what is no name of a series, in em of the plot's. */
export const SMALL = 0.92;

/** Width of the look's lines in px. */
export const lineWidth = ({ weight = 1 }: Look, fontSize: number): number =>
  weight * Math.max(2, fontSize * 0.12);

/** The look's dashes for a line of this width. */
export const dashes = ({ dash }: Pick<Look, "dash">, width: number): string | undefined =>
  dash
    ?.split(" ")
    .map((length) => (Number(length) * Math.max(2, width)) / 2)
    .join(" ");
