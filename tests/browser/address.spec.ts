import { expect, test } from "./lab-page";

/** Tells the page of a navigation only after every write of the address that was waiting is due. */
function delayNavigationEvents(): void {
  const DELAY = 600;
  addEventListener("hashchange", (event) => {
    if (!event.isTrusted) return;
    event.stopImmediatePropagation();
    setTimeout(() => dispatchEvent(new HashChangeEvent("hashchange")), DELAY);
  });
}

test("a tab that is clicked right after a setting was changed opens, and Back has the setting", async ({
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

test("links carry what a screen set a moment ago", async ({ page }) => {
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

test("the lesson says what its keys cannot be, also when a link asks for it later", async ({ page }) => {
  await page.goto("/#screen=why");
  await expect(page.getByRole("heading", { name: "Why it works", level: 1 })).toBeVisible();
  await page.evaluate(() => {
    location.hash = "#screen=why&why.chapter=attic";
  });
  await expect(page.getByRole("alert")).toContainText("why.chapter = “attic” was refused: it must be one of");
});
