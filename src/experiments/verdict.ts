import { comparisons } from "./comparisons";
import { broken } from "./findings/broken";
import { associations, inside } from "./findings/inside";
import { againstPrinted } from "./findings/printed";
import { method, ranking } from "./findings/ranking";
import { solved } from "./findings/solved";
import { isSweep, sweepFindings } from "./findings/sweep";
import { textBaselines } from "./findings/text-baselines";
import type { Plan } from "./plan";
import type { Row } from "./row";
import { groups } from "./statistics";

/** What the rows show, in sentences, beside the {@link headline}. They are computed from the rows and never stored. */
export function verdict(plan: Plan, rows: readonly Row[]): string[] {
  if (rows.length === 0) return [];
  const all = groups(rows);
  const found = comparisons(rows);
  if (isSweep(plan)) return [...sweepFindings(plan, all), ...textBaselines(found)];
  return [
    ...againstPrinted(plan, found),
    ...solved(all),
    ...found.places.map((place) => ranking(found, place)),
    ...method(found),
    ...textBaselines(found),
    ...inside(all),
    ...associations(found),
    ...broken(all),
  ];
}
