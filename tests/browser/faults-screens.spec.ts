import { expect, test } from "./faults-page";

// What the browser says of a program that does not come, and React of a part that breaks.
test.use({ expectedComplaints: /ERR_FAILED|dynamically imported module|Unable to preload CSS/ });

/** Every screen that is fetched when it is gone to, by link and what its boundary calls it. */
const SCREENS = [
  ["Counterexample", "The counterexample"],
  ["Why it works", "The lesson"],
  ["Experiments", "The experiments"],
  ["Benchmark", "The benchmark"],
  ["About", "The licences"],
] as const;

test("a screen that does not come says so, leaves the others alone, and comes when asked again", async ({
  lab,
  page,
}) => {
  await page
    .context()
    .route(/assets\/(counterexample|lesson|experiments|benchmark|about)-/, (route) => route.abort());
  // Under way for as long as the screens take.
  await lab.open("#backend=wasm&units=64&steps=1000000");
  await lab.button("Play").click();
  for (const [link, name] of SCREENS) {
    await page.getByRole("link", { name: link, exact: true }).click();
    const alert = page.getByRole("alert");
    await expect(alert).toContainText(`${name} could not be shown`);
    await expect(alert.getByRole("button", { name: "Copy report" })).toBeVisible();
  }
  await page.getByRole("link", { name: "Lab", exact: true }).click();
  await expect(page.getByRole("alert")).toHaveCount(0);
  const at = await lab.step();
  await lab.reaches(at + 10);

  await page.context().unrouteAll();
  for (const [link] of SCREENS) {
    await page.getByRole("link", { name: link, exact: true }).click();
    await page.getByRole("button", { name: "Try again" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toBeAttached();
    await expect(page.getByRole("alert")).toHaveCount(0);
  }
});

test("charts that do not come leave the lab's controls, and come when asked again", async ({ lab, page }) => {
  await page.context().route("**/assets/charts-grid-*.js", (route) => route.abort());
  await lab.open("#backend=wasm&length=10&steps=100000");
  await expect(page.getByRole("alert")).toContainText("The charts could not be shown");
  await lab.button("Play").click();
  await lab.reaches(10);
  await page.context().unrouteAll();
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(lab.figure("Loss").locator("svg path").first()).toBeVisible();
});
