import type { Locator } from "@playwright/test";
import { networkIn, vectorsIn } from "../reference/exported-run";
import { differences, run } from "../reference/sequence";
import { type ExportedRun, expect, type LabPage } from "./lab-page";
import { saved } from "./lab-steps";

/** Shows a view of the chart *Sequence*. @returns its figure, once it is computed */
export async function shownAs(lab: LabPage, view: string, name: string): Promise<Locator> {
  await lab.page.getByRole("combobox", { name: "Sequence shown" }).selectOption(view);
  const figure = lab.figure(name);
  await expect(figure).toBeVisible();
  await lab.settled();
  await expect(figure).not.toContainText("being computed");
  return figure;
}

/** The rows of a figure's CSV file, by column. */
async function rowsOf(lab: LabPage, figure: Locator, name: string): Promise<Record<string, string>[]> {
  await figure.getByRole("button", { name: "More exports" }).click();
  const menu = lab.page.getByRole("dialog", { name: `Export ${name}` });
  const { bytes } = await saved(lab, () => menu.getByRole("button", { name: "Save CSV" }).click());
  // A cell may be quoted, as it has commas in it.
  const cells = (line: string) =>
    Array.from(line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g), ([, cell]) =>
      cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell,
    );
  // Lines of comment name the changes of the run.
  const table = bytes
    .toString("utf8")
    .replace(/^\ufeff/, "")
    .replace(/^#.*\r\n/gm, "");
  const [head, ...lines] = table.trim().split("\r\n").map(cells);
  return lines.map((line) => Object.fromEntries(head.map((column, i) => [column, line[i]])));
}

/** Whether a number that is shown equals the exact one within a relative error of 10⁻⁴. */
const same = (shown: string | undefined, exact: number, what: string, least = 1e-9) =>
  expect(Math.abs(Number(shown) - exact), `${what}: ${shown}, ${exact}`).toBeLessThanOrEqual(
    1e-4 * Math.abs(exact) + least,
  );

function softmax(y: readonly number[]): number[] {
  const most = Math.max(...y);
  const all = y.map((value) => Math.exp(value - most));
  const sum = all.reduce((total, value) => total + value, 0);
  return all.map((value) => value / sum);
}

/**
 * Compares answers, probabilities, dependences and states on the page with a computation in float64 and plain loops from
 * the weights and the sequence of the exported run.
 */
export async function sequenceAgrees(lab: LabPage, { exploded = false } = {}): Promise<ExportedRun> {
  const answers = await rowsOf(lab, await shownAs(lab, "answers", "Sequence"), "Sequence");
  const held = await rowsOf(lab, await shownAs(lab, "hidden states", "Hidden states"), "Hidden states");
  const exported = await lab.exportRun();
  const inputs = vectorsIn(exported);
  const { targets } = exported.sequence;
  const T = inputs.length;
  expect(answers).toHaveLength(T);
  for (const lane of [0, 1] as const) {
    const network = networkIn(exported, lane);
    const { name } = exported.lanes[lane];
    const { states, outputs } = run(network, inputs);
    const { outputs: o, units, complex } = network.size;
    const classes = targets.shape.length === 1;
    for (let t = 1; t <= T; t++) {
      const [row, y] = [answers[t - 1], outputs[t - 1]];
      for (let k = 0; k < o; k++)
        same(String(exported.sequence.answers[lane].data[(t - 1) * o + k]), y[k], `y_${t}`);
      if (classes) {
        const all = softmax(y);
        const target = row[`probability of the target, ${name}`];
        same(row[`probability of the answer, ${name}`], Math.max(...all), `answer at ${t}`);
        if (target !== "") same(target, all[targets.data[t - 1]], `target at ${t}`);
      } else same(row[`answer, ${name}`], y[0], `answer at ${t}`);
    }
    const [s] = Object.keys(answers[0]).flatMap((column) => /s = (\d+)/.exec(column)?.[1] ?? []);
    expect(s).toBe(String(T));
    // A difference is exact to about 10⁻⁹; between exploded states rounding leaves nothing of it.
    const { onInputs } = exploded ? { onInputs: [] } : differences(network, inputs, T);
    for (let t = 1; t <= onInputs.length; t++)
      same(answers[t - 1][`‖∂y_s/∂x_t‖, s = ${T}, ${name}`], onInputs[t - 1], `∂y_T/∂x_${t}`, 1e-8);
    const rows = held.filter((row) => row.lane === name);
    expect(rows).toHaveLength(units);
    for (const [i, row] of rows.entries())
      for (let t = 1; t <= T; t++) {
        const h = states[t];
        const value = complex ? Math.hypot(h[i], h[units + i]) : h[i];
        same(row[`t = ${t}`], value, `h_${t} of unit ${i}`);
      }
  }
  return exported;
}
