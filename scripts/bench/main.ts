import { spawnSync } from "node:child_process";
import { cpus } from "node:os";
import { version } from "../../package.json";
import { type Circumstances, formatTime, json, markdown } from "../../src/benchmark/report";
import { sizeName } from "../../src/benchmark/size";
import { CELLS } from "../../src/kernels/cells";
import { formatNumber } from "../../src/math/number-format";
import { type Growth, measureGrowth } from "./growth";
import { measurePage, type PageFigures } from "./page-figures";
import { measureProfiles, type Profile } from "./profile";
import { openSite } from "./site";
import { measureSteps, type StepsOptions } from "./steps";

export interface BenchOptions extends StepsOptions {
  readonly parts: readonly string[];
  /** The path of the browser. */
  readonly chromium: string;
}

/**
 * Measures the built page.
 * @returns tables in Markdown, and all figures as data
 * @throws Error if the page cannot be served or a browser does not start
 */
export async function bench(options: BenchOptions): Promise<{ text: string; figures: object }> {
  const { parts, root, chromium, quick, sampling, progress } = options;
  const circumstances: Circumstances = {
    version,
    date: new Date().toISOString().slice(0, 10),
    browser: `${spawnSync(chromium, ["--version"]).stdout.toString().trim()}, ${cpus()[0].model.trim()}`,
    processors: cpus().length,
  };
  const site = await openSite(root, chromium);
  try {
    const steps = parts.includes("steps") ? await measureSteps(site, options) : null;
    const growth = parts.includes("growth")
      ? await measureGrowth(site, { samples: quick ? 3 : sampling.samples, progress })
      : null;
    const page = parts.includes("page") ? await measurePage(site, options) : null;
    const profiles = parts.includes("profile") ? await measureProfiles(options.cells) : null;
    const tables = [
      steps && markdown(circumstances, steps),
      ...(growth ?? []).map(growthTable),
      page && pageTable(page),
      ...(profiles ?? []).map(profileTable),
    ];
    return {
      text: tables.filter(Boolean).join("\n\n"),
      figures: { ...(steps ? json(circumstances, steps) : circumstances), growth, page, profiles },
    };
  } finally {
    await site.close();
  }
}

const line = (...cells: readonly string[]) => `| ${cells.join(" | ")} |`;
const megabytes = (bytes: number) => `${formatNumber(bytes / 2 ** 20)} MB`;

function growthTable({ along, costs, timeExponent, memoryExponent }: Growth): string {
  const fixed = along === "T" ? `n ${costs[0].units}` : `T ${costs[0].steps}`;
  return [
    line(along, "median", "tensors at once", "WebAssembly memory"),
    line("---:", "---:", "---:", "---:"),
    ...costs.map(({ steps, units, milliseconds, tensors, webAssembly }) =>
      line(
        String(along === "T" ? steps : units),
        formatTime(milliseconds),
        megabytes(tensors),
        megabytes(webAssembly),
      ),
    ),
    "",
    `This lab on WebAssembly, ${fixed}, batch ${costs[0].batch}. Time grows as ${along} to the power ${formatNumber(timeExponent, 3)}, tensors to the power ${formatNumber(memoryExponent, 3)}.`,
  ].join("\n");
}

function pageTable({
  firstPaint,
  firstStep,
  fiveHundredSteps,
  longTasks,
  watched,
  loaded,
}: PageFigures): string {
  const longest = longTasks.length > 0 ? `, the longest ${formatTime(Math.max(...longTasks))}` : "";
  return [
    line("the page", ""),
    line("---", "---:"),
    line("first paint, warm cache", formatTime(firstPaint)),
    line("first training step on the page, warm cache", formatTime(firstStep)),
    line("default preset to step 500, both lanes, charts live", formatTime(fiveHundredSteps)),
    line(`main-thread tasks over 50 ms in ${watched} s of training`, `${longTasks.length}${longest}`),
    ...loaded.map(({ kind, bytes, gzip }) =>
      line(`loaded until the first step: ${kind}`, `${kilobytes(bytes)}, ${kilobytes(gzip)} compressed`),
    ),
  ].join("\n");
}

function profileTable({ parts, milliseconds, cell, ...size }: Profile): string {
  const rest = milliseconds - parts.reduce((sum, part) => sum + part.milliseconds, 0);
  return [
    line(`${CELLS[cell].label}, ${sizeName(size)}: part of a step`, "ms", "10⁹ operations a second"),
    line("---", "---:", "---:"),
    ...parts.map((part) =>
      line(part.name, part.milliseconds.toFixed(3), part.rate === null ? "" : formatNumber(part.rate)),
    ),
    line("the rest", rest.toFixed(3), ""),
    line("all", milliseconds.toFixed(3), ""),
  ].join("\n");
}

const kilobytes = (bytes: number) => `${Math.round(bytes / 1000)} kB`;
