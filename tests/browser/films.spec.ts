import type { Page } from "@playwright/test";
import { decodeFrames } from "modern-gif";
import { violationsInBothThemes } from "./axe";
import { expect, type LabPage, test } from "./lab-page";
import { saved } from "./lab-steps";

/** Pixels of a picture, four bytes each. */
interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray;
}

const unpacked = ({ width, height, data }: { width: number; height: number; data: string }): Pixels => ({
  width,
  height,
  data: new Uint8ClampedArray(Buffer.from(data, "base64")),
});

/** Draws images or frames of a video in the page and reads their pixels. */
async function decoded(
  page: Page,
  bytes: Buffer,
  type: string,
  times: readonly number[] = [],
): Promise<{ readonly frames: readonly Pixels[]; readonly duration: number }> {
  const { frames, duration } = await page.evaluate(
    async ({ base64, mime, at }) => {
      const response = Uint8Array.from(atob(base64), (one) => one.charCodeAt(0));
      const url = URL.createObjectURL(new Blob([response], { type: mime }));
      const read = async (from: CanvasImageSource, width: number, height: number) => {
        const canvas = new OffscreenCanvas(width, height);
        const context = canvas.getContext("2d", { willReadFrequently: true });
        context?.drawImage(from, 0, 0);
        const data = context?.getImageData(0, 0, width, height).data ?? new Uint8ClampedArray();
        const dataUrl = await new Promise<string>((resolve) => {
          const reader = new FileReader();
          reader.onload = () => resolve(String(reader.result));
          reader.readAsDataURL(new Blob([data]));
        });
        return { width, height, data: dataUrl.split(",")[1] };
      };
      if (!mime.startsWith("video/")) {
        const image = new Image();
        image.src = url;
        await image.decode();
        return { frames: [await read(image, image.naturalWidth, image.naturalHeight)], duration: 0 };
      }
      const video = document.createElement("video");
      video.muted = true;
      video.src = url;
      await new Promise((resolve, reject) => {
        video.onloadeddata = resolve;
        video.onerror = () => reject(new Error(video.error?.message));
      });
      await video.play();
      video.pause();
      const found = [];
      for (const time of at) {
        video.currentTime = time < 0 ? video.duration + time : time;
        await new Promise((resolve) => {
          video.onseeked = resolve;
        });
        found.push(await read(video, video.videoWidth, video.videoHeight));
      }
      return { frames: found, duration: video.duration };
    },
    { base64: bytes.toString("base64"), mime: type, at: [...times] },
  );
  return { frames: frames.map(unpacked), duration };
}

/** Share of the pixels that differ by more than compression does; a line that is elsewhere is far more than that. */
function difference(one: Pixels, other: Pixels): number {
  expect([one.width, one.height]).toEqual([other.width, other.height]);
  let count = 0;
  for (let i = 0; i < one.data.length; i += 4) {
    const far = Math.max(...[0, 1, 2].map((c) => Math.abs(one.data[i + c] - other.data[i + c])));
    if (far > 96) count++;
  }
  return count / (one.data.length / 4);
}

const NUMBERS = ["From step", "To step", "Seconds"];

/** Chooses what is to be filmed, and how, and saves it. */
async function film(lab: LabPage, chart: string | null, settings: Readonly<Record<string, string>>) {
  const { page } = lab;
  if (chart === null) await lab.button("Save film").click();
  else {
    await lab.figure(chart).getByRole("button", { name: "More exports" }).click();
    await page.getByRole("button", { name: "Save film …" }).click();
  }
  const dialog = page.getByRole("dialog", { name: "Save film" });
  await expect(dialog.getByRole("button", { name: "Save film" })).toBeEnabled();
  for (const [label, value] of Object.entries(settings)) {
    if (NUMBERS.includes(label)) await dialog.getByLabel(label, { exact: true }).fill(value);
    else await dialog.getByRole("combobox", { name: label, exact: true }).selectOption(value);
  }
  const file = await saved(lab, () => dialog.getByRole("button", { name: "Save film" }).click());
  await expect(dialog).toHaveCount(0);
  return file;
}

/** The picture of a chart, as it is on the page now, for a slide. */
const picture = async (lab: LabPage, chart: string) =>
  saved(lab, () => lab.figure(chart).getByRole("button", { name: "Export PNG" }).click());

/** As {@link picture}, when nothing is measured for the chart any more: two pictures in a row are the same. */
async function stillPicture(lab: LabPage, chart: string) {
  await expect(lab.figure(chart)).not.toContainText(/at step/i);
  let last = await picture(lab, chart);
  await expect(async () => {
    const before = last;
    last = await picture(lab, chart);
    expect(last.bytes.equals(before.bytes)).toBe(true);
  }).toPass();
  return last;
}

test("a film of Remember plays, and its first and last frame are the pictures of the first and the last step; a GIF likewise", async ({
  lab,
  context,
}) => {
  test.setTimeout(240_000);
  // A page without the lab's policy, in which a video may be played.
  const beside = await context.newPage();
  await lab.open("#speed=full");
  await lab.settled();
  const CHART = "Eigenvalues";
  const before = (await decoded(beside, (await stillPicture(lab, CHART)).bytes, "image/png")).frames[0];
  await lab.button("Play").click();
  await lab.reaches(500, 120_000);
  await expect(lab.button("Play")).toBeVisible();
  await lab.settled();
  const after = (await decoded(beside, (await stillPicture(lab, CHART)).bytes, "image/png")).frames[0];
  const apart = difference(before, after);
  expect(apart).toBeGreaterThan(0.001);

  const video = await film(lab, CHART, { Seconds: "10", "Frames per second": "15" });
  expect(video.name).toMatch(/^unitary-rnn-lab_eigenvalues_remember\.(mp4|webm)$/);
  const mime = video.name.endsWith("mp4") ? "video/mp4" : "video/webm";
  const { frames, duration } = await decoded(beside, video.bytes, mime, [0, 0.5, -0.01]);
  expect(duration).toBeCloseTo(10, 1);
  expect([frames[0].width, frames[0].height]).toEqual([1920, 1080]);
  const [first, early, last] = frames;
  expect(difference(first, before)).toBeLessThan(0.1 * apart);
  expect(difference(last, after)).toBeLessThan(0.1 * apart);
  // Half a second later neither is shown.
  expect(difference(early, before)).toBeGreaterThan(0.2 * apart);
  expect(difference(early, after)).toBeGreaterThan(0.2 * apart);

  const gif = await film(lab, CHART, { Format: "gif", Seconds: "3" });
  expect(gif.name).toBe("unitary-rnn-lab_eigenvalues_remember.gif");
  const all = decodeFrames(new Uint8Array(gif.bytes).buffer) as readonly (Pixels & { delay: number })[];
  expect(all.reduce((sum, { delay }) => sum + delay, 0)).toBe(3000);
  // Half of the picture's size, which is drawn there in the same way.
  const half = async (of: Pixels) => halved(of);
  const [small, large] = [await half(before), await half(after)];
  const apartThere = difference(small, large);
  expect(difference(all[0], small)).toBeLessThan(0.35 * apartThere);
  expect(difference(all[all.length - 1], large)).toBeLessThan(0.35 * apartThere);
});

/** The mean of each four pixels. */
function halved({ width, height, data }: Pixels): Pixels {
  const [w, h] = [width / 2, height / 2];
  const out = new Uint8ClampedArray(4 * w * h);
  for (let y = 0; y < h; y++) {
    for (let x = 0; x < w; x++) {
      for (let c = 0; c < 4; c++) {
        const at = (dx: number, dy: number) => data[4 * ((2 * y + dy) * width + 2 * x + dx) + c];
        out[4 * (y * w + x) + c] = (at(0, 0) + at(1, 0) + at(0, 1) + at(1, 1)) / 4;
      }
    }
  }
  return { width: w, height: h, data: out };
}

test("a film of all charts shows the stretch that was chosen, can be cancelled, and says what the browser cannot encode", async ({
  lab,
}) => {
  test.setTimeout(180_000);
  const { page } = lab;
  await page.addInitScript(() => {
    const supported = VideoEncoder.isConfigSupported;
    VideoEncoder.isConfigSupported = async (config) =>
      /^avc/.test(config.codec) ? { supported: false, config } : supported.call(VideoEncoder, config);
  });
  await lab.open("#length=20&units=8&steps=60&batch=4&speed=full");
  await lab.button("Play").click();
  await lab.reaches(60);
  await lab.settled();
  await lab.button("Save film").click();
  const dialog = page.getByRole("dialog", { name: "Save film" });
  await expect(dialog).toContainText("This browser cannot encode H.264, which MP4 needs.");
  await expect(dialog.getByRole("combobox", { name: "Format", exact: true }).locator("option")).toHaveText([
    "WebM",
    "GIF, animated",
  ]);
  expect(await violationsInBothThemes(page)).toEqual([]);
  await dialog.getByLabel("Seconds", { exact: true }).fill("60");
  await dialog.getByRole("button", { name: "Save film" }).click();
  await expect(dialog.getByRole("status", { name: "Film" })).toContainText(/frame \d[\d\s]* of 1\s800/);
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await expect(dialog.getByRole("progressbar")).toHaveCount(0);
  await expect(dialog.getByRole("alert")).toHaveCount(0);
  await dialog.getByRole("button", { name: "Close" }).click();

  const file = await film(lab, null, {
    "From step": "20",
    "To step": "40",
    Seconds: "1",
    "Frames per second": "10",
    Size: "small",
  });
  expect(file.name).toBe("unitary-rnn-lab_all-charts_custom.webm");
  expect(file.bytes.length).toBeGreaterThan(5000);
});

test("a run that gives way to another while its film is made leaves the dialog to say so", async ({
  lab,
}) => {
  const { page } = lab;
  const dialog = page.getByRole("dialog", { name: "Save film" });
  await lab.open("#length=20&units=8&steps=60&batch=4&speed=full");
  await lab.button("Play").click();
  await lab.reaches(60);
  await lab.button("Save film").click();
  const save = dialog.getByRole("button", { name: "Save film" });
  await expect(save).toBeEnabled();
  await dialog.getByLabel("From step", { exact: true }).fill("30");
  await dialog.getByLabel("Seconds", { exact: true }).fill("60");
  await save.click();
  await expect(dialog.getByRole("status", { name: "Film" })).toContainText(/frame \d/);
  await page.evaluate(() => {
    location.hash = "#length=21&units=8&steps=60&batch=4";
  });
  await expect(dialog.getByRole("alert")).toHaveText(
    "The film was not made. The run was begun again in the meantime.",
  );
  await expect(dialog).toContainText("No moment of this stretch is remembered");
  await expect(save).toBeDisabled();
});

test("Cancel acts at once while the file is written, and while one moment has many frames", async ({
  lab,
}) => {
  const { page } = lab;
  // A worker that never ends its GIF.
  await page.addInitScript(() => {
    const post = Worker.prototype.postMessage;
    Worker.prototype.postMessage = function (this: Worker, message: object, ...rest: []) {
      if (!("finish" in message)) post.call(this, message, ...rest);
    };
  });
  await lab.open("#length=20&units=8&steps=60&batch=4");
  await lab.settled();
  await lab.button("Save film").click();
  const dialog = page.getByRole("dialog", { name: "Save film" });
  const save = dialog.getByRole("button", { name: "Save film" });
  const status = dialog.getByRole("status", { name: "Film" });
  const cancelled = async () => {
    await dialog.getByRole("button", { name: "Cancel" }).click();
    await expect(dialog.getByRole("progressbar")).toHaveCount(0);
    await expect(dialog.getByRole("alert")).toHaveCount(0);
    await expect(save).toBeEnabled();
  };
  await expect(save).toBeEnabled();
  // A run that has made no step yet has one moment, which all frames show.
  await dialog.getByLabel("Seconds", { exact: true }).fill("120");
  await dialog.getByRole("combobox", { name: "Frames per second" }).selectOption("60");
  await save.click();
  await expect(status).toContainText(/frame \d[\d\s]* of 7\s200/);
  await cancelled();

  await dialog.getByRole("combobox", { name: "Format" }).selectOption("gif");
  await dialog.getByLabel("Seconds", { exact: true }).fill("1");
  await save.click();
  await expect(status).toContainText("writing the file");
  await cancelled();
});
