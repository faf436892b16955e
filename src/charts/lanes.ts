import type { LaneKey } from "../lanes";

/** How a line and its marks look: by colour, by dash and by shape, so that they read without colour. */
export interface Look {
  /** CSS variable of the colour of its words. */
  readonly ink: string;
  /** CSS variable of the colour of its lines and marks. */
  readonly mark: string;
  readonly dash: string | undefined;
  readonly shape: "diamond" | "disc";
  readonly filled: boolean;
}

/** How a lane looks, everywhere. */
export interface LaneLook extends Look {
  readonly key: LaneKey;
}

export const LANES: readonly LaneLook[] = [
  { key: "a", ink: "--lane-a", mark: "--lane-a-mark", dash: "7 4", shape: "diamond", filled: false },
  { key: "b", ink: "--lane-b", mark: "--lane-b-mark", dash: undefined, shape: "disc", filled: true },
];

/*
 * How the two update rules of lane B's switch look where they are drawn side by side and neither is a lane: both in
 * lane B's blue, the one that leaves the unitary matrices dashed and hollow, the one that keeps to them solid.
 */
export const NAIVE: Look = {
  ink: "--lane-b",
  mark: "--lane-b-mark",
  dash: "7 4",
  shape: "disc",
  filled: false,
};
export const EXP: Look = {
  ink: "--lane-b",
  mark: "--lane-b-mark",
  dash: undefined,
  shape: "disc",
  filled: true,
};

/** Naive and Exp in the places of lanes a and b, for figures and exports that draw two lanes. */
export const RULE_LOOKS: readonly LaneLook[] = [
  { key: "a", ...NAIVE },
  { key: "b", ...EXP },
];

/** The look of a lane among these. */
export const lookOf = (lane: LaneKey, looks: readonly LaneLook[] = LANES): LaneLook =>
  looks.find(({ key }) => key === lane) ?? looks[0];

export const MARK_PATHS: Readonly<Record<Look["shape"], (x: number, y: number, r: number) => string>> = {
  diamond: (x, y, r) =>
    `M${x} ${y - r * 1.2}l${r * 1.2} ${r * 1.2}l${-r * 1.2} ${r * 1.2}l${-r * 1.2} ${-r * 1.2}z`,
  disc: (x, y, r) => `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0z`,
};
