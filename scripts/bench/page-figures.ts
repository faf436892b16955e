import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { Page } from "@playwright/test";
import { median } from "../../src/benchmark/statistics";
import type { Site } from "./site";

/** The responsiveness of the page; times in ms, medians of several samples. */
export interface PageFigures {
  /** From navigation, the cache warm, to the first paint with content. */
  readonly firstPaint: number;
  /** From navigation, the cache warm, until the page shows that a training step was made. */
  readonly firstStep: number;
  /** From Play until the page shows step 500 of the default preset, both lanes, charts live. */
  readonly fiveHundredSteps: number;
  /** Tasks of the main thread over 50 ms while the run plays, after the first second. */
  readonly longTasks: readonly number[];
  /** How long long tasks were recorded, in s. */
  readonly watched: number;
  /** Everything loaded until the first step, with an empty cache. */
  readonly loaded: readonly { readonly kind: string; readonly bytes: number; readonly gzip: number }[];
}

/** All settings given, so that none of an earlier visit apply. */
const PRESET = "#task=copying&speed=full";
const ENDLESS = `${PRESET}&steps=1000000`;
const STEPS = 500;

interface Seen {
  /** The time at which this step, or a later one, was first shown: performance.now(). */
  readonly steps: Map<number, number>;
  readonly longTasks: { readonly start: number; readonly duration: number }[];
}
declare global {
  interface Window {
    seen: Seen;
  }
}

/** Runs in the page before any other script: records when each step is shown. */
function watch(wanted: number[]): void {
  window.seen = { steps: new Map(), longTasks: [] };
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) {
      window.seen.longTasks.push({ start: startTime, duration });
    }
  }).observe({ type: "longtask", buffered: true });
  const look = () => {
    const status = document.querySelector('[role="status"][aria-label="Step"]')?.textContent ?? "";
    const step = Number((/step\s+([\d\s]+)/.exec(status)?.[1] ?? "-1").replace(/\s/g, ""));
    for (const one of wanted) {
      if (step >= one && !window.seen.steps.has(one)) window.seen.steps.set(one, performance.now());
    }
    requestAnimationFrame(look);
  };
  look();
}

const shown = (page: Page, step: number) =>
  page
    .waitForFunction((wanted) => window.seen?.steps.get(wanted), step, { timeout: 120_000 })
    .then((handle) => handle.jsonValue() as Promise<number>);

/** Measures the page. @param quick fewer loads, and a shorter recording of long tasks */
export async function measurePage(
  site: Site,
  { root, quick, progress }: { root: string; quick: boolean; progress: (line: string) => void },
): Promise<PageFigures> {
  const first = await site.open(false);
  const context = first.context();
  await context.addInitScript(watch, [0, 1, STEPS]);
  const visit = async (hash: string) => {
    const page = await context.newPage();
    await page.goto(site.address + hash);
    return page;
  };

  progress("The page: bytes …");
  const before = site.requests.length;
  const cold = await visit(`${PRESET}&play`);
  await shown(cold, 1);
  await cold.close();
  const loaded = sizes(root, new Set(site.requests.slice(before)));

  progress("The page: first paint, first step …");
  const [paints, firsts]: [number[], number[]] = [[], []];
  for (let load = 0; load < (quick ? 3 : 7); load++) {
    const page = await visit(`${PRESET}&play`);
    firsts.push(await shown(page, 1));
    paints.push(
      await page.evaluate(() => performance.getEntriesByName("first-contentful-paint")[0].startTime),
    );
    await page.close();
  }

  progress("The page: 500 steps …");
  const runs: number[] = [];
  for (let time = 0; time < (quick ? 1 : 5); time++) {
    const page = await visit(PRESET);
    await shown(page, 0);
    await page.waitForTimeout(1000);
    const start = await page.evaluate(() => {
      document.querySelector<HTMLButtonElement>('button[aria-label="Play"]')?.click();
      return performance.now();
    });
    runs.push((await shown(page, STEPS)) - start);
    await page.close();
  }

  const watched = quick ? 5 : 20;
  progress(`The page: ${watched} s of training …`);
  const page = await visit(`${ENDLESS}&play`);
  const begin = (await shown(page, 1)) + 1000;
  await page.waitForTimeout(1000 * (watched + 1));
  const tasks = await page.evaluate(() => window.seen.longTasks);
  await page.close();
  await first.close();
  return {
    firstPaint: median(paints),
    firstStep: median(firsts),
    fiveHundredSteps: median(runs),
    longTasks: tasks
      .filter(({ start }) => start >= begin && start < begin + 1000 * watched)
      .map(({ duration }) => duration),
    watched,
    loaded,
  };
}

const KINDS: Readonly<Record<string, string>> = {
  js: "script",
  wasm: "WebAssembly",
  css: "style",
  woff2: "font",
};

/** Bytes of the built page's files by kind, uncompressed and as a server would compress them. */
function sizes(root: string, paths: ReadonlySet<string>): PageFigures["loaded"] {
  const byKind = new Map<string, { bytes: number; gzip: number }>();
  for (const path of paths) {
    const kind = KINDS[path.split(".").at(-1) ?? ""] ?? "other";
    const content = readFileSync(join(root, "dist", path));
    const sum = byKind.get(kind) ?? { bytes: 0, gzip: 0 };
    // Compressed formats gain nothing.
    const gzip = kind === "font" ? content.length : gzipSync(content).length;
    byKind.set(kind, { bytes: sum.bytes + content.length, gzip: sum.gzip + gzip });
  }
  return [...byKind].map(([kind, sum]) => ({ kind, ...sum }));
}
