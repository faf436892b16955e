import type { Locator, Page } from "@playwright/test";
import { test as base, expect } from "./lab-page";
import { placeOf } from "./lab-steps";

/** Drives the lesson as a reader would, by accessible names only. */
export class LessonPage {
  constructor(readonly page: Page) {}

  /** Opens a chapter by its address and waits until all chapters are loaded. */
  async open(chapter?: string): Promise<void> {
    await this.page.goto(`/#screen=why${chapter ? `&why.chapter=${chapter}` : ""}`);
    await expect(this.chapter("What the lecture says and what is true")).toBeVisible();
    await expect(this.page.locator("section[aria-busy=true]")).toHaveCount(0);
  }
  chapter(title: string): Locator {
    const head = this.page.getByRole("heading", { level: 2, name: title });
    return this.page.getByRole("region").filter({ has: head });
  }
  figure(name: string): Locator {
    return this.page.getByRole("figure", { name, exact: true });
  }
  /** A phrase in the text that sets a figure. */
  phrase(words: string): Locator {
    return this.page.getByRole("button", { name: words, exact: true });
  }
  slider(name: string): Locator {
    return this.page.getByRole("slider", { name, exact: true });
  }
  /** A row of a figure's numbers, found by its first cell. */
  async row(figure: string, first: string): Promise<string[]> {
    const frame = this.figure(figure);
    const rows = frame.getByRole("row").filter({
      has: this.page.getByRole("cell", { name: first, exact: true }),
    });
    if (!(await frame.getByRole("table").isVisible())) await frame.getByText("Data", { exact: true }).click();
    // The numbers are computed when the table opens.
    await rows.first().waitFor();
    for (const row of await rows.all()) {
      const cells = await row.getByRole("cell").allTextContents();
      if (cells[0] === first) return cells;
    }
    throw new Error(`${figure} has no row ${first}.`);
  }
  /** Drags a handle by a number of px. */
  async drag(handle: Locator, dx: number, dy: number): Promise<void> {
    await handle.scrollIntoViewIfNeeded();
    const box = await placeOf(handle);
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    await this.page.mouse.move(x, y);
    await this.page.mouse.down();
    await this.page.mouse.move(x + dx / 2, y + dy / 2);
    await this.page.mouse.move(x + dx, y + dy);
    await this.page.mouse.up();
  }
  /** Drags a handle by a number of px with a finger. */
  async swipe(handle: Locator, dx: number, dy: number): Promise<void> {
    await handle.scrollIntoViewIfNeeded();
    const box = await placeOf(handle);
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    const session = await this.page.context().newCDPSession(this.page);
    const touch = (type: "touchStart" | "touchMove" | "touchEnd", share: number) =>
      session.send("Input.dispatchTouchEvent", {
        type,
        touchPoints: type === "touchEnd" ? [] : [{ x: x + share * dx, y: y + share * dy }],
      });
    await touch("touchStart", 0);
    for (const share of [0.25, 0.5, 0.75, 1]) await touch("touchMove", share);
    await touch("touchEnd", 1);
    await session.detach();
  }
  /** Chooses an option of a chapter's question and returns the answer shown. */
  async predict(title: string, option: string): Promise<string> {
    const chapter = this.chapter(title);
    await chapter.getByRole("radio", { name: option, exact: true }).check();
    await chapter.getByRole("button", { name: "Check" }).click();
    const answer = chapter.getByRole("status").filter({ hasText: /s you predicted: / });
    await expect(answer).toBeVisible();
    return (await answer.textContent()) ?? "";
  }
}

export const test = base.extend<{ lesson: LessonPage }>({
  lesson: async ({ lab }, use) => {
    await use(new LessonPage(lab.page));
  },
});
export { expect };
