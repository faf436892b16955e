import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { expect } from "./lab-page";

/** The strip with the sentence on the wall. */
export const head = (page: Page) => page.getByRole("region", { name: "Scene", exact: true });
/** The panel with the lectures. */
export const panel = (page: Page) => page.getByRole("complementary", { name: "Lectures" });

/** Opens the list of lectures from the header. */
export async function openList(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Lectures", exact: true }).click();
  await expect(panel(page)).toBeVisible();
}

/** The sentence on the wall. */
export const sentence = (page: Page) => head(page).getByRole("paragraph").first();

/** What a button saves, as the text of a file, and the file's name. */
export async function saved(page: Page, save: () => Promise<void>): Promise<{ text: string; name: string }> {
  const saving = page.waitForEvent("download");
  await save();
  const download = await saving;
  return { text: await readFile(await download.path(), "utf8"), name: download.suggestedFilename() };
}
