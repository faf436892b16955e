import { describe, expect, it } from "vitest";
import { comparisons } from "../../src/experiments/comparisons";
import { headline } from "../../src/experiments/findings/headline";
import { parsePlan } from "../../src/experiments/plan";
import type { Row } from "../../src/experiments/row";
import { verdict } from "../../src/experiments/verdict";
import { row, scored, stopped } from "./made-rows";

const TWO = [
  { name: "RNN", rule: "none", init: "uniform" },
  { name: "Exact exp", rule: "exp" },
];

const plan = (part: object = {}) =>
  parsePlan({
    format: "unitary-rnn-lab/plan",
    version: 1,
    id: "x",
    settings: { task: "words" },
    networks: TWO,
    grid: { length: [100], seed: [1, 2, 3, 4, 5] },
    ...part,
  });

const words = { task: "words", bigram: { loss: 3, accuracy: 0.2 } } as const;
/** Accuracies around a mean, of which the i-th is the same for all networks but for `own`. */
const around = (mean: number, own: readonly number[] = [0.001, -0.001, 0.002, -0.002, 0]) =>
  [0.02, -0.01, 0, 0.01, -0.02].map((shared, i) => mean + shared + own[i]);
const text = (rows: readonly Row[], part: object = {}) => verdict(plan(part), rows).join("\n");

describe("the headline", () => {
  it("is the answer if every other network is behind beyond chance", () => {
    const rows = [
      ...scored("RNN", 100, around(0.3), words),
      ...scored("Exact exp", 100, around(0.26, [0, 0, 0, 0, 0]), words),
    ];
    expect(headline(plan(), rows)).toBe("RNN is the most accurate.");
    expect(text(rows)).toMatch(
      /^At length 100: RNN 30\.0\s% \([\d.]+ to [\d.]+\); Exact exp 26\.0\s% .*RNN is ahead of Exact exp \(4\.0\spoints, 3\.8 to 4\.2; p\s<\s0\.001\)\.$/m,
    );
    // The same scores of other seeds: their scatter is then no longer common, and hides the difference.
    const others = rows.map((one) =>
      one.network === "RNN" ? one : { ...one, point: { length: 100, seed: Number(one.point.seed) + 5 } },
    );
    expect(comparisons(others).places[0].comparisons[0].difference?.paired).toBe(false);
    expect(comparisons(rows).places[0].comparisons[0].difference?.paired).toBe(true);
  });

  it("says that nothing is decided if chance may have made the difference", () => {
    const rows = [
      ...scored("RNN", 100, around(0.3), words),
      ...scored("Exact exp", 100, around(0.3, [0.01, -0.02, 0, 0.02, -0.01]), words),
    ];
    expect(headline(plan(), rows)).toBe("No network is shown to be better than another.");
    expect(text(rows)).toMatch(/is not shown to differ from (RNN|Exact exp) \(/);
  });

  it("is no verdict with fewer than five seeds, however far the scores are apart", () => {
    const three = plan({ grid: { length: [100], seed: [1, 2, 3] } });
    const rows = [
      ...scored("RNN", 100, [0.5, 0.51, 0.52], words),
      ...scored("Exact exp", 100, [0.1, 0.11, 0.12], words),
    ];
    expect(headline(three, rows)).toBe("Not decided: three seeds decide nothing, at least five are needed.");
    const said = verdict(three, rows).join("\n");
    expect(said).toMatch(/At length 100: RNN 51\.0\s% .*Exact exp 11\.0\s% .*Three seeds decide nothing\./);
    expect(said).not.toMatch(/ahead|Holm/);
  });

  it("waits for the last run", () => {
    const rows = scored("RNN", 100, around(0.3), words);
    expect(headline(plan(), rows)).toBe("After 5 of 10 runs – this may still change.");
    expect(headline(plan(), [])).toBe("");
  });

  it("joins points of the grid with the same outcome, and tells apart those without", () => {
    const grid = plan({ grid: { length: [100, 200, 400], seed: [1, 2, 3, 4, 5] } });
    const rows = [100, 200, 400].flatMap((length) => [
      ...scored("RNN", length, around(length < 400 ? 0.4 : 0.3), words),
      ...scored("Exact exp", length, around(0.3, [0.01, -0.02, 0, 0.02, -0.01]), words),
    ]);
    expect(headline(grid, rows)).toBe(
      "RNN is the most accurate at length 100 and 200; at length 400 no network is shown to be better than another.",
    );
  });

  it("names the networks between which it is not decided", () => {
    const three = plan({ networks: [...TWO, { name: "Naive", rule: "euclidean" }] });
    const rows = [
      ...scored("RNN", 100, around(0.4), words),
      ...scored("Exact exp", 100, around(0.4, [0.01, -0.02, 0, 0.02, -0.01]), words),
      ...scored("Naive", 100, around(0.3, [0, 0, 0, 0, 0]), words),
    ];
    expect(headline(three, rows)).toMatch(
      /^It is not decided between (RNN and Exact exp|Exact exp and RNN), with the others behind\.$/,
    );
  });

  it("compares squared errors as logarithms if they range over decades", () => {
    const adding = plan({ settings: { task: "adding" } });
    const errors = (values: readonly number[], network: string) =>
      values.map((loss, i) =>
        row({ network, task: "adding", point: { length: 100, seed: i + 1 }, heldOut: { loss, accuracy: 0 } }),
      );
    const rows = [
      ...errors([1e-3, 2e-3, 5e-4, 1e-3, 1.5e-3], "Exact exp"),
      ...errors([0.1, 0.2, 0.04, 0.1, 0.16], "RNN"),
    ];
    expect(headline(adding, rows)).toBe("Exact exp has the smallest squared error.");
    // The geometric mean of the ratios 100, 100, 80, 100 and 106.7.
    expect(verdict(adding, rows).join("\n")).toMatch(
      /ahead of RNN \(97\stimes smaller, \d+ to \d+; p\s<\s0\.001\)/,
    );
    expect(verdict(adding, rows).join("\n")).toContain("Squared errors are compared as logarithms");
  });
});

describe("networks whose runs diverge", () => {
  const lost = (network: string, seeds: readonly number[], all: readonly Row[]) =>
    all.map((one) =>
      one.network === network && seeds.includes(Number(one.point.seed)) ? { ...one, ...stopped } : one,
    );
  const ten = { grid: { length: [100], seed: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] } };
  const twice = (mean: number) => [...around(mean), ...around(mean + 0.001)];
  const all = [...scored("RNN", 100, twice(0.5), words), ...scored("Exact exp", 100, twice(0.3), words)];

  it("are behind by the share of these runs, whatever the others reach", () => {
    const rows = lost("RNN", [1, 2, 3, 4, 5, 6, 7, 8], all);
    expect(headline(plan(ten), rows)).toBe("Exact exp comes out best.");
    expect(text(rows, ten)).toMatch(
      /RNN 49\.5\s% \([^)]*\) in those that finished, 8 of 10 runs diverged\. Exact exp is ahead of RNN \(8 of 10 runs diverged; p\s=\s0\.0014\)/,
    );
    expect(text(rows, ten)).toContain("Fisher’s exact test");
    expect(text(rows, ten)).toContain(
      "RNN: 8 of 10 runs ceased to be finite, first at step 7 (loss was NaN).",
    );
  });

  it("are not ahead by the scores of the runs that finished", () => {
    const rows = lost("RNN", [1, 2], all);
    expect(comparisons(rows).places[0].standings.map(({ group }) => group.network)).toEqual([
      "Exact exp",
      "RNN",
    ]);
    expect(headline(plan(ten), rows)).toBe("No network is shown to be better than another.");
  });

  it("may be behind by the scores of those that finished too", () => {
    const rows = lost("Exact exp", [1], all);
    expect(headline(plan(ten), rows)).toBe("RNN is the most accurate.");
    expect(text(rows, ten)).toMatch(
      /RNN is ahead of Exact exp \(.*points.* in those that finished, 1 of 10 runs diverged/,
    );
  });

  it("all of whose runs diverge have no score", () => {
    const rows = lost("RNN", [1, 2, 3, 4, 5, 6, 7, 8, 9, 10], all);
    expect(text(rows, ten)).toContain("RNN (all 10 runs diverged)");
  });
});

describe("the details", () => {
  it("say at which point a network beats the bigram baseline beyond chance", () => {
    const at = (mean: number) => text(scored("RNN", 100, around(mean), words));
    expect(at(0.1)).toMatch(/no network is above that\./);
    expect(at(0.202)).toMatch(/no network is above that beyond chance\./);
    expect(at(0.3)).toMatch(/above that beyond chance: RNN at length 100\./);
    expect(text(scored("RNN", 100, [0.3, 0.3], words))).toMatch(
      /means above that: RNN at length 100, but two seeds decide nothing/,
    );
  });

  it("count the seeds that recall the symbols of copying", () => {
    const rows = [...scored("RNN", 100, [0.12, 0.13, 0.12]), ...scored("Exact exp", 100, [0.99, 0.96, 0.94])];
    const said = text(rows, { settings: { task: "copying" } });
    expect(said).toMatch(/Exact exp recalls 95\s% or more at length 100 on 2 of 3 seeds/);
    expect(said).toMatch(
      /RNN recalls 95\s% or more at length 100 on 0 of 3 seeds \(12.3\s% on average\); 12.5\s% is the best possible without memory/,
    );
    expect(text(scored("RNN", 60, [0.99, 0.3], { task: "forget" }))).toMatch(
      /RNN recalls 95\s% or more at length 60 on 1 of 2 seeds/,
    );
  });

  it("of a sweep name the largest rate at which every seed finishes", () => {
    const grid = { grid: { lr: [0.1, 1, 10], seed: [1, 2] } };
    const at = (lr: number, seed: number, part: Partial<Row> = {}) =>
      row({ network: "Exact exp", point: { lr, seed }, ...part });
    const rows = [at(0.1, 1), at(0.1, 2), at(1, 1), at(1, 2), at(10, 1), at(10, 2, stopped)];
    expect(text(rows, grid)).toMatch(/Exact exp: the largest learning rate that every seed survives is 1;/);
    expect(text([at(0.1, 1, stopped)], grid)).toMatch(/survives is none of these/);
    const alone = plan({ ...grid, networks: TWO.slice(1) });
    expect(headline(alone, rows)).toBe(
      "Not decided: two seeds decide nothing, at least five are needed. The largest learning rate at which no run diverges is 1 with Exact exp.",
    );
  });

  it("compare the lecture’s printed accuracies with the measured ones", () => {
    const deck = { id: "deck-x" };
    const rows = (rnn: number, exp: number) => [
      ...scored("RNN", 100, around(rnn), words),
      ...scored("Exact exp", 100, around(exp, [0, 0, 0, 0, 0]), words),
    ];
    expect(text(rows(0.4, 0.1), deck)).toMatch(
      /^Length 100: the lecture reports RNN 53.9 points ahead; measured, RNN is 30 points ahead \(95\s% interval 30 to 30\)\.$/m,
    );
    expect(text(rows(0.1, 0.4), deck)).toMatch(/measured, Exact exp is 30 points ahead/);
    const few = verdict(plan(deck), [
      ...scored("RNN", 100, [0.4, 0.41], words),
      ...scored("Exact exp", 100, [0.1, 0.2], words),
    ]);
    expect(few[0]).toMatch(/two seeds decide nothing\.$/);
  });

  it("name an association only where the networks’ order in gradient kept is that in accuracy, beyond chance", () => {
    const networks = ["a", "b", "c", "d", "e", "f"].map((name) => ({ name, rule: "none", init: "uniform" }));
    const rows = (kept: (i: number) => number) =>
      networks.flatMap(({ name }, i) =>
        scored(name, 100, around(0.3 + 0.02 * i), { ...words, gradientKept: { first: 1, last: kept(i) } }),
      );
    // All of 720 orders but this one and its reverse are less extreme: 2/720.
    expect(
      text(
        rows((i) => 10 ** (i - 9)),
        { networks },
      ),
    ).toContain(
      "At length 100 networks that keep more of the gradient are more accurate: rank correlation 1 over 6 networks, p\u00a0=\u00a00.0028 after Holm’s correction. That is an association, which need not be the cause.",
    );
    expect(
      text(
        rows((i) => 10 ** -i),
        { networks },
      ),
    ).toContain("are less accurate: rank correlation −1");
    expect(
      text(
        rows((i) => [3, 1, 5, 2, 6, 4][i]),
        { networks },
      ),
    ).not.toContain("association");
  });

  it("are none without rows", () => {
    expect(verdict(plan(), [])).toEqual([]);
  });
});

describe("what happens inside the networks", () => {
  const said = (rows: readonly Row[]) => text(rows).match(/^At most this share .*$/m)?.[0];
  const kept = { gradientKept: { first: 1, last: 0.5 } };

  it("is the gradient kept, and the drift of those that have one", () => {
    const gated = scored("RNN", 100, around(0.3), { ...words, ...kept, drift: Number.NaN });
    const unitary = scored("Exact exp", 100, around(0.3), { ...words, ...kept, drift: 3 });
    expect(said([...gated, ...unitary])).toBe(
      "At most this share of the gradient at the last time step reaches the first (in brackets, the largest drift of W): RNN 0.5 and Exact exp 0.5 (drift 3).",
    );
    expect(said(gated)).toBe(
      "At most this share of the gradient at the last time step reaches the first: RNN 0.5.",
    );
  });
});
