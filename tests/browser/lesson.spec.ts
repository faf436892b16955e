import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { promisify } from "node:util";
import { formatNumber } from "../../src/math/number-format";
import { golden } from "../golden/golden-file";
import { violationsInBothThemes } from "./axe";
import { fitsWindow } from "./lab-steps";
import { expect, test } from "./lesson-page";

const powers = golden.nonnormal_powers.find(({ name }) => name === "2x2");
const swap = golden.expm_general.find(({ B }) => JSON.stringify(B) === "[[0,1],[1,0]]");
const counts = golden.counterexample.find(({ name }) => name === "deck_X")?.counts ?? [];

test("1: the unrolled network is stepped through by buttons and keys, and plays only when asked", async ({
  page,
  lesson,
}) => {
  await lesson.open();
  const figure = lesson.figure("The network, unrolled in time");
  const stepper = page.getByRole("group", { name: "Time step" });
  const reading = stepper.getByRole("status");
  // The whole way back at first: the picture of the lesson.
  await expect(figure).toContainText(
    /t = 0, 20 time steps back: the norm of the gradient is .* in RNN and .* in Unitary\./,
  );
  await stepper.getByRole("radio", { name: "Forward" }).check({ force: true });
  await expect(figure).toContainText("t = 0, before the first of 20 inputs: h is 0.");
  const next = stepper.getByRole("button", { name: "Next time step" });
  await next.click();
  await expect(reading).toHaveText(
    /^t = 1 of 20: input c, RNN answers \w+ at \d+\s%, Unitary answers \w+ at \d+\s%\.$/,
  );
  await next.press("ArrowRight");
  await expect(stepper).toContainText("t = 2 of 20");
  await next.press("ArrowLeft");
  await next.press("ArrowLeft");
  await next.press("ArrowLeft");
  await expect(stepper).toContainText("t = 0 of 20");
  await next.press("End");
  await expect(figure).toContainText("t = 20 of 20: input blank");
  // It stops at the end by itself, and from there it starts again.
  const play = stepper.getByRole("button", { name: "Play the time steps" });
  await next.press("ArrowLeft");
  await play.click();
  await expect(stepper).toContainText("t = 20 of 20");
  await expect(play).toBeVisible();
  await play.click();
  await expect(stepper).toContainText(/t = \d of 20/);
  await stepper.getByRole("radio", { name: "Backward" }).check({ force: true });
  await expect(figure).toContainText("t = 20, where the gradient starts");
  await play.click();
  // It may have gone on when this is looked at.
  await expect(stepper).toContainText(/t = (1[0-8]|[1-9]) of 20/);
  await stepper.getByRole("button", { name: "Previous time step" }).click();
  await expect(play).toBeVisible();
  const row = await lesson.row("The network, unrolled in time", "20");
  expect(row.slice(0, 3)).toEqual(["20", "blank", "b"]);
});

test("1: a unitary W does not save the sigmoid, and the phrases in the text set the figure", async ({
  page,
  lesson,
}) => {
  await lesson.open();
  await expect(
    page.getByText("This lesson follows, and checks, a lecture by Hoang Chu (2024)"),
  ).toBeVisible();
  await expect(lesson.chapter("The problem").getByText("the input at time step")).toBeVisible();
  const product = lesson.figure("The product, and its two parts");
  await expect(product).toContainText("σ = tanh");
  await lesson.phrase("σ = identity").click();
  await expect(product).toContainText(
    "with σ = identity the product is 1: W alone would make it 1, σ′ alone 1.",
  );
  await lesson.phrase("σ = sigmoid").click();
  await expect(product).toContainText(
    /σ = sigmoid the product is \d\.?\d*\s×\s10⁻⁶.: W alone would make it 1,/,
  );
  await lesson.slider("Length T").press("Home");
  await expect(product).toContainText("After 2 time steps back");
  await lesson.slider("Spectral radius ρ").press("End");
  await lesson.phrase("σ = identity").click();
  await lesson.slider("Spectral radius ρ").press("End");
  // ρ = 2, 100 steps: 2¹⁰⁰.
  await expect(product).toContainText(`the product is ${formatNumber(2 ** 100)}`);
  expect(await lesson.predict("The problem", "About a hundredth")).toMatch(
    /Not as you predicted: Less than a thousandth\. What is left is .*\s×\s10⁻⁶/,
  );
});

test("2: an eigenvalue dragged off the circle bends the curve; 0.9 explodes for a while", async ({
  lesson,
}) => {
  await lesson.open("eigenvalues");
  const curve = lesson.figure("Norm of the powers of W");
  await expect(curve).toContainText("‖Wᵏ‖₂ stays 1 up to k = 50.");
  await lesson.drag(lesson.slider("Eigenvalue 2"), -20, -30);
  await expect(lesson.figure("Eigenvalues of W")).toContainText("outside");
  await expect(curve).toContainText(/‖Wᵏ‖₂ grows to .* at k = 50\./);
  await lesson.phrase("All on the circle").click();
  // 20 nudges of a hundredth: |λ| = 0.8 beside one of 1; then both.
  for (const name of ["Eigenvalue 1", "Eigenvalue 2"])
    for (let k = 0; k < 2; k++) await lesson.slider(name).press("Shift+ArrowDown");
  await expect(curve).toContainText(`‖Wᵏ‖₂ falls to ${formatNumber(0.8 ** 50)} at k = 50.`);
  await lesson.phrase("W = [[.9, 10], [0, .9]]").click();
  await expect(curve).toContainText(`grows to ${formatNumber(powers?.max ?? 0)} at k = ${powers?.argmax}`);
  for (const [k, norm] of Object.entries(powers?.norm2_of_power ?? {}))
    if (Number(k) <= 50)
      expect((await lesson.row("Norm of the powers of W", k))[1]).toBe(formatNumber(norm, 4));
  await expect(lesson.chapter("Eigenvalues, singular values").locator("dd").nth(1)).toHaveText(
    formatNumber(powers?.norm2_of_power["1"] ?? 0),
  );
  expect(await lesson.predict("Eigenvalues, singular values", "About 40, after some steps")).toContain(
    `As you predicted: About 40, after some steps. ‖Wᵏ‖₂ is largest at k = ${powers?.argmax}, where it is ${formatNumber(powers?.max ?? 0, 3)}`,
  );
});

test("3: the swap keeps [3, 4] five long; a shear does not", async ({ lesson }) => {
  await lesson.open("unitary");
  const vector = lesson.figure("A vector and its image");
  await expect(vector).toContainText("v = [3, 4] becomes Xv = [4, 3]: both 5 long.");
  await expect(lesson.figure("Its eigenvalues")).toContainText("−1, 1: all on the unit circle.");
  await lesson.phrase("permute").click();
  await expect(lesson.figure("Its eigenvalues")).toContainText("−0.5 + 0.87i");
  await lesson.phrase("Rotate").click();
  await lesson.slider("Angle of the turn").press("Home");
  for (let k = 0; k < 18; k++) await lesson.slider("Angle of the turn").press("ArrowRight");
  await expect(vector).toContainText("v = [3, 4] becomes Xv = [−4, 3]");
  await lesson.slider("Vector v").press("ArrowRight");
  await expect(vector).toContainText("v = [3.1, 4]");
  await lesson.drag(lesson.slider("Vector v"), 15, 20);
  await expect(vector).toContainText(/both [\d.]+ long/);
  await lesson.phrase("A shear").click();
  await expect(vector).toContainText(/from [\d.]+ to [\d.]+ long/);
  expect(await lesson.predict("Unitary matrices", "5, as printed")).toContain(
    "Not as you predicted: 1. ‖X‖₂ = 1, and ‖X‖F = 1.414. The 5 is the length of the vector, before and after: ‖v‖ = 5, ‖Xv‖ = 5.",
  );
});

test("4: eight factors, unitary at each stage and wherever their parameters are", async ({
  page,
  lesson,
}) => {
  await lesson.open("past-approach");
  const factors = lesson.figure("The factors of W, one by one");
  const rounding = /‖PP\*\s−\sI‖\s=\s(0|\d\.?\d*\s×\s10⁻¹[⁴⁵⁶])\./;
  await expect(factors).toContainText("8 of 8 factors: P = D₃ R₂ F⁻¹ D₂ Π R₁ F D₁");
  await lesson.phrase("D₁ alone").click();
  await expect(factors).toContainText("1 of 8 factors: P = D₁,");
  for (let k = 2; k <= 8; k++) {
    await page
      .getByRole("radiogroup", { name: "Product up to" })
      .getByRole("radio", { checked: true })
      .press("ArrowRight");
    await expect(factors).toContainText(`${k} of 8 factors`);
    await expect(factors).toContainText(rounding);
  }
  expect(await lesson.predict("The past approach", "Far: ‖WW* − I‖ above 1")).toMatch(
    /Not as you predicted: Not at all, but for rounding\. ‖WW\* − I‖ = \d\.?\d*\s×\s10⁻¹/,
  );
  await expect(factors).toContainText(rounding);
  const modrelu = lesson.figure("modReLU");
  await lesson.phrase("m > 0").click();
  await expect(modrelu).toContainText("a gradient grows: 1 + m/|z| = 1.5.");
  await lesson.slider("Threshold m").press("Home");
  await expect(modrelu).toContainText("units with |z| below 1 are dead");
});

test("5: the counts of the counterexample are the reference’s, small rates only delay it", async ({
  lesson,
}) => {
  await lesson.open("what-breaks-it");
  const broken = lesson.figure("Iterations until no longer unitary");
  await expect(broken).toContainText("At α = 10 the loop stops after 1 iteration.");
  const handle = lesson.slider("Learning rate on the curve");
  for (const { lr, iterations } of counts.filter(({ lr }) => lr >= 1e-10 && lr <= 1)) {
    const exponent = Math.log10(lr);
    if (!Number.isInteger(exponent)) continue;
    await lesson.slider("Learning rate α").press("End");
    for (let k = 0; k < 2 * (1 - exponent); k++) await handle.press("Shift+ArrowLeft");
    await expect(handle).toHaveAttribute(
      "aria-valuetext",
      `α = ${formatNumber(lr)}: the loop stops after ${iterations} iteration${iterations === 1 ? "" : "s"}`,
    );
  }
  await lesson.drag(handle, 200, 0);
  await expect(broken).toContainText("the loop stops after 1 iteration.");
  expect(await lesson.predict("What breaks it", "Never: the rate is too small to matter")).toContain(
    `It takes ${counts.find(({ lr }) => lr === 1e-9)?.iterations} iterations.`,
  );
  await expect(lesson.chapter("What breaks it").getByRole("link")).toHaveAttribute(
    "href",
    "#screen=counterexample&counterexample.lr=1e-9",
  );
});

test("5: its link to the counterexample does not change the lab's run", async ({ page, lesson, lab }) => {
  await lab.open("#length=20&units=8&steps=60&batch=4");
  await lab.button("Step").click();
  await expect.poll(() => lab.step()).toBe(1);
  await page.getByRole("link", { name: "Why it works" }).click();
  await lesson.chapter("What breaks it").getByRole("link").click();
  await expect(lab.button("Play")).toBeVisible();
  await page.getByRole("link", { name: "Lab", exact: true }).click();
  await expect.poll(() => lab.step()).toBe(1);
  await expect(page).toHaveURL(/length=20/);
});

test("6: the line of the proof that fails lights up as soon as B is not skew", async ({ lesson }) => {
  await lesson.open("exponential");
  const chapter = lesson.chapter("The exponential");
  const fails = chapter.getByRole("listitem").filter({ hasText: "fails by" });
  await expect(chapter).toContainText("Every line holds for this B.");
  await lesson.slider("B, row 2, column 1").press("Shift+ArrowRight");
  await expect(lesson.slider("B, row 1, column 2")).toHaveAttribute("aria-valuetext", "−1.5");
  await expect(chapter).toContainText("Every line holds for this B.");
  await chapter.getByRole("checkbox", { name: "hold B skew" }).uncheck();
  await lesson.drag(lesson.slider("B, row 1, column 1"), 50, 0);
  await expect(lesson.slider("B, row 1, column 1")).toHaveAttribute("aria-valuetext", "1");
  await expect(fails).toHaveCount(2);
  await expect(lesson.figure("What exp(B) does to the circle")).toContainText("makes an ellipse");
  expect(await lesson.predict("The exponential", "Not at all")).toContain(
    `Far: ‖WW* − I‖ above a half. ‖WW* − I‖ = ${formatNumber(swap?.drift ?? 0, 4)}:`,
  );
  // exp of the swap stretches along the diagonal by e, and across it by 1/e.
  await expect(lesson.figure("What exp(B) does to the circle")).toContainText(
    `semi-axes of length ${formatNumber(Math.E)} and ${formatNumber(1 / Math.E)}:`,
  );
  await expect(fails).toHaveCount(1);
  await expect(fails).toContainText(`fails by ${formatNumber(swap?.drift ?? 0)}`);
  for (const [i, row] of (swap?.W ?? []).entries())
    expect(await lesson.row("What exp(B) does to the circle", String(i + 1))).toEqual([
      String(i + 1),
      ...row.map((value) => formatNumber(value, 4)),
    ]);
  await lesson.phrase("held skew").click();
  await chapter.getByRole("radio", { name: "As the lecture prints it" }).check({ force: true });
  await expect(chapter).toContainText("Line 1 and line 3 fail for this B.");
});

test("7: exp slides along the circle and the naive step leaves it; plus climbs", async ({ lesson }) => {
  await lesson.open("new-rule");
  const circle = lesson.figure("Off the circle, and along it");
  await expect(circle).toContainText(
    /Exp \(filled\): loss from 2 to 0\.037, ‖WW\*\s−\sI‖\s=\s\d\.?\d*\s×\s10⁻¹[⁵⁶]\./,
  );
  await expect(circle).toContainText(/Naive \(hollow\): loss .* ‖WW\*\s−\sI‖\s=\s0\.73/);
  await lesson.phrase("the plus sign").click();
  await expect(circle).toContainText(/Exp \(filled\): loss from 2 to 3\.\d/);
  await lesson.phrase("the minus sign").click();
  await lesson.drag(lesson.slider("Target T"), 40, -10);
  await expect(circle).not.toContainText("to 0.037");
  const before = (await lesson.slider("Start W").getAttribute("aria-valuetext")) ?? "";
  await lesson.slider("Start W").press("ArrowLeft");
  await expect(lesson.slider("Start W")).not.toHaveAttribute("aria-valuetext", before);
});

test("7: the lecture’s rule with the right sign climbs, live, by the reference’s losses", async ({
  page,
  lesson,
}) => {
  await lesson.open("new-rule");
  const loss = lesson.figure("Loss");
  await expect(
    page.getByRole("heading", { name: "When even the right sign increases the loss" }),
  ).toBeVisible();
  await expect(loss).toContainText(/lecture’s rule climbs from 0\.02 .*exact gradient falls/);
  await expect(page.getByText("5.00 > π")).toBeVisible();
  for (const [words, alpha] of [
    ["α = 0.001", 1e-3],
    ["α = 0.1", 0.1],
  ] as const) {
    const entry = golden.ascent_example.after_one_step.find((one) => one.alpha === alpha);
    await lesson.phrase(words).click();
    await expect(loss).toContainText(`α = ${formatNumber(alpha)} the loss`);
    const [, deck, exact] = await lesson.row("Loss", "1");
    expect(deck).toBe(formatNumber(entry?.deck_minus ?? 0, 4));
    expect(exact).toBe(formatNumber(entry?.exact ?? 0, 4));
  }
  const chapter = lesson.chapter("The new rule");
  const fact = (name: string) =>
    chapter.getByText(name, { exact: true }).locator("xpath=following-sibling::dd[1]");
  const { A, gradB } = golden.ascent_example;
  const inner = (one: readonly number[][], other: readonly number[][]) =>
    one.reduce((sum, row, i) => sum + row.reduce((part, entry, j) => part + entry * other[i][j], 0), 0);
  const push = Math.sqrt(inner(A, A));
  await expect(fact("‖A‖, the size of the lecture’s step")).toHaveText(formatNumber(push));
  await expect(fact("cosine of the lecture’s direction to the gradient")).toHaveText(
    formatNumber(inner(A, gradB) / (push * Math.sqrt(inner(gradB, gradB)))),
  );
  await lesson.phrase("θ = 1").click();
  await expect(loss).toContainText(/lecture’s rule falls from .*exact gradient falls/);
  await expect(page.getByText("2.00 < π")).toBeVisible();
  await lesson.slider("Angle θ").press("End");
  await expect(loss).toContainText(/lecture’s rule climbs/);
  expect(
    await lesson.predict(
      "The new rule",
      "It falls: a small enough step against the gradient always lowers it",
    ),
  ).toContain(
    `from ${formatNumber(golden.ascent_example.loss0, 6)} to ${formatNumber(golden.ascent_example.after_one_step[0].deck_minus, 6)}.`,
  );
});

test("8: what the measured tables show is said from their rows, the lecture’s table is as printed, and large steps explode except with exp", async ({
  page,
  lesson,
  lab,
}) => {
  await lesson.open("does-it-help");
  const chapter = lesson.chapter("Does it help?");
  await expect(chapter).toContainText("every network is within 1.9 points of the bigram baseline");
  await expect(chapter).toContainText("Deck − and Exact exp agree in every printed digit.");
  await expect(chapter.getByRole("row", { name: "uRNN 38.12 34.15 15.23" })).toBeVisible();
  await expect(chapter.getByRole("row", { name: "RNN 92.01 80.45 56.73" }).last()).toBeVisible();
  await expect(chapter).toContainText(
    "the unitary network is the worse one at every length, by 54, 46, 42 points",
  );
  const loss = lesson.figure("Loss of three ways to train W");
  await expect(loss).toContainText(/naive: 0\.24 → 0\.00\d+\. Orthogonal start, exp: 0\.24 → 0\.00\d+\./);
  expect(await lesson.predict("Does it help?", "Both survive")).toMatch(
    /Not as you predicted: The naive step explodes; exp stays bounded/,
  );
  await expect(loss).toContainText(/naive: explodes at update \d+\./);
  await page.getByRole("link", { name: "the same task in the lab" }).click();
  await expect(lab.status("Step")).toContainText("step 0", { timeout: 60_000 });
  await expect(page.getByRole("combobox", { name: "Preset" })).toHaveValue("next-word");
});

/** Each preset is another than the one before, which is that of the last visit. */
const LINKS = [
  { chapter: "eigenvalues", link: "Watch both in the lab", preset: "clipping" },
  { chapter: "unitary", link: "Watch an orthogonal start alone", preset: "orthogonal-start" },
  { chapter: "does-it-help", link: "See their answers in the lab", preset: "remember" },
  {
    chapter: "does-it-help",
    link: "an unconstrained RNN that starts orthogonal",
    preset: "orthogonal-start",
  },
];

test("the links of the chapters open the lab with their presets, also in a new tab", async ({
  page,
  lesson,
  lab,
}) => {
  await lab.open("#units=8&length=20&batch=4");
  await lesson.open();
  const addressOf = (link: string) => page.getByRole("link", { name: link }).getAttribute("href");
  const addresses = await Promise.all(LINKS.map(({ link }) => addressOf(link)));
  for (const [i, { chapter, link, preset }] of LINKS.entries()) {
    await test.step(`${chapter}: “${link}”`, async () => {
      // As in a new tab, which opens with the last visit's settings if the address names none.
      await page.goto("about:blank");
      await page.goto(`/${addresses[i]}`);
      await expect(lab.status("Step")).toContainText("step 0", { timeout: 60_000 });
      await expect(page.getByRole("combobox", { name: "Preset" })).toHaveValue(preset);
    });
  }
});

test("9: a gate forgets as fast as its bias says; a unitary network does not forget at all", async ({
  lesson,
}) => {
  await lesson.open("what-came-next");
  const gate = lesson.figure("What a forget gate keeps");
  await expect(gate).toContainText(
    `after 100 time steps ${formatNumber((Math.E / (Math.E + 1)) ** 100)} of c is left`,
  );
  await lesson.phrase("at 5").click();
  await expect(gate).toContainText("f = 0.993");
  const forgetting = lesson.figure("Told to forget");
  await expect(forgetting).toContainText(/still holds 100\s% of the difference, the gated one 0\s%\./);
  await lesson.phrase("half closes").click();
  await expect(forgetting).toContainText(/the gated one 50\s%\./);
  expect(await lesson.predict("What the field did next", "All of it")).toMatch(/All of it\. 100\s% of it/);
  await lesson.phrase("0.99 to 0.9999").click();
  await expect(lesson.figure("The ring of a linear recurrent unit")).toContainText(
    /gone after 69 time steps at the inner edge, after 6\s931 at the outer\./,
  );
});

test("10: every verdict is checked on the page, and confirmed", async ({ page, lesson }) => {
  await lesson.open("verdicts");
  const checks = page.getByRole("status", { name: "Checks" });
  await expect(checks).toHaveText("16 checks made, 16 of them bear the verdict out.");
  const table = page.getByRole("table", { name: "What the lecture says and what is true" });
  await expect(table.getByRole("row", { name: /For any matrix/ })).toContainText(
    ` = ${formatNumber(swap?.drift ?? 0, 4)}; not skew`,
  );
  await expect(table.locator("math").first()).toBeVisible();
  await expect(table).not.toContainText("not borne out");
  expect(await lesson.predict("What the lecture says and what is true", "Few")).toContain(
    "1 of 16 stands as printed.",
  );
});

test("a chapter has an address, and the list of chapters goes to it by mouse and keyboard", async ({
  page,
  lesson,
}) => {
  await lesson.open("exponential");
  const chapters = page.getByRole("navigation", { name: "Chapters" });
  await expect(lesson.chapter("The exponential").getByRole("heading", { level: 2 })).toBeInViewport();
  await expect(chapters.getByRole("link", { name: "The exponential" })).toHaveAttribute(
    "aria-current",
    "true",
  );
  await chapters.getByRole("link", { name: "Unitary matrices" }).click();
  await expect(lesson.chapter("Unitary matrices").getByRole("heading", { level: 2 })).toBeInViewport();
  await expect(page).toHaveURL(/why\.chapter=unitary/);
  await chapters.getByRole("link", { name: "Does it help?" }).press("Enter");
  await expect(lesson.chapter("Does it help?").getByRole("heading", { level: 2 })).toBeInViewport();
  await expect(page).toHaveURL(/why\.chapter=does-it-help/);
  await page.reload();
  await expect(lesson.chapter("Does it help?").getByRole("heading", { level: 2 })).toBeInViewport();
});

test("an unknown chapter is refused with the names of the chapters", async ({ page, lesson }) => {
  await lesson.open("chaos");
  await expect(page.getByRole("alert")).toContainText(
    "why.chapter = “chaos” was refused: it must be one of problem, eigenvalues,",
  );
});

test.describe("on a touch screen", () => {
  test.use({ hasTouch: true, viewport: { width: 390, height: 844 } });

  test("an eigenvalue and an entry of B are moved by a finger", async ({ lesson }) => {
    await lesson.open("eigenvalues");
    await lesson.swipe(lesson.slider("Eigenvalue 2"), -20, -40);
    await expect(lesson.figure("Eigenvalues of W")).toContainText("outside");
    await lesson.swipe(lesson.slider("B, row 2, column 1"), 50, 0);
    await expect(lesson.slider("B, row 1, column 2")).toHaveAttribute("aria-valuetext", "−2");
  });
});

test("axe finds nothing in the lesson, light and dark", async ({ page, lesson }) => {
  await lesson.open();
  await expect(page.getByRole("status", { name: "Checks" })).toContainText("bear the verdict out");
  await lesson.phrase("B = the lecture’s X").click();
  await lesson.predict("The problem", "About a hundredth");
  await lesson.row("Loss", "1");
  expect(await violationsInBothThemes(page)).toEqual([]);
});

test("the lesson fits windows from 360 to 2560 px and is reached from the header", async ({
  page,
  lesson,
  lab,
}) => {
  for (const width of [360, 768, 2560]) {
    await page.setViewportSize({ width, height: 740 });
    await page.goto("about:blank");
    await lab.open();
    await page.getByRole("link", { name: "Why it works" }).click();
    await expect(lesson.figure("Loss of three ways to train W").locator("[data-plot] svg")).toBeVisible();
    await fitsWindow(page);
  }
});

test("8: results that come with the lab are beside the lecture's, with their deviation over the seeds", async ({
  page,
  lesson,
}, info) => {
  test.slow();
  const networks = [
    { name: "RNN", rule: "none", init: "uniform" },
    { name: "Exact exp", rule: "exp", init: "haar" },
  ];
  const settings = { task: "copying", recall: 1, alphabet: 2, units: 8, batch: 8, steps: 60, lr: 0.05 };
  const plan = { format: "unitary-rnn-lab/plan", version: 1, id: "copying", name: "Copying", asks: "Which?" };
  const file = info.outputPath("plan.json");
  const out = info.outputPath("copying.jsonl");
  await writeFile(
    file,
    JSON.stringify({ ...plan, settings, networks, grid: { length: [4, 6], seed: [1, 2] } }),
  );
  await promisify(execFile)(process.execPath, ["scripts/experiment.mjs", file, "--out", out], {
    timeout: 60_000,
  });
  await page.route("**/results/index.json", (route) => route.fulfill({ json: ["copying.jsonl"] }));
  await page.route("**/results/copying.jsonl", (route) => route.fulfill({ path: out }));
  await lesson.open("does-it-help");
  const table = page.getByRole("table", { name: /^Copying, measured/ });
  await expect(table).toContainText("over 2 seeds");

  const rows = (await readFile(out, "utf8"))
    .trim()
    .split("\n")
    .slice(1)
    .map((line) => JSON.parse(line));
  for (const { name } of networks) {
    const cells = await table.getByRole("row", { name }).getByRole("cell").allTextContents();
    for (const [i, length] of [4, 6].entries()) {
      const [one, other] = rows
        .filter(({ network, point }) => network === name && point.length === length)
        .map(({ heldOut }) => 100 * heldOut.accuracy);
      // The deviation of two values is their distance over √2.
      const deviation = Math.abs(one - other) / Math.SQRT2;
      expect(cells[i]).toBe(`${((one + other) / 2).toFixed(1)} ± ${deviation.toFixed(1)}`);
    }
  }
});

test("8: without results there is no such table, and no missing file is requested", async ({
  page,
  lesson,
}) => {
  const asked: string[] = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  await page.route("**/results/index.json", (route) => route.fulfill({ json: [] }));
  await lesson.open("does-it-help");
  await expect(page.getByRole("table", { name: /as printed/ })).toBeVisible();
  await expect
    .poll(() => asked.filter((path) => path.includes("/results/")))
    .toEqual(["/results/index.json"]);
  await expect(page.getByRole("table", { name: /measured/ })).toHaveCount(0);
});

test("a chapter out of view is a heading and reserved space until it is near the view or the page is printed", async ({
  page,
  lesson,
}) => {
  // The browser is never idle.
  await page.addInitScript(() => Object.assign(window, { requestIdleCallback: () => 0 }));
  await page.goto("/#screen=why");
  await expect(lesson.figure("The product, and its two parts")).toBeVisible();
  const waiting = page.locator("section[aria-busy=true]");
  await expect(lesson.chapter("Does it help?").getByRole("heading", { level: 2 })).toBeAttached();
  await expect(lesson.figure("The lecture’s accuracies")).toHaveCount(0);
  const chapters = page.getByRole("navigation", { name: "Chapters" });
  await chapters.getByRole("link", { name: "Does it help?" }).click();
  await expect(lesson.figure("The lecture’s accuracies")).toBeVisible();
  await expect(lesson.chapter("Does it help?").getByRole("heading", { level: 2 })).toBeInViewport();
  await expect(waiting).not.toHaveCount(0);
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  await expect(waiting).toHaveCount(0);
});
