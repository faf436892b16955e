import type { LaneKey } from "../worker/protocol";

/** How a lane looks, everywhere: by colour, by dash and by shape, so that it reads without colour. */
export interface LaneLook {
  readonly key: LaneKey;
  /** CSS variable of the colour of its words. */
  readonly ink: string;
  /** CSS variable of the colour of its lines and marks. */
  readonly mark: string;
  readonly dash: string | undefined;
  readonly shape: "diamond" | "disc";
  readonly filled: boolean;
}

export const LANES: readonly LaneLook[] = [
  { key: "a", ink: "--lane-a", mark: "--lane-a-mark", dash: "7 4", shape: "diamond", filled: false },
  { key: "b", ink: "--lane-b", mark: "--lane-b-mark", dash: undefined, shape: "disc", filled: true },
];

export const MARK_PATHS: Readonly<Record<LaneLook["shape"], (x: number, y: number, r: number) => string>> = {
  diamond: (x, y, r) =>
    `M${x} ${y - r * 1.2}l${r * 1.2} ${r * 1.2}l${-r * 1.2} ${r * 1.2}l${-r * 1.2} ${-r * 1.2}z`,
  disc: (x, y, r) => `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0z`,
};
