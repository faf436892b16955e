import { LANES, MARK_PATHS } from "../../../charts/lanes";

/** How a thing is drawn: as lane A (plain, breaking) or B (unitary), in ink, or as a grey reference. */
export type Look = "ink" | "a" | "b" | "reference";

interface Drawn {
  /** Of its name. */
  readonly ink: string;
  readonly mark: string;
  readonly dash: string | undefined;
  readonly width: number;
  readonly filled: boolean;
  readonly path: (x: number, y: number, r: number) => string;
}

const lane = (key: "a" | "b"): Drawn => {
  const look = LANES.find((one) => one.key === key) ?? LANES[0];
  return {
    ink: `var(${look.ink})`,
    mark: `var(${look.mark})`,
    dash: look.dash,
    width: 2,
    filled: look.filled,
    path: MARK_PATHS[look.shape],
  };
};

export const LOOKS: Readonly<Record<Look, Drawn>> = {
  ink: {
    ink: "var(--ink)",
    mark: "var(--ink)",
    dash: undefined,
    width: 2.6,
    filled: true,
    path: MARK_PATHS.disc,
  },
  a: lane("a"),
  b: lane("b"),
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
