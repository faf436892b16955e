import { readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, it } from "vitest";
import { columns } from "../../src/experiments/columns";
import { csv } from "../../src/experiments/export-csv";
import { latex } from "../../src/experiments/export-latex";
import { readResults, resultsText } from "../../src/experiments/results-file";
import { band, groups } from "../../src/experiments/statistics";
import { verdict } from "../../src/experiments/verdict";
import { anyNonsense } from "./arbitrary-config";
import { COUNTS, DRAW } from "./counts";
import { isSentence } from "./sentence";

const file = readFileSync(new URL("../../public/results/adding.jsonl", import.meta.url), "utf8");
/** Short curves, so that what is wrong with anything else is found as often. */
const lines = file
  .split("\n")
  .slice(0, 6)
  .map((line) =>
    JSON.parse(line, (key, value) => (key !== "grid" && Array.isArray(value) ? value.slice(0, 4) : value)),
  );

/** The value with something else in one place, which is `path` of the way into each of its levels. */
function changed(value: unknown, path: readonly number[], nonsense: unknown): unknown {
  if (path.length === 0 || typeof value !== "object" || value === null) return nonsense;
  const [first, ...rest] = path;
  const keys = Object.keys(value);
  if (keys.length === 0) return nonsense;
  const key = keys[Math.floor(first * keys.length)];
  const part = changed((value as Record<string, unknown>)[key], rest, nonsense);
  if (Array.isArray(value)) return value.map((one, i) => (String(i) === key ? part : one));
  return { ...value, [key]: part };
}

const share = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const broken = fc
  .tuple(fc.nat(lines.length - 1), fc.array(share, { minLength: 1, maxLength: 4 }), anyNonsense)
  .map(([at, path, nonsense]) =>
    lines.map((line, i) => JSON.stringify(i === at ? changed(line, path, nonsense) : line)).join("\n"),
  );

it("any results file is refused with a sentence, or has rows of which tables and verdicts can be made", () => {
  const outcomes = { read: 0, refused: 0 };
  fc.assert(
    fc.property(broken, (text) => {
      let results: ReturnType<typeof readResults>;
      try {
        results = readResults(`${text}\n`);
      } catch (error) {
        if (!(error instanceof Error) || error.constructor !== Error) throw error;
        isSentence(error.message);
        outcomes.refused++;
        return;
      }
      outcomes.read++;
      const { plan, rows } = results;
      for (const group of groups(rows)) {
        band(group, "loss");
        for (const column of columns(plan, rows)) expect(column.id.length).toBeGreaterThan(0);
      }
      for (const sentence of verdict(plan, rows)) expect(sentence).not.toMatch(/undefined|\[object/);
      expect(csv(rows)).not.toMatch(/undefined|\[object/);
      expect(latex(plan, rows)).not.toMatch(/undefined|\[object/);
      expect(readResults(resultsText(results)).rows).toEqual(rows);
    }),
    { numRuns: COUNTS.files, ...DRAW },
  );
  expect(outcomes.refused).toBeGreaterThan(COUNTS.files / 5);
  expect(outcomes.read).toBeGreaterThan(COUNTS.files / 20);
});
