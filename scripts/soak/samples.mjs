import { slopePerTenMinutes } from "./slope.mjs";

/** A slope above this, in MB per ten minutes after warm-up, is a leak. */
export const LEAK = 1;
/** Memory grows until all buffers are full and all code is compiled, so shorter soaks give no verdict. */
const MIN_JUDGED = 20;

/**
 * The figures and how each is read from a sample; `limit` is the slope that fails.
 * @typedef {{ name: string, read: (sample: any) => number, limit: number }} Figure
 * @type {readonly Figure[]}
 */
export const FIGURES = [
  { name: "JS heap of the page, MB", read: ({ heap }) => heap / 1e6, limit: LEAK },
  { name: "WebAssembly memory of the workers, MB", read: ({ wasm }) => wasm / 1e6, limit: LEAK },
  { name: "Workers that answered", read: ({ workers }) => workers, limit: 1 },
  { name: "Tensors in the workers", read: ({ tensors }) => tensors, limit: 1 },
  { name: "Nodes of the document", read: ({ nodes }) => nodes, limit: 100 },
  { name: "Frame time, median, ms", read: ({ median }) => median, limit: 5 },
  { name: "Frame time, 95 %, ms", read: ({ late }) => late, limit: Number.POSITIVE_INFINITY },
];

/**
 * Samples the page repeatedly, at an interval in milliseconds.
 * @param {import("@playwright/test").Page} page
 * @param {object} how
 * @param {number} how.interval ms
 * @param {readonly Figure[]} how.figures
 * @param {() => Promise<number>} how.count what the samples' `speed` counts, per second
 * @param {(samples: readonly object[]) => boolean} how.enough
 */
export async function watch(page, { interval, figures, count, enough }) {
  const start = Date.now();
  const samples = [];
  while (!enough(samples)) {
    const wait = start + (samples.length + 1) * interval - Date.now();
    const before = await count();
    const began = Date.now();
    const frames = await framesFor(page, Math.max(1000, wait));
    const speed = ((await count()) - before) / ((Date.now() - began) / 1000);
    const minutes = (Date.now() - start) / 60_000;
    const sample = { minutes, ...(await holdings(page)), ...frames, speed };
    samples.push(sample);
    console.error(
      `${sample.minutes.toFixed(1)} min: ${figures.map(({ name, read }) => `${name} ${round(read(sample))}`).join("; ")}`,
    );
  }
  return samples;
}

/** Frame times on the page for a number of milliseconds. */
function framesFor(page, milliseconds) {
  return page.evaluate(async (duration) => {
    const times = [];
    const end = performance.now() + duration;
    let last = performance.now();
    while (last < end) {
      await new Promise(requestAnimationFrame);
      const now = performance.now();
      times.push(now - last);
      last = now;
    }
    times.sort((one, other) => one - other);
    return { median: times[Math.floor(times.length / 2)], late: times[Math.floor(times.length * 0.95)] };
  }, milliseconds);
}

/** The page's memory after a garbage collection, and the total of the workers, all of which answer unless one takes ten seconds. */
export async function holdings(page) {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("Performance.enable");
  await cdp.send("HeapProfiler.collectGarbage");
  const { metrics } = await cdp.send("Performance.getMetrics");
  await cdp.detach();
  const metric = (name) => metrics.find((one) => one.name === name)?.value ?? Number.NaN;
  const asked = page.workers().filter((worker) => /(training|lane|experiment)\.worker/.test(worker.url()));
  const workers = await page.evaluate(async (count) => {
    const channel = new BroadcastChannel("soak");
    const question = crypto.randomUUID();
    const answers = [];
    await new Promise((resolve) => {
      channel.onmessage = ({ data }) => {
        if (data.answer !== question) return;
        answers.push(data);
        if (answers.length === count) resolve();
      };
      channel.postMessage({ question });
      setTimeout(resolve, 10_000);
    });
    channel.close();
    return answers;
  }, asked.length);
  const sum = (key) => workers.reduce((total, worker) => total + worker[key], 0);
  return {
    heap: metric("JSHeapUsedSize"),
    nodes: metric("Nodes"),
    wasm: sum("wasm"),
    tensors: sum("tensors"),
    buffers: sum("buffers"),
    bufferBytes: sum("bufferBytes"),
    workers: workers.length,
  };
}

export const round = (value) => Number(value.toPrecision(3));

/** Prints a table. @returns {boolean} whether no slope is over its limit, or the soak was too short to say */
export function report(samples, figures) {
  const rows = figures.map(({ name, read, limit }) => {
    const slope = slopePerTenMinutes(samples, read);
    return { name, first: read(samples[0]), last: read(samples.at(-1)), slope, kept: slope < limit };
  });
  console.log("| | at first | at the end | slope per 10 min |\n|---|--:|--:|--:|");
  for (const { name, first, last, slope, kept } of rows) {
    console.log(
      `| ${name} | ${round(first)} | ${round(last)} | ${round(slope)}${kept ? "" : " (over the limit)"} |`,
    );
  }
  if (samples.at(-1).minutes >= MIN_JUDGED) return rows.every(({ kept }) => kept);
  console.log(`\nToo short to judge: in the first ${MIN_JUDGED} minutes things still fill.`);
  return true;
}
