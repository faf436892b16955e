import { expect, test } from "./faults-page";

// Console messages of the browser about a script that does not load, and of React about a component that fails.
test.use({
  expectedComplaints: /ERR_FAILED|dynamically imported module|a part of its program did not arrive/,
});

/** Every screen that is loaded on demand, by its link and its name in the error boundary. */
const SCREENS = [
  ["Counterexample", "The counterexample"],
  ["Why it works", "The lesson"],
  ["Experiments", "The experiments"],
  ["Benchmark", "The benchmark"],
  ["About", "The licences"],
] as const;

test("a screen that does not load says so, does not affect the others, and loads on retry", async ({
  lab,
  page,
}) => {
  await page
    .context()
    .route(/assets\/(counterexample|lesson|experiments|benchmark|about)-/, (route) => route.abort());
  // A run that plays while the screens are opened.
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

test("if charts do not load the lab's controls remain, and the charts load on retry", async ({
  lab,
  page,
}) => {
  await page.context().route("**/assets/charts-grid-*.js", (route) => route.abort());
  await lab.open("#backend=wasm&length=10&steps=100000");
  await expect(page.getByRole("alert")).toContainText("The charts could not be shown");
  await lab.button("Play").click();
  await lab.reaches(10);
  await page.context().unrouteAll();
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(lab.figure("Loss").locator("svg path").first()).toBeVisible();
});
