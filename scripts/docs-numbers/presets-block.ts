import { PRESETS, presetConfig } from "../../src/config/presets";
import { formatCount, formatNumber } from "../../src/math/number-format";
import type { Slots } from "./blocks";
import type { Data } from "./data";
import type { LaneRun } from "./lane-run";
import { SWITCHED, seedsOf, switchedName } from "./lanes";
import { markdownTable } from "./markdown-table";
import { PROMISES, type PresetRun } from "./promises";
import { finite, rangeText, shareText, spreadText } from "./spread";

/** The presets that have been measured. */
const measuredPresets = (data: Data) =>
  PRESETS.filter(({ id }) => data.has(`presets/${id}-a`, `presets/${id}-b`));

/** The runs of a preset, seed by seed. */
export function presetRuns(data: Data, id: string): readonly PresetRun[] {
  const [a, b] = [data.lanes(`presets/${id}-a`), data.lanes(`presets/${id}-b`)].map((runs) =>
    runs.slice(0, seedsOf(id)),
  );
  const without = id === "clipping" ? data.lanes("presets/clipping-without") : [];
  return a.map((run, i) => ({ a: run, b: b[i], without: without[i] }));
}

/** The seeds on which a preset was seen to keep all its promises, and those tried. */
export function seen(data: Data, id: string): readonly [number, number] {
  const runs = presetRuns(data, id);
  return [runs.filter((run) => PROMISES[id].every(({ holds }) => holds(run))).length, runs.length];
}

const stops = (runs: readonly LaneRun[]) => runs.flatMap(({ stop }) => stop ?? []);

/** A lane’s loss, where it stops, and what it keeps of its gradient: median, and from the least to the largest. */
export function laneText(key: string, runs: readonly LaneRun[]): string {
  const losses = finite(runs.map(({ loss }) => loss));
  const halted = stops(runs);
  const where =
    halted.length === 0
      ? ""
      : `stops on ${shareText(halted.length, runs.length)}, at step ${rangeText(halted)}`;
  const loss = losses.length === 0 ? "" : `loss ${spreadText(losses)}`;
  const [before, after] = [0, 1].map((i) =>
    finite(runs.filter(({ stop }) => i === 0 || stop === null).map(({ kept }) => kept[i])),
  );
  const kept = [before, after].filter((values) => values.length > 0).map((values) => spreadText(values));
  return `${key}: ${[loss, where, `gradient ${kept.join(" → ")}`].filter(Boolean).join("; ")}`;
}

/** The table of all presets: promises with the share of seeds on which each held, and what was measured. */
export function presetsTable(data: Data): Slots {
  const rows = measuredPresets(data).map((preset) => {
    const runs = presetRuns(data, preset.id);
    const half = runs.length / 2;
    const [chosen, others] = [runs.slice(0, half), runs.slice(half)];
    const share = (part: readonly PresetRun[], holds: (run: PresetRun) => boolean) =>
      String(part.filter(holds).length);
    const promised = PROMISES[preset.id].map(
      ({ says, holds }) => `${says}: ${share(chosen, holds)} + ${share(others, holds)} of ${half} + ${half}`,
    );
    const { steps } = presetConfig(preset);
    return [
      `**${preset.label}**<br>${formatCount(steps)} steps, baseline ${formatNumber(runs[0].a.baseline)}`,
      promised.join("<br>"),
      [
        laneText(
          "A",
          runs.map(({ a }) => a),
        ),
        laneText(
          "B",
          runs.map(({ b }) => b),
        ),
      ].join("<br>"),
    ];
  });
  const head = ["preset", "what it promises, and on how many seeds that held", "measured: median (range)"];
  return { table: markdownTable(head, rows) };
}

/** How the runs of one side of the switch ended, as numbers of seeds. */
const endings = (runs: readonly LaneRun[]) => ({
  learned: runs.filter(({ loss, baseline }) => loss !== null && loss < 0.1 * baseline).length,
  stopped: stops(runs).length,
});

/** What the page says of presets: on how many seeds each was seen, and how both sides of the switch end at some rates. */
export function measuredOfPresets(data: Data) {
  const explode = finite(presetRuns(data, "explode").map(({ a }) => a.radius[0]));
  const words = data.has("presets/next-word-a", "presets/next-word-b") ? presetRuns(data, "next-word") : [];
  const gaps = words.map(({ a, b }) => (b.loss ?? Number.NaN) - (a.loss ?? Number.NaN));
  const byAdam = ["naive", "exp"].map((side) => data.lanes(`constraint/${side}-by-adam`));
  const learned = byAdam.map((runs) => endings(runs).learned);
  return {
    lesson: {
      words: {
        seeds: words.length,
        plainAhead: gaps.filter((gap) => gap > 0).length,
        gap: gaps.length > 0 ? rangeText(gaps) : "",
      },
      byAdam: { seeds: byAdam[0].length, plainLearned: learned[0], unitaryLearned: learned[1] },
    },
    seen: Object.fromEntries(measuredPresets(data).map(({ id }) => [id, seen(data, id)])),
    explodeRadius: rangeText(explode),
    atRates: Object.fromEntries(
      SWITCHED.map(({ preset, rates }) => [
        preset,
        rates.map((lr) => {
          const [naive, exp] = (["naive", "exp"] as const).map((side) =>
            data.lanes(switchedName(preset, lr, side)),
          );
          return { lr, seeds: exp.length, naive: endings(naive), exp: endings(exp) };
        }),
      ]),
    ),
  };
}
