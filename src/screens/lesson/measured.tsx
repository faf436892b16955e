import { useEffect, useState } from "react";
import { accuracyText, percent, tokenOf } from "../../experiments/accuracy-text";
import type { Results } from "../../experiments/results-file";
import { axes, groups } from "../../experiments/statistics";
import { listReferences, readReference } from "../../store/reference-results";
import styles from "./figures/AccuracyFigure.module.css";

/** The plans whose accuracies are compared with the lecture's: its own table, and the task that tests memory alone. */
const ACCURACIES = ["deck-words", "deck-characters", "copying"] as const;
/** The lecture's table as quick as a lecture, of which only a finding is told. */
export const QUICK = ["quick-words"] as const;

let listed: Promise<readonly string[]> | undefined;
/** The names of the reference runs, which are asked for once, however many chapters show some. */
const references = () => {
  listed ??= listReferences();
  return listed;
};

interface Measured {
  readonly measured: readonly Results[];
  readonly loaded: boolean;
}

/** Returns the available reference runs of the plans, in this order; none before they are loaded. */
export function useMeasured(plans: readonly string[] = ACCURACIES): Measured {
  const [found, setFound] = useState<readonly Results[] | null>(null);
  useEffect(() => {
    let wanted = true;
    references()
      .then((names) => plans.map((plan) => `${plan}.jsonl`).filter((file) => names.includes(file)))
      .then((files) => Promise.allSettled(files.map(readReference)))
      .then((read) => {
        // Unreadable files are skipped here; the experiments screen reports them.
        if (wanted) setFound(read.flatMap((one) => (one.status === "fulfilled" ? [one.value] : [])));
      });
    return () => {
      wanted = false;
    };
  }, [plans]);
  return { measured: found ?? [], loaded: found !== null };
}

/** Table of held-out accuracies, networks by the first setting of the plan's grid. */
export function MeasuredTable({ results: { plan, rows } }: { readonly results: Results }) {
  const [axis] = axes(plan);
  if (!axis) return null;
  const all = groups(rows);
  const [sample] = rows;
  const token = tokenOf(String(plan.settings.task));
  const seeds = plan.grid.seed?.length ?? 1;
  const over = seeds > 1 ? `, mean ± standard deviation over ${seeds} seeds` : "";
  const same = (share: number) => axis.values.map(() => percent(share));
  const lines: readonly { readonly name: string; readonly look?: "a" | "b"; readonly cells: string[] }[] = [
    ...plan.networks.map(({ name, settings }) => ({
      name,
      ...(settings.rule === "none" && settings.cell === undefined
        ? { look: "a" as const }
        : settings.rule === "exp" || settings.rule === "euclidean"
          ? { look: "b" as const }
          : {}),
      cells: axis.values.map((value) => accuracyText(all, name, axis.name, value)),
    })),
    ...(sample?.bigram
      ? [{ name: `previous ${token} only (bigram)`, cells: same(sample.bigram.accuracy) }]
      : []),
    ...(sample
      ? [
          {
            name: sample.bigram ? `most frequent ${token} (unigram)` : "without memory",
            cells: same(sample.baseline.accuracy),
          },
        ]
      : []),
  ];
  return (
    <table className={styles.table}>
      <caption>
        {plan.name}, measured: held-out accuracy, %{over}
      </caption>
      <thead>
        <tr>
          <th scope="col">{axis.name === "length" ? "Input length" : axis.name}</th>
          {axis.values.map((value) => (
            <th key={value} scope="col">
              {value}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {lines.map(({ name, look, cells }) => (
          <tr key={name}>
            <th scope="row" data-look={look}>
              {name}
            </th>
            {cells.map((cell, i) => (
              <td key={axis.values[i]}>{cell}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
