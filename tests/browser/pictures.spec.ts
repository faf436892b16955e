import type { Page } from "@playwright/test";
import { expect, type LabPage, test } from "./lab-page";
import { played, SMALL, saved } from "./lab-steps";
import { decodePng } from "./png";

const CHARTS = [
  "Gradient norm through time",
  "Eigenvalues",
  "Sequence",
  "Loss",
  "Accuracy",
  "Unitarity drift",
];
const SIZES = [
  ["slide 16:9", 1920, 1080],
  ["half slide", 960, 1080],
  ["paper column", 2100, 1800],
] as const;

/** Saves a chart from its menu with these options. */
async function choose(lab: LabPage, chart: string, button: string, ...options: string[]) {
  const figure = lab.figure(chart);
  await figure.getByRole("button", { name: "More exports" }).click();
  const menu = lab.page.getByRole("dialog", { name: `Export ${chart}` });
  for (const option of options) await menu.getByLabel(option, { exact: true }).check();
  return saved(lab, () => menu.getByRole("button", { name: button, exact: true }).click());
}

/** What a browser finds in an SVG file when it draws it. */
function inspected(page: Page, text: string) {
  return page.evaluate((source) => {
    const parsed = new DOMParser().parseFromString(source, "image/svg+xml");
    const root = parsed.documentElement as unknown as SVGSVGElement;
    const all = [root, ...root.querySelectorAll("*")];
    const attributes = all.flatMap((one) => [...one.attributes].map(({ name, value }) => `${name}=${value}`));
    const shapes = all.filter((one) => /^(path|rect|circle|text)$/.test(one.tagName));
    // Boxes of words are known once the document is on a page, in the font for which it was laid out: it is not installed.
    root.setAttribute("font-family", getComputedStyle(document.body).fontFamily);
    document.body.append(root);
    const [, , width, height] = root.getAttribute("viewBox")?.split(" ").map(Number) ?? [];
    const frame = root.getBoundingClientRect();
    const scale = width / frame.width;
    const words = [...root.querySelectorAll("text")]
      // An outline of letters is beneath the letters, at the same place.
      .filter((one) => !one.hasAttribute("stroke") && one.textContent?.trim())
      .map((one) => {
        const box = one.getBoundingClientRect();
        return {
          text: one.textContent ?? "",
          left: (box.left - frame.left) * scale,
          right: (box.right - frame.left) * scale,
          top: (box.top - frame.top) * scale,
          bottom: (box.bottom - frame.top) * scale,
          size: Number(one.getAttribute("font-size")),
        };
      });
    root.remove();
    return {
      broken: parsed.querySelector("parsererror") !== null,
      tags: [...new Set(all.map((one) => one.tagName))],
      attributes,
      unfilled: shapes.filter((one) => !one.closest("clipPath") && !one.hasAttribute("fill")).length,
      width,
      height,
      words,
    };
  }, text);
}

type Words = Awaited<ReturnType<typeof inspected>>["words"];

/** Pairs of words of which one covers a part of the other; the lines of letters have space above and below them. */
function overlaps(words: Words): string[] {
  return words.flatMap((one, i) =>
    words.slice(i + 1).flatMap((other) => {
      const across = Math.min(one.right, other.right) - Math.max(one.left, other.left);
      const down = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
      return across > 1 && down > 0.45 * Math.min(one.size, other.size)
        ? [`“${one.text}” and “${other.text}”`]
        : [];
    }),
  );
}

test("each chart is laid out for a slide, half of one and a column: no words cut or over others, and files that other programs read", async ({
  lab,
}) => {
  await played(lab);
  for (const chart of CHARTS) {
    for (const [size, width, height] of SIZES) {
      const where = `${chart}, ${size}`;
      const png = await choose(lab, chart, "Save PNG", size);
      const picture = await decodePng(lab.page, png.bytes);
      expect([picture.width, picture.height], where).toEqual([width, height]);
      // White ground.
      expect(picture.corner, where).toEqual([255, 255, 255, 255]);
      expect(picture.colours, where).toBeGreaterThan(20);

      const svg = (await choose(lab, chart, "Save SVG")).bytes.toString("utf8");
      const found = await inspected(lab.page, svg);
      expect(found.broken, where).toBe(false);
      expect(found.width / found.height, where).toBeCloseTo(width / height, 8);
      const known = [
        "svg",
        "g",
        "path",
        "rect",
        "circle",
        "text",
        "tspan",
        "image",
        "clipPath",
        "linearGradient",
        "stop",
      ];
      expect(
        found.tags.filter((tag) => !known.includes(tag)),
        where,
      ).toEqual([]);
      const foreign = found.attributes.filter((one) =>
        /var\(|oklab|oklch|color-mix|\bclass=|paint-order|https?:(?!\/\/www\.w3\.org)/.test(one),
      );
      expect(foreign, where).toEqual([]);
      expect(
        found.attributes.filter((one) => /^href=(?!data:image\/png)/.test(one)),
        where,
      ).toEqual([]);
      expect(found.unfilled, where).toBe(0);
      expect(found.attributes, where).toContain(
        "font-family=Inter, 'Segoe UI', Arial, Helvetica, sans-serif",
      );

      const { words } = found;
      expect(words.length, where).toBeGreaterThan(4);
      for (const { text, left, right, top, bottom } of words) {
        expect(left, `${where}: ${text}`).toBeGreaterThan(-0.5);
        expect(right, `${where}: ${text}`).toBeLessThan(found.width + 0.5);
        expect(Math.min(top, found.height - bottom), `${where}: ${text}`).toBeGreaterThan(-0.5);
      }
      // Labels of a cell are centred on a line of cells, over their neighbours' empty space.
      if (chart !== "Sequence") expect(overlaps(words), where).toEqual([]);
      // Names in the drawing or a legend, not both.
      if (chart !== "Sequence") {
        const names = words.filter(({ text }) => text === "RNN" || text === "Unitary");
        expect(names.map(({ text }) => text).sort(), where).toEqual(["RNN", "Unitary"]);
      }
    }
  }
});

/** The words of a drawing with the points that they are anchored at, in its own coordinates; an outline of letters aside. */
function anchored(root: SVGElement | HTMLElement) {
  return [...root.querySelectorAll("text")]
    .filter((one) => !(one.hasAttribute("stroke") && one.nextElementSibling?.textContent === one.textContent))
    .map((one) => {
      const [own, inner] = [one, one.querySelector("tspan") ?? one];
      const read = (name: string) => Number(own.getAttribute(name) ?? inner.getAttribute(name) ?? 0);
      const shift = /em$/.test(own.getAttribute("dy") ?? "")
        ? Number.parseFloat(own.getAttribute("dy") ?? "") * read("font-size")
        : 0;
      return { text: one.textContent ?? "", x: read("x"), y: read("y") + shift };
    });
}

test("a picture of the size on the screen has axes and words where the page has them", async ({ lab }) => {
  await played(lab);
  // A plot narrower than 420 gets that width.
  for (const chart of ["Unitarity drift", "Accuracy", "Gradient norm through time"]) {
    const svg = (await choose(lab, chart, "Save SVG", "screen")).bytes.toString("utf8");
    const plot = lab.figure(chart).locator("[data-plot] svg").first();
    await lab.page.evaluate((source) => {
      const holder = document.createElement("div");
      holder.id = "saved";
      holder.innerHTML = source;
      document.body.append(holder);
    }, svg);
    const inPicture = await lab.page.locator("#saved").evaluate(anchored);
    await lab.page.locator("#saved").evaluate((holder) => holder.remove());
    // The page lays its charts out over several frames.
    await expect(async () => {
      const onPage = await plot.evaluate(anchored);
      expect(onPage.length, chart).toBeGreaterThan(6);
      for (const { text, x, y } of onPage) {
        const near = inPicture.some(
          (one) => one.text === text && Math.abs(one.x - x) < 0.6 && Math.abs(one.y - y) < 0.6,
        );
        const found = JSON.stringify(inPicture.filter((one) => one.text === text));
        expect(near, `${chart}: ${text} at ${x}, ${y}, in the picture ${found}`).toBe(true);
      }
    }).toPass({ timeout: 20_000 });
  }
});

test("size, colours and ground are remembered, for the button beside the menu too, and names keep their colours", async ({
  lab,
}) => {
  await lab.open(SMALL);
  const svg = (await choose(lab, "Loss", "Save SVG", "half slide", "dark", "transparent")).bytes.toString(
    "utf8",
  );
  const sentence = /<text[^>]*>(?:(?!<\/text>).)*At step(?:(?!<\/text>).)*<\/text>/.exec(svg)?.[0] ?? "";
  // The two lanes' colours in the dark theme.
  expect(sentence).toMatch(/<tspan fill="#ff9a52"[^>]*>RNN<\/tspan>/);
  expect(svg).toMatch(/<tspan fill="#6cb8ee"[^>]*>Unitary<\/tspan>/);
  await lab.page.reload();
  await expect(lab.status("Step")).toContainText("step 0", { timeout: 60_000 });
  const figure = lab.figure("Accuracy");
  const png = await saved(lab, () => figure.getByRole("button", { name: "Export PNG" }).click());
  const picture = await decodePng(lab.page, png.bytes);
  expect([picture.width, picture.height, picture.corner[3]]).toEqual([960, 1080, 0]);
  await figure.getByRole("button", { name: "More exports" }).click();
  const menu = lab.page.getByRole("dialog", { name: "Export Accuracy" });
  await expect(menu.getByLabel("half slide")).toBeChecked();
  await expect(menu.getByLabel("transparent")).toBeChecked();
  // The preview shows it on a white and on a black slide, which is most of what is seen.
  const grounds = () =>
    menu.locator("canvas").evaluateAll((canvases) =>
      (canvases as HTMLCanvasElement[]).map((canvas) => {
        const { data } = canvas
          .getContext("2d", { willReadFrequently: true })!
          .getImageData(0, 0, canvas.width, canvas.height);
        const reds = data.filter((_, i) => i % 4 === 0).sort();
        return reds[reds.length >> 1];
      }),
    );
  await expect.poll(grounds).toEqual([255, 0]);
});
