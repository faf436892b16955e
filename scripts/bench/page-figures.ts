import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { Page } from "@playwright/test";
import { median } from "../../src/benchmark/statistics";
import type { Site } from "./site";

/** How the page feels; times in ms, all medians of several. */
export interface PageFigures {
  /** From navigation, the cache warm, to the first paint with content. */
  readonly firstPaint: number;
  /** From navigation, the cache warm, until the page shows that a training step was made. */
  readonly firstStep: number;
  /** From Play until the page shows step 500 of the default preset, both lanes, charts live. */
  readonly fiveHundredSteps: number;
  /** Of the main thread while it trains, after the first second; each over 50 ms. */
  readonly longTasks: readonly number[];
  /** How long it was watched for long tasks, in s. */
  readonly watched: number;
  /** All that is loaded until the first step, the cache empty. */
  readonly loaded: readonly { readonly kind: string; readonly bytes: number; readonly gzip: number }[];
}

/** Settings spelt out, so that none of an earlier visit are taken. */
const PRESET = "#task=copying&speed=full";
const ENDLESS = `${PRESET}&steps=1000000`;
const STEPS = 500;

interface Seen {
  /** When this step, or a later one, was shown for the first time: performance.now(). */
  readonly steps: Map<number, number>;
  readonly longTasks: { readonly start: number; readonly duration: number }[];
}
declare global {
  interface Window {
    seen: Seen;
  }
}

/** Runs in the page before anything else: writes down what is shown when. */
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

/** @param quick fewer loads, and a shorter watch for long tasks */
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

/** Bytes of files of the built page by their kind, as they are and as a server would compress them. */
function sizes(root: string, paths: ReadonlySet<string>): PageFigures["loaded"] {
  const byKind = new Map<string, { bytes: number; gzip: number }>();
  for (const path of paths) {
    const kind = KINDS[path.split(".").at(-1) ?? ""] ?? "other";
    const content = readFileSync(join(root, "dist", path));
    const sum = byKind.get(kind) ?? { bytes: 0, gzip: 0 };
    // What is compressed already gains nothing.
    const gzip = kind === "font" ? content.length : gzipSync(content).length;
    byKind.set(kind, { bytes: sum.bytes + content.length, gzip: sum.gzip + gzip });
  }
  return [...byKind].map(([kind, sum]) => ({ kind, ...sum }));
}
