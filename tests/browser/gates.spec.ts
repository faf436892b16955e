import { expect, test } from "./lab-page";
import { hover } from "./lab-steps";

/** Small, so that every step is measured soon. */
const SMALL = "#task=copying&length=10&units=6&batch=4&steps=20";

test("an LSTM is chosen in two clicks, and shows where its gradient goes", async ({ lab }) => {
  await lab.open(SMALL);
  const laneB = lab.page.getByRole("group", { name: "Lane B" });
  await laneB.getByRole("combobox", { name: "Cell" }).selectOption("lstm");
  await expect(
    lab.page.getByText("b.rule was changed to none: the rule “Exponential, exact gradient”"),
  ).toBeVisible();
  await expect(laneB.getByRole("combobox", { name: "Activation" })).toHaveCount(0);
  await expect(laneB.getByRole("combobox", { name: "Rule" })).toHaveValue("none");
  await lab.button("Reset").click();
  await expect(lab.figure("Eigenvalues")).toContainText(/LSTM.s largest \|λ\| over time step 16 is/);
  await expect(lab.figure("Unitarity drift")).toContainText(
    "LSTM has gates and no single W, so it has no drift",
  );
  await expect(lab.figure("Gradient norm through time")).toContainText(/LSTM keeps/);

  await lab.page.getByLabel("Gradient shown").selectOption("c");
  await expect(lab.figure("Gradient norm through time")).toContainText(/RNN has no c; at t = 1 LSTM keeps/);
  await lab.page.getByLabel("Gradient shown").selectOption("h");
  await expect(lab.figure("Gradient norm through time")).toContainText(/RNN keeps .* LSTM keeps/);

  await lab.page.getByLabel("Sequence shown").selectOption("states");
  await lab.page.getByLabel("States shown as").selectOption("f");
  const states = lab.figure("Hidden states");
  await expect(states).toContainText(/LSTM.s f is 0\.\d+ on average: the product of all 16 is/);
  await expect(states).toContainText("has no such gate");
  await expect(states.locator("svg").last()).toContainText("∏ f from t + 1 to T, mean over the units");
});

test("the eigenvalues of one time step are those of diag(σ′) W, at the time step that was chosen", async ({
  lab,
}) => {
  // The slope of the identity is 1: each time step multiplies by W itself.
  await lab.open(`${SMALL}&a.activation=identity&b.activation=identity`);
  const figure = lab.figure("Eigenvalues");
  const values = async () => {
    await lab.settled();
    await figure.getByText("Data").click();
    // The numbers are computed when the table opens.
    await figure.getByRole("row").nth(1).waitFor();
    const cells = await figure.getByRole("row").locator("td:last-child, th:last-child").allTextContents();
    await figure.getByText("Data").click();
    return cells.slice(1).sort();
  };
  const ofW = await values();
  await lab.page.getByLabel("Eigenvalues shown").selectOption("step");
  await expect(figure).toContainText(
    /’s largest \|λ\| over time step 16.*over time step 16|’s over time step 16/,
  );
  expect(await values()).toEqual(ofW);
  // The time step that is pointed at in another chart, and the last again when none is.
  await hover(lab.figure("Gradient norm through time"), 0.3, 0.5);
  await expect(figure).toContainText(/time step ([4-6])\D.*time step \1\D|’s over time step [4-6]\D/);
  await lab.page.mouse.move(2, 2);
  await expect(figure).toContainText(/time step 16.*time step 16|’s over time step 16/);
});

test("an address opens two gated lanes, and a rule of unitary matrices brings the simple cell back", async ({
  lab,
}) => {
  await lab.open(`${SMALL}&a.cell=gru&b.cell=lstm`);
  await expect(lab.figure("Loss")).toContainText(/GRU .*LSTM/);
  await lab.button("Step").click();
  await lab.reaches(1);
  await lab.page.getByRole("radio", { name: "Exp" }).check();
  await expect(
    lab.page.getByText("b.cell was changed to simple: the rule “Exponential, exact gradient”"),
  ).toBeVisible();
  await lab.button("Reset").click();
  await expect(lab.figure("Loss")).toContainText(/GRU .*Unitary/);
});
