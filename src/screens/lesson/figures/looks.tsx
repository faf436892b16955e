import { lookOf, MARK_PATHS, NAIVE, type Look as Style } from "../../../charts/lanes";

/** How a thing is drawn: as lane A (plain, breaking) or B (unitary), as Naive, in ink, or as a grey reference. */
export type Look = "ink" | "a" | "b" | "naive" | "reference";

interface Drawn {
  /** Of its name. */
  readonly ink: string;
  readonly mark: string;
  readonly dash: string | undefined;
  readonly width: number;
  readonly filled: boolean;
  readonly path: (x: number, y: number, r: number) => string;
}

const drawn = ({ ink, mark, dash, filled, shape }: Style): Drawn => ({
  ink: `var(${ink})`,
  mark: `var(${mark})`,
  dash,
  width: 2,
  filled,
  path: MARK_PATHS[shape],
});

export const LOOKS: Readonly<Record<Look, Drawn>> = {
  ink: {
    ink: "var(--ink)",
    mark: "var(--ink)",
    dash: undefined,
    width: 2.6,
    filled: true,
    path: MARK_PATHS.disc,
  },
  a: drawn(lookOf("a")),
  b: drawn(lookOf("b")),
  naive: drawn(NAIVE),
  reference: {
    ink: "var(--ink-3)",
    mark: "var(--axis)",
    dash: "1.5 3.5",
    width: 1.4,
    filled: true,
    path: MARK_PATHS.disc,
  },
};

/** A mark of the look at a place of the drawing. */
export function Mark({ look, x, y, r }: { look: Look; x: number; y: number; r: number }) {
  const { mark, filled, path } = LOOKS[look];
  return (
    <path
      d={path(x, y, r)}
      fill={filled ? mark : "var(--paper)"}
      stroke={filled ? "var(--paper)" : mark}
      strokeWidth={filled ? 1 : 1.8}
    />
  );
}
