import { expect, type LabPage, test } from "./lab-page";
import { placeOf } from "./lab-steps";

const notice = (lab: LabPage, lane: "A" | "B") =>
  lab.page.getByRole("log", { name: "Notices" }).locator("p", { hasText: `Lane ${lane}. Stopped` });

async function opens(lab: LabPage, preset: string): Promise<void> {
  await lab.open();
  await lab.page.getByRole("combobox", { name: "Preset" }).selectOption({ label: preset });
  await expect(lab.status("Step")).toContainText("step 0");
}

/** Plays to the end from a remedy's start. @returns the steps that each lane has made */
async function playsOn(lab: LabPage): Promise<readonly number[]> {
  await expect(lab.status("Step")).toContainText("step 0");
  await lab.button("Play").click();
  await expect(lab.status("Speed")).toContainText("finished", { timeout: 60_000 });
  return (await lab.exportRun()).lanes.map(({ step }) => step);
}

test("Explode: the start is named as the cause, and a smaller gain fixes it", async ({ lab }) => {
  await opens(lab, "Explode");
  await lab.button("Play").click();
  const stop = notice(lab, "A");
  await expect(stop).toContainText(
    /W started with spectral radius 1\.7: over 66 time steps states can grow by 10¹⁵\. The loss was already 9\.8.×.10¹⁰/,
  );
  await expect(stop).not.toContainText(/learning rate|α|Exp/);
  await expect(stop.getByRole("button")).toHaveText([
    "Gain 0.8",
    "Clip at 1",
    "Orthogonal start",
    "See what broke first",
  ]);
  await stop.getByRole("button", { name: "Gain 0.8" }).click();
  await expect(stop).toBeHidden();
  const [a] = await playsOn(lab);
  expect(a).toBe(500);
  await expect(stop).toBeHidden();
  await lab.page.keyboard.press("Control+z");
  await expect(lab.page.getByRole("status", { name: "Waiting settings" })).toContainText("gain 0.8 → 1.5");
});

test("Naive: the step that made W too large is named, and Exp fixes it", async ({ lab }) => {
  await opens(lab, "The constraint matters");
  await lab.page.getByRole("radio", { name: "Naive" }).check({ force: true });
  await lab.button("Reset").click();
  await lab.button("Play").click();
  const stop = notice(lab, "B");
  await expect(stop).toContainText(
    /One step of α = 0\.1 moved W by [\d.]+ \(‖ΔW‖F\); its drift ‖WW\* − I‖F went from [\d.]+ to \d+/,
  );
  await expect(notice(lab, "A")).toContainText(/One step of α = 0\.1 moved W/);
  await stop.getByRole("button", { name: "Use Exp" }).click();
  await expect(lab.page.getByRole("radio", { name: "Exp" })).toBeChecked();
  const [, b] = await playsOn(lab);
  expect(b).toBe(500);
  await expect(stop).toBeHidden();
});

test("on a phone the table of the last steps has all its columns", async ({ lab }) => {
  await lab.page.setViewportSize({ width: 390, height: 844 });
  await opens(lab, "Explode");
  await lab.button("Play").click();
  await notice(lab, "A").getByRole("button", { name: "See what broke first" }).click();
  const table = lab.page.getByRole("region", { name: "What broke first in lane A" }).getByRole("table");
  const last = await placeOf(table.getByRole("columnheader", { name: "gradient: ‖∂L/∂W‖" }));
  expect(last.x + last.width).toBeLessThanOrEqual(390);
  await expect.poll(() => table.evaluate((element) => element.scrollWidth > element.clientWidth)).toBe(false);
});
