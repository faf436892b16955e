import { expect, test } from "./lab-page";

/** Delays the page's navigation event until every pending write of the address is due. */
function delayNavigationEvents(): void {
  const DELAY = 600;
  addEventListener("hashchange", (event) => {
    if (!event.isTrusted) return;
    event.stopImmediatePropagation();
    setTimeout(() => dispatchEvent(new HashChangeEvent("hashchange")), DELAY);
  });
}

test("a tab clicked right after a change of a setting opens, and Back restores the setting", async ({
  lab,
  page,
}) => {
  await page.addInitScript(delayNavigationEvents);
  await lab.open("#length=20&units=8");
  await page.keyboard.press("+");
  await page.getByRole("link", { name: "Why it works" }).click();
  await expect(page.getByRole("heading", { name: "Why it works", level: 1 })).toBeVisible();
  await expect(page).toHaveURL(/#screen=why&length=20&units=8&lr=0\.013/);
  await page.goBack();
  await expect(lab.button("Play")).toBeVisible();
  await expect(page).toHaveURL(/#length=20&units=8&lr=0\.013/);
});

test("links contain the settings that a screen has just changed", async ({ page }) => {
  await page.goto("/#screen=counterexample");
  await page.getByRole("slider", { name: "Learning rate" }).fill("-9");
  const links = page.getByRole("navigation", { name: "Screens" });
  await links.getByRole("link", { name: "About" }).click();
  await expect(page).toHaveURL(/#screen=about&counterexample\.lr=1e-9/);
  await expect(links.getByRole("link", { name: "Lab", exact: true })).toHaveAttribute(
    "href",
    /^#counterexample\.lr=1e-9/,
  );
  await page.goBack();
  await expect(page).toHaveURL(/#screen=counterexample&counterexample\.lr=1e-9/);
});

test("the lesson refuses bad values of its keys, also those of a link followed later", async ({ page }) => {
  await page.goto("/#screen=why");
  await expect(page.getByRole("heading", { name: "Why it works", level: 1 })).toBeVisible();
  await page.evaluate(() => {
    location.hash = "#screen=why&why.chapter=attic";
  });
  await expect(page.getByRole("alert")).toContainText("why.chapter = “attic” was refused: it must be one of");
});

test("settings that mail put behind ? are taken, and are behind # from the first change on", async ({
  lab,
  page,
}) => {
  await page.goto("/?task=adding&amp;length=20&amp;units=8");
  await expect(page.getByRole("combobox", { name: "Task" })).toHaveValue("adding");
  await expect(lab.status("Step")).toContainText("step 0");
  await page.keyboard.press("+");
  await expect(page).toHaveURL(/\/#task=adding&length=20&units=8&lr=0\.013$/);
});
