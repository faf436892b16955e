import { readFile } from "node:fs/promises";
import { findPython } from "../../scripts/find-python.mjs";
import { relativeError } from "../reference/network";
import { printedBy, printedLosses } from "../reference/python-programs";
import { expect, type LabPage, test } from "./lab-page";

/** Few steps, for the first losses are what is compared. */
const RUNS = [
  "#steps=2",
  "#task=adding&length=20&units=16&steps=2&a.numbers=complex&a.rule=arjovsky&b.activation=tanh&b.init=haar",
  "#task=digits&units=16&steps=2",
];

async function exportProgram(lab: LabPage): Promise<{ name: string; text: string }> {
  const waiting = lab.page.waitForEvent("download");
  await lab.button("PyTorch code").click();
  const file = await waiting;
  return { name: file.suggestedFilename(), text: await readFile(await file.path(), "utf8") };
}

/** The files that a program says must stand beside it, fetched from where it says the page has them. */
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

for (const hash of RUNS) {
  test(`PyTorch, given the saved program unchanged, has the page's first losses: ${hash}`, async ({
    lab,
  }) => {
    const python = findPython("torch");
    test.skip(!python, "No Python here has PyTorch: neither $PYTHON, python3 nor /usr/bin/python3.");
    await lab.open(hash);
    const { text } = await exportProgram(lab);
    const { initial } = await lab.exportRun();
    const [printed] = printedBy(String(python), [text], await filesBeside(lab, text));
    const { a, b } = printedLosses(printed, 0);
    expect(relativeError([a], [initial.lanes[0].loss])).toBeLessThan(1e-4);
    expect(relativeError([b], [initial.lanes[1].loss])).toBeLessThan(1e-4);
  });
}
