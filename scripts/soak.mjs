import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { chromium } from "@playwright/test";
import { build, preview } from "vite";
import { ensureChromium } from "./ensure-chromium.mjs";
import { ROOT } from "./project.mjs";
import { PROBE } from "./soak/memory-probe.mjs";
import { slopePerTenMinutes } from "./soak/slope.mjs";

const USAGE = `npm run soak                          the lab for 30 minutes
npm run soak -- --minutes 5           for as long as one says
npm run soak -- --backend webgpu      on a graphics device; a software one wants few units, by --hash
npm run soak -- --hash '#task=words'  with other settings (steps is set by the script)`;

/** Training for ever, and larger than by itself, so that a leak shows. */
const HASH = "#units=64&batch=16&length=60";
/** More than this, in MB per ten minutes after warm-up, is a leak. */
const LEAK = 1;
const SAMPLES = 30;
const SOFTWARE_WEBGPU = ["--enable-unsafe-webgpu", "--use-webgpu-adapter=swiftshader"];
/** Until the history is full, and every part of the page compiled, memory grows: shorter soaks judge nothing. */
const SHORTEST_JUDGED = 20;

/** What the figures are and how each is read from a sample; `limit` is the slope that fails. */
const FIGURES = [
  { name: "JS heap of the page, MB", read: ({ heap }) => heap / 1e6, limit: LEAK },
  { name: "WebAssembly memory of the workers, MB", read: ({ wasm }) => wasm / 1e6, limit: LEAK },
  { name: "Workers that answered", read: ({ workers }) => workers, limit: 1 },
  { name: "Tensors in the workers", read: ({ tensors }) => tensors, limit: 1 },
  { name: "GPU buffers", read: ({ buffers }) => buffers, limit: 1 },
  { name: "GPU buffers, MB", read: ({ bufferBytes }) => bufferBytes / 1e6, limit: LEAK },
  { name: "Nodes of the document", read: ({ nodes }) => nodes, limit: 100 },
  { name: "Frame time, median, ms", read: ({ median }) => median, limit: 5 },
  { name: "Frame time, 95 %, ms", read: ({ late }) => late, limit: Number.POSITIVE_INFINITY },
  { name: "Steps a second", read: ({ speed }) => speed, limit: Number.POSITIVE_INFINITY },
];

/** Serves the training workers with the probe before their own program. */
const probed = {
  name: "memory-probe",
  configurePreviewServer({ middlewares }) {
    middlewares.use(({ url }, response, next) => {
      const [file] = /assets\/(training|lane)\.worker-[\w-]+\.js$/.exec(url) ?? [];
      if (!file) return next();
      response.setHeader("Content-Type", "text/javascript");
      response.end(PROBE + readFileSync(join(ROOT, "dist", file), "utf8"));
    });
  },
};

async function soak({ minutes, hash, backend }) {
  process.chdir(ROOT);
  await build({ logLevel: "warn" });
  const server = await preview({ logLevel: "error", preview: { port: 0 }, plugins: [probed] });
  const unboxed = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  const args = [...unboxed, ...(backend === "webgpu" ? SOFTWARE_WEBGPU : [])];
  const browser = await chromium.launch({ executablePath: ensureChromium(), args });
  try {
    const address = `${server.resolvedUrls.local[0]}${hash}&backend=${backend}&steps=1000000&play`;
    return await watch(await opened(browser, address), minutes);
  } finally {
    await browser.close();
    await server.close();
  }
}

async function opened(browser, address) {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    serviceWorkers: "block",
  });
  const page = await context.newPage();
  await page.goto(address);
  await page.getByRole("button", { name: "Pause", exact: true }).waitFor({ timeout: 60_000 });
  return page;
}

async function watch(page, minutes) {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("Performance.enable");
  const start = Date.now();
  const samples = [];
  for (let i = 1; i <= SAMPLES; i++) {
    const wait = start + (i * minutes * 60_000) / SAMPLES - Date.now();
    const before = await step(page);
    const began = Date.now();
    const frames = await framesFor(page, Math.max(1000, wait));
    const speed = ((await step(page)) - before) / ((Date.now() - began) / 1000);
    await cdp.send("HeapProfiler.collectGarbage");
    const { metrics } = await cdp.send("Performance.getMetrics");
    const metric = (name) => metrics.find((one) => one.name === name)?.value ?? Number.NaN;
    const workers = await askWorkers(page);
    const sum = (key) => workers.reduce((total, worker) => total + worker[key], 0);
    const sample = {
      minutes: (Date.now() - start) / 60_000,
      heap: metric("JSHeapUsedSize"),
      nodes: metric("Nodes"),
      wasm: sum("wasm"),
      tensors: sum("tensors"),
      buffers: sum("buffers"),
      bufferBytes: sum("bufferBytes"),
      workers: workers.length,
      ...frames,
      speed,
    };
    samples.push(sample);
    console.error(
      `${sample.minutes.toFixed(1)} min: ${FIGURES.map(({ name, read }) => `${name} ${round(read(sample))}`).join("; ")}`,
    );
  }
  return samples;
}

async function step(page) {
  const text = await page.getByRole("status", { name: "Step", exact: true }).textContent();
  return Number(/step\s+([\d\s]+)/.exec(text)[1].replace(/\s/g, ""));
}

/** Frame times on the page for so many milliseconds. */
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

/** What each worker with the probe says within a second. */
function askWorkers(page) {
  return page.evaluate(async () => {
    const channel = new BroadcastChannel("soak");
    const answers = [];
    channel.onmessage = ({ data }) => data !== "ask" && answers.push(data);
    channel.postMessage("ask");
    await new Promise((resolve) => setTimeout(resolve, 1000));
    channel.close();
    return answers;
  });
}

const round = (value) => Number(value.toPrecision(3));

function report(samples) {
  const rows = FIGURES.map(({ name, read, limit }) => {
    const slope = slopePerTenMinutes(samples, read);
    return { name, first: read(samples[0]), last: read(samples.at(-1)), slope, kept: slope < limit };
  });
  console.log("| | at first | at the end | slope per 10 min |\n|---|--:|--:|--:|");
  for (const { name, first, last, slope, kept } of rows) {
    console.log(
      `| ${name} | ${round(first)} | ${round(last)} | ${round(slope)}${kept ? "" : " (over the limit)"} |`,
    );
  }
  if (samples.at(-1).minutes >= SHORTEST_JUDGED) return rows.every(({ kept }) => kept);
  console.log(`\nToo short to judge: in the first ${SHORTEST_JUDGED} minutes the history still fills.`);
  return true;
}

try {
  const { values } = parseArgs({
    options: {
      minutes: { type: "string", default: "30" },
      backend: { type: "string", default: "auto" },
      hash: { type: "string", default: HASH },
      help: { type: "boolean", default: false },
    },
  });
  const minutes = Number(values.minutes);
  if (values.help) console.log(USAGE);
  else if (!(minutes >= 1 && minutes <= 1440))
    throw new Error(`--minutes ${values.minutes} was refused: it must be from 1 to 1440.`);
  else if (!report(await soak({ minutes, hash: values.hash, backend: values.backend }))) process.exitCode = 1;
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
