import { FIGURES, LEAK, report, watch } from "./samples.mjs";
import { onSite } from "./site.mjs";

/** Settings for endless training, larger than the default so that a leak shows. */
export const HASH = "#units=64&batch=16&length=60";
const SAMPLES = 30;

const LAB_FIGURES = [
  ...FIGURES,
  { name: "GPU buffers", read: ({ buffers }) => buffers, limit: 1 },
  { name: "GPU buffers, MB", read: ({ bufferBytes }) => bufferBytes / 1e6, limit: LEAK },
  { name: "Steps a second", read: ({ speed }) => speed, limit: Number.POSITIVE_INFINITY },
];

const SOFTWARE_WEBGPU = ["--enable-unsafe-webgpu", "--use-webgpu-adapter=swiftshader"];

/** @returns {Promise<boolean>} whether nothing leaked */
export async function soakLab(minutes, { hash, backend }) {
  const address = `${hash}&backend=${backend}&steps=1000000&speed=full&play`;
  const watched = async (page) => {
    await page.getByRole("button", { name: "Pause", exact: true }).waitFor({ timeout: 60_000 });
    return watch(page, {
      interval: (minutes * 60_000) / SAMPLES,
      figures: LAB_FIGURES,
      count: () => step(page),
      enough: ({ length }) => length === SAMPLES,
    });
  };
  const samples = await onSite(address, watched, backend === "webgpu" ? SOFTWARE_WEBGPU : []);
  return report(samples, LAB_FIGURES);
}

async function step(page) {
  const text = await page.getByRole("status", { name: "Step", exact: true }).textContent();
  return Number(/step\s+([\d\s]+)/.exec(text)[1].replace(/\s/g, ""));
}
