import { readFileSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

/*
 * node scripts/thin-curves.mjs public/results/deck-characters.jsonl 25
 *
 * Leaves so many points in each curve of a results file, so that the page stays small.
 */

/**
 * A curve with fewer points: means of equally many, rounded as in a row.
 * @param {{ step: number[], loss: number[], accuracy: number[], seconds: number[] }} curve
 * @param {number} points a divisor of its points; a shorter curve stays as it is
 */
export function thinned(curve, points) {
  const each = curve.step.length / points;
  if (each <= 1 || !Number.isInteger(each)) return curve;
  const places = Array.from({ length: points }, (_, i) => i * each);
  const ends = (values) => places.map((from) => values[from + each - 1]);
  const means = (values) =>
    places.map((from) => {
      const sum = values.slice(from, from + each).reduce((total, value) => total + value, 0);
      return Number((sum / each).toPrecision(7));
    });
  const { step, loss, accuracy, seconds } = curve;
  return { step: ends(step), loss: means(loss), accuracy: means(accuracy), seconds: ends(seconds) };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const [path, points] = process.argv.slice(2);
  const [head, ...lines] = readFileSync(path, "utf8").trim().split("\n");
  const rows = lines
    .map((line) => JSON.parse(line))
    .map((row) => JSON.stringify({ ...row, curve: thinned(row.curve, Number(points)) }));
  writeFileSync(path, `${[head, ...rows].join("\n")}\n`);
}
