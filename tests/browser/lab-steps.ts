import { readFile } from "node:fs/promises";
import type { Locator, Page } from "@playwright/test";
import { expect, type LabPage } from "./lab-page";

/** T = 26: three symbols, twenty blanks, recall; finished within a second. */
export const SMALL = "#length=20&units=8&steps=60&batch=4";

export const reading = (lab: LabPage, name: string) => lab.page.getByRole("slider", { name, exact: true });

/** Plays the small run to its end, and waits until all of it is on the page. */
export async function played(lab: LabPage): Promise<void> {
  await lab.open(SMALL);
  await lab.button("Play").click();
  await lab.reaches(60);
  await expect(lab.button("Play")).toBeVisible();
  await lab.settled();
}

type Box = NonNullable<Awaited<ReturnType<Locator["boundingBox"]>>>;

/** The box of an element, once it has stopped moving. */
export async function placeOf(what: Locator): Promise<Box> {
  let place: Box | null = null;
  await expect(async () => {
    const before = place;
    place = await what.boundingBox();
    expect(place).not.toBeNull();
    expect(place).toEqual(before);
  }).toPass({ intervals: [50] });
  return place!;
}

/** Waits until nothing is wider than the window. */
export const fitsWindow = (page: Page, message = ""): Promise<void> =>
  expect
    .poll(() => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth), { message })
    .toBeLessThanOrEqual(0);

/** Points at a position in a plot, given as fractions of its width and height. */
export async function hover(plot: Locator, across: number, down: number): Promise<void> {
  const box = await placeOf(plot);
  await plot.page().mouse.move(box.x + across * box.width, box.y + down * box.height);
}

/** The file that a click downloads. */
export async function saved(lab: LabPage, click: () => Promise<void>) {
  const waiting = lab.page.waitForEvent("download");
  await click();
  const download = await waiting;
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}
