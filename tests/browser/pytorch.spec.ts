import { readFile } from "node:fs/promises";
import { findPython } from "../../scripts/find-python.mjs";
import { relativeError } from "../reference/network";
import { printedBy, printedLosses } from "../reference/python-programs";
import { expect, type LabPage, test } from "./lab-page";

/** A few steps, since only the first losses are compared. */
const RUNS = [
  "#steps=2",
  "#task=adding&length=20&units=16&steps=2&a.numbers=complex&a.rule=arjovsky&b.activation=tanh&b.init=haar",
  "#task=digits&units=16&steps=2",
  "#task=characters&units=16&steps=2&a.cell=lstm&b.cell=gru",
];

async function exportProgram(lab: LabPage, as = "Save program"): Promise<{ name: string; text: string }> {
  const waiting = lab.page.waitForEvent("download");
  await lab.button("PyTorch code").click();
  await lab.page.getByRole("dialog", { name: "PyTorch code" }).getByRole("button", { name: as }).click();
  const file = await waiting;
  return { name: file.suggestedFilename(), text: await readFile(await file.path(), "utf8") };
}

/** The data files that a program requires, fetched from the addresses that it states. */
async function filesBeside(lab: LabPage, program: string): Promise<Record<string, string>> {
  const address = /^DATA_ADDRESS = "(.+)"$/m.exec(program)?.[1];
  if (!address) return {};
  await expect(lab.page.getByText(address)).toBeVisible();
  const answer = await lab.page.request.get(address);
  return { [address.slice(address.lastIndexOf("/") + 1)]: await answer.text() };
}

test("saves the run as a Python program that says which settings it has", async ({ lab }) => {
  await lab.open("#units=16");
  await lab.button("Step").click();
  const { name, text } = await exportProgram(lab);
  expect(name).toBe("unitary-rnn-lab_pytorch_custom_step-0.py");
  expect(text).toContain("\nUNITS = 16\n");
  expect(text).toContain(`${new URL(lab.page.url()).origin}/#units=16\n`);
});

test("saves the run as a notebook with the losses of the page’s run, and asks the network for nothing", async ({
  lab,
}) => {
  await lab.open("#units=16&steps=30&play");
  await lab.reaches(30);
  await lab.button("PyTorch code").click();
  const menu = lab.page.getByRole("dialog", { name: "PyTorch code" });
  await expect(menu).toContainText("In Colab choose File → Upload notebook");
  await lab.page.keyboard.press("Escape");
  const { name, text } = await exportProgram(lab, "Save notebook");
  expect(name).toBe("unitary-rnn-lab_pytorch_custom_step-0.ipynb");
  const code = (JSON.parse(text).cells as { cell_type: string; source: string[] }[])
    .filter(({ cell_type }) => cell_type === "code")
    .map(({ source }) => source.join(""));
  // Orange and dashed, blue and solid, as on the page.
  expect(code.find((each) => each.includes("pyplot"))).toContain(
    'LOOKS = [("#d55e00", (0, (3.5, 2))), ("#0072b2", "-")]',
  );
  const known = /"A": {0: (\S+), .*\b30: (\S+)}/.exec(code.at(-1) ?? "");
  const { history } = (await lab.exportRun()).lanes[0];
  expect(
    relativeError(
      [Number(known?.[1]), Number(known?.[2])],
      [0, 30].map((step) => Number(history.loss[step])),
    ),
  ).toBeLessThan(1e-6);
});

test("PyTorch, given the saved programs unchanged, has the page's first losses", async ({ lab }) => {
  const python = findPython("torch");
  test.skip(!python, "No Python here has PyTorch: neither $PYTHON, python3 nor /usr/bin/python3.");
  const programs: string[] = [];
  const files: Record<string, string> = {};
  const wanted: number[][] = [];
  for (const hash of RUNS) {
    await lab.page.goto("about:blank");
    await lab.open(hash);
    const { text } = await exportProgram(lab);
    programs.push(text);
    Object.assign(files, await filesBeside(lab, text));
    wanted.push((await lab.exportRun()).initial.lanes.map(({ loss }) => loss));
  }
  for (const [i, printed] of printedBy(String(python), programs, files).entries()) {
    const { a, b } = printedLosses(printed, 0);
    expect(relativeError([a], [wanted[i][0]]), RUNS[i]).toBeLessThan(1e-4);
    expect(relativeError([b], [wanted[i][1]]), RUNS[i]).toBeLessThan(1e-4);
  }
});
