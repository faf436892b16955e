import type { Page } from "@playwright/test";
import { expect, test } from "./lab-page";

/** The smallest type in the drawings of the page, px. */
const smallestInCharts = (page: Page) =>
  page.evaluate(() =>
    Math.min(
      ...[...document.querySelectorAll("figure [data-plot] text")]
        .filter((text) => text.textContent!.trim() !== "" && text.checkVisibility())
        // A subscript is a part of its name.
        .map((text) => Number.parseFloat(getComputedStyle(text).fontSize)),
    ),
  );

for (const [width, height] of [
  [1920, 1080],
  [2560, 1440],
]) {
  test(`at ${width} × ${height} no text of a chart is smaller than 14 px, in the lab and the counterexample`, async ({
    lab,
  }) => {
    const { page } = lab;
    await page.setViewportSize({ width, height });
    await lab.open();
    for (const name of ["Gradient norm through time", "Loss", "Unitarity drift"])
      await expect(lab.figure(name).locator("[data-plot] text").first()).toBeVisible();
    await expect.poll(() => smallestInCharts(page)).toBeGreaterThanOrEqual(14);
    await page.getByRole("link", { name: "Counterexample" }).click();
    await expect(lab.figure("Unitarity drift").locator("[data-plot] text").first()).toBeVisible();
    await expect.poll(() => smallestInCharts(page)).toBeGreaterThanOrEqual(14);
  });
}

/** The contrast of the tokens with the paper, as WCAG 2 defines it. */
const contrasts = (page: Page) =>
  page.evaluate(() => {
    const style = getComputedStyle(document.documentElement);
    const luminance = (token: string) => {
      const hex = style.getPropertyValue(token).trim();
      const full = hex.length === 4 ? hex.replace(/[\da-f]/gi, "$&$&") : hex;
      const [r, g, b] = [1, 3, 5].map((i) => {
        const c = Number.parseInt(full.slice(i, i + 2), 16) / 255;
        return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const paper = luminance("--paper");
    const contrast = (token: string) => {
      const [low, high] = [luminance(token), paper].sort((one, other) => one - other);
      return (high + 0.05) / (low + 0.05);
    };
    return {
      grid: contrast("--grid"),
      border: contrast("--hairline"),
      axis: contrast("--axis"),
      quiet: contrast("--ink-3"),
      laneA: contrast("--lane-a"),
      laneB: contrast("--lane-b"),
    };
  });

for (const colorScheme of ["light", "dark"] as const) {
  test(`who asks for more contrast gets it in grid, borders, greys and lanes, ${colorScheme}`, async ({
    lab,
  }) => {
    const { page } = lab;
    await page.emulateMedia({ colorScheme, contrast: "no-preference" });
    await lab.open("#units=8");
    await expect(page.locator("html")).toHaveAttribute("data-theme", colorScheme);
    const usual = await contrasts(page);
    await page.emulateMedia({ colorScheme, contrast: "more" });
    await expect.poll(async () => (await contrasts(page)).grid).toBeGreaterThan(1.15 * usual.grid);
    const more = await contrasts(page);
    for (const part of ["grid", "border", "axis", "quiet", "laneA", "laneB"] as const)
      expect(more[part], part).toBeGreaterThan(1.15 * usual[part]);
    expect(more.grid).toBeGreaterThan(2);
    expect(more.border).toBeGreaterThan(3);
    expect(more.axis).toBeGreaterThan(7);
    expect(more.quiet).toBeGreaterThan(10);
    expect(more.laneA).toBeGreaterThan(7);
    expect(more.laneB).toBeGreaterThan(7);
  });
}
