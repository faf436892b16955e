import { expect, test } from "./lab-page";

/** T = 26: three symbols, twenty blanks, recall. */
const SMALL = "#length=20&units=8&steps=20";

test("the Jacobian of both networks is measured, drawn and described in a sentence; each lane shows the scalars of its matrix that apply to its rule", async ({
  lab,
  page,
}) => {
  await lab.open(SMALL);
  const matrixOf = (lane: "A" | "B") => page.getByRole("region", { name: `Matrix of lane ${lane}` });
  await expect(matrixOf("B")).toContainText("max Δθ");
  await expect(matrixOf("B")).toContainText("dead units");
  await expect(matrixOf("A")).toContainText("departure");
  await expect(matrixOf("A")).not.toContainText("max Δθ");
  const figure = lab.figure("Gradient norm through time");
  await page.getByLabel("Gradient shown").selectOption("Jacobian from t to T");
  await expect(figure).toContainText(/a change in h is multiplied by .* in RNN, by 1 in Unitary\./);
  await expect(figure.locator("svg").getByText("largest").first()).toBeVisible();
  await page.getByLabel("Gradient shown").selectOption("Jacobian split: W and σ′");
  await expect(figure).toContainText(/W alone multiplies the largest direction by .* σ′ alone by 1 and 1\./);
});

test("a sigmoid network forgets although its W preserves norms, and the split shows which factor is the cause", async ({
  lab,
  page,
}) => {
  await lab.open(`${SMALL}&b.activation=sigmoid`);
  await page.getByLabel("Gradient shown").selectOption("Jacobian split: W and σ′");
  await expect(lab.figure("Gradient norm through time")).toContainText(
    /by 1 in Unitary; σ′ alone by 1 and [\d.]+.×.10⁻¹[⁵-⁹]\./,
  );
});
