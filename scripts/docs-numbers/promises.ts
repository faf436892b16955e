import type { LaneRun } from "./lane-run";

/** Both lanes of a preset on one seed, and lane A of *Clipping* without the clip. */
export interface PresetRun {
  readonly a: LaneRun;
  readonly b: LaneRun;
  readonly without: LaneRun | undefined;
}

/** Something that a preset shows, which a run bears out or not. */
export interface Promised {
  readonly says: string;
  readonly holds: (run: PresetRun) => boolean;
}

/** A number that was not finite, written as null, is in no range. */
const value = (number: number | null) => number ?? Number.NaN;
const atBaseline = ({ stop, loss, baseline }: LaneRun) =>
  stop === null && Math.abs(value(loss) / baseline - 1) < 0.05;
const below = (share: number, { loss, baseline }: LaneRun) => value(loss) < share * baseline;

const learns: Promised = {
  says: "B is below a tenth of the baseline",
  holds: ({ b }) => below(0.1, b),
};
const stays: Promised = {
  says: "A stays within 5 % of the baseline",
  holds: ({ a }) => atBaseline(a),
};

/** What each preset promises. */
export const PROMISES: Readonly<Record<string, readonly Promised[]>> = {
  remember: [
    stays,
    learns,
    { says: "B keeps 0.2 or more of its gradient", holds: ({ b }) => value(b.kept[1]) >= 0.2 },
  ],
  explode: [
    {
      says: "A’s gradient grows 10⁸-fold or more from t = T to t = 1",
      holds: ({ a }) => value(a.kept[0]) >= 1e8,
    },
    { says: "A stops within 10 steps", holds: ({ a }) => a.stop !== null && a.stop <= 10 },
    learns,
  ],
  clipping: [
    {
      says: "A’s gradient grows 100-fold or more from t = T to t = 1",
      holds: ({ a }) => value(a.kept[0]) >= 100,
    },
    {
      says: "without the clip A stops within 3 steps",
      holds: ({ without }) => typeof without?.stop === "number",
    },
    { says: "A makes all its steps", holds: ({ a }) => a.stop === null },
    { says: "A is below half the baseline", holds: ({ a }) => below(0.5, a) },
    { says: "B stays within 5 % of the baseline", holds: ({ b }) => atBaseline(b) },
  ],
  constraint: [
    {
      says: "A stops, or stays within 5 % of the baseline",
      holds: ({ a }) => a.stop !== null || atBaseline(a),
    },
    { says: "B makes all its steps", holds: ({ b }) => b.stop === null },
    { says: "B is below half the baseline", holds: ({ b }) => below(0.5, b) },
  ],
  "orthogonal-start": [
    { says: "A is below a tenth of the baseline", holds: ({ a }) => below(0.1, a) },
    learns,
    { says: "A leaves the orthogonal matrices (drift 0.1 or more)", holds: ({ a }) => value(a.drift) >= 0.1 },
  ],
  activation: [
    { says: "at first A keeps less than 10⁻³⁰ of its gradient", holds: ({ a }) => value(a.kept[0]) < 1e-30 },
    { says: "at first B keeps 0.9 or more", holds: ({ b }) => value(b.kept[0]) >= 0.9 },
    { says: "A is not below the baseline by 5 %", holds: ({ a }) => !below(0.95, a) },
    learns,
  ],
  "w-must-learn": [
    { says: "A stays above 0.1", holds: ({ a }) => value(a.loss) > 0.1 },
    { says: "B is below half of A’s loss", holds: ({ a, b }) => value(b.loss) < 0.5 * value(a.loss) },
  ],
  "long-memory": [stays, { says: "B is at 0.03 or less", holds: ({ b }) => value(b.loss) <= 0.03 }],
  "next-word": [
    { says: "A is below the baseline", holds: ({ a }) => below(1, a) },
    { says: "B is below the baseline", holds: ({ b }) => below(1, b) },
    { says: "B is not below A", holds: ({ a, b }) => value(b.loss) >= value(a.loss) },
  ],
  gates: [
    learns,
    { says: "A is above half the baseline", holds: ({ a }) => value(a.loss) > 0.5 * a.baseline },
    { says: "at first A keeps less than a fifth of its gradient", holds: ({ a }) => value(a.kept[0]) < 0.2 },
  ],
  "back-to-circle": [
    learns,
    { says: "A is below a tenth of the baseline", holds: ({ a }) => below(0.1, a) },
    { says: "A’s eigenvalues stay inside the circle", holds: ({ a }) => value(a.radius[1]) < 1 },
  ],
  "gates-on-text": [
    { says: "A is below the baseline", holds: ({ a }) => below(1, a) },
    { says: "B is below the baseline", holds: ({ b }) => below(1, b) },
    { says: "A is below B by 0.1 nats or more", holds: ({ a, b }) => value(b.loss) - value(a.loss) >= 0.1 },
  ],
};
