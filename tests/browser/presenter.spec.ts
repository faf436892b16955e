import { expect, test } from "./lab-page";
import { head } from "./lecture-page";

test("the presenter window has the notes and drives the wall, also after a reload, and the wall goes on without it", async ({
  lab,
  context,
}) => {
  const { page } = lab;
  await page.goto("/#scenes=vanishing&scene=2");
  const opening = context.waitForEvent("page");
  await head(page).getByRole("button", { name: "Notes in a presenter window" }).click();
  const presenter = await opening;
  await expect(presenter.getByRole("region", { name: "Notes" })).toContainText("two networks of 32 units");
  await expect(presenter.getByRole("region", { name: "Next scene" })).toContainText(
    "the plain RNN keeps 10⁻¹⁸",
  );
  await expect(presenter.getByRole("region", { name: "Time" })).toContainText(
    "planned: 5 min at the end of this scene, of 45 min",
  );
  await expect(presenter.getByRole("timer", { name: "Elapsed" })).toHaveText(/^0:\d\d$/);
  await presenter.getByRole("button", { name: "Next", exact: true }).click();
  await expect(head(page).getByRole("button", { name: "Scene 3 of 16" })).toBeVisible();
  await presenter.keyboard.press("PageDown");
  await expect(head(page).getByRole("button", { name: "Scene 4 of 16" })).toBeVisible();
  await presenter.getByRole("button", { name: "Pause" }).click();
  await expect(lab.button("Play")).toBeVisible();
  await presenter.getByRole("button", { name: "Reset" }).click();
  await expect.poll(() => lab.step()).toBe(0);
  await page.keyboard.press("PageUp");
  await expect(presenter.getByRole("heading", { name: "Scene 3 of 16" })).toBeVisible();

  await presenter.reload();
  await expect(presenter.getByRole("heading", { name: "Scene 3 of 16" })).toBeVisible();
  await presenter.getByRole("button", { name: "Back" }).click();
  await expect(head(page).getByRole("button", { name: "Scene 2 of 16" })).toBeVisible();

  await presenter.close();
  await expect(head(page).getByRole("button", { name: "Notes in a presenter window" })).toBeVisible();
  await page.keyboard.press("PageDown");
  await expect(head(page).getByRole("button", { name: "Scene 3 of 16" })).toBeVisible();
});

test("a presenter window that takes its time to close is waited for", async ({ lab, context }) => {
  const { page } = lab;
  await page.clock.install();
  await page.goto("/#scenes=ten-minutes");
  const notes = head(page).getByRole("button", { name: "Notes in a presenter window" });
  const opening = context.waitForEvent("page");
  await notes.click();
  const presenter = await opening;
  await expect(presenter.getByRole("region", { name: "Notes" })).toBeVisible();
  await presenter.evaluate(() => {
    let looks = 0;
    Object.defineProperty(window, "closed", { get: () => looks++ > 3 });
  });
  await presenter.close();
  await page.clock.runFor(5000);
  await expect(notes).toBeVisible();
});

test("a presenter window that shows another site, as after a file was dropped on it, is closed and can be opened again", async ({
  lab,
  context,
}) => {
  const { page } = lab;
  await page.goto("/#scenes=ten-minutes");
  const notes = head(page).getByRole("button", { name: "Notes in a presenter window" });
  for (let i = 0; i < 2; i++) {
    const opening = context.waitForEvent("page");
    await notes.click();
    const presenter = await opening;
    await expect(presenter.getByRole("region", { name: "Notes" })).toBeVisible();
    // It may be closed before it has loaded.
    await presenter.goto("data:text/html,another site").catch(() => {});
    await expect(notes).toBeVisible();
    await expect.poll(() => presenter.isClosed()).toBe(true);
  }
});

test("a presenter window that the browser blocks is said to be blocked", async ({ lab }) => {
  const { page } = lab;
  await page.addInitScript(() => {
    window.open = () => null;
  });
  await page.goto("/#scenes=ten-minutes");
  await head(page).getByRole("button", { name: "Notes in a presenter window" }).click();
  await expect(head(page).getByRole("alert")).toHaveText(
    "The browser blocked the presenter window: allow pop-ups for this page, then choose it again.",
  );
});

test("a presenter window waits while the wall is reloaded, and has its notes and its clock again", async ({
  lab,
  context,
}) => {
  const { page } = lab;
  // The clock of the page is ten minutes slow until it is reloaded: the lecture then began ten minutes ago.
  await page.addInitScript(() => {
    const now = Date.now;
    if (sessionStorage.getItem("began") === null) Date.now = () => now() - 600_000;
    sessionStorage.setItem("began", "");
  });
  await page.goto("/#scenes=vanishing&scene=2");
  const opening = context.waitForEvent("page");
  await head(page).getByRole("button", { name: "Notes in a presenter window" }).click();
  const presenter = await opening;
  const timer = presenter.getByRole("timer", { name: "Elapsed" });
  await expect(timer).toHaveText(/^0:\d\d$/);
  await expect(presenter.locator("html")).toHaveAttribute("data-watches", "");

  // The page's program is held up, so that the window can be looked at meanwhile.
  let go = () => {};
  const held = new Promise<void>((resolve) => {
    go = resolve;
  });
  await page.route("**/*.js", async (route) => {
    await held;
    await route.continue();
  });
  await page.reload({ waitUntil: "commit" });
  await expect(presenter.getByRole("status")).toHaveText(
    "The wall is loading. Your notes come back with it.",
  );
  go();
  await expect(presenter.getByRole("region", { name: "Notes" })).toContainText("two networks of 32 units");
  await expect(timer).toHaveText(/^10:\d\d$/);
  await expect(head(page).getByRole("button", { name: "Notes in a presenter window" })).toBeHidden();
  await presenter.getByRole("button", { name: "Next", exact: true }).click();
  await expect(head(page).getByRole("button", { name: "Scene 3 of 16" })).toBeVisible();
  await presenter.keyboard.press("PageDown");
  await expect(head(page).getByRole("button", { name: "Scene 4 of 16" })).toBeVisible();
  expect(context.pages()).toHaveLength(2);
});

test("a presenter window closes with the wall, and when the wall shows another site", async ({
  lab,
  context,
}) => {
  const { page } = lab;
  const other = await context.newPage();
  for (const wall of [page, other]) {
    await wall.goto("/#scenes=ten-minutes");
    const opening = context.waitForEvent("page");
    await head(wall).getByRole("button", { name: "Notes in a presenter window" }).click();
    const presenter = await opening;
    await expect(presenter.locator("html")).toHaveAttribute("data-watches", "");
    if (wall === page) await wall.goto("data:text/html,another site");
    else await wall.close();
    await expect.poll(() => presenter.isClosed()).toBe(true);
  }
});
