import { afterEach, expect, test } from "vitest";
import { lost } from "../../src/screens/lab/charts/moments";
import type { ShownMoment } from "../../src/store/showing";
import { lab } from "../../src/store/use-lab";
import { frame } from "./frames";

const at = (step: number, live = false) => ({ run: 1, step, live }) as ShownMoment;

afterEach(() => lab.history.clear());

test("a lane is lost at an earlier moment if it has no weights of then or before, as in a run of an earlier release", () => {
  lab.history.append(frame(1, [0, 8]));
  expect(lost("a", at(8))).toEqual({});
  expect(lost("a", at(9))).toEqual({});
  expect(lost("a", at(7))).toEqual({ lost: "’s weights at this step were not kept" });
  const { a, b } = lab.history.save();
  const older = { ...a };
  delete older.networks;
  lab.history.restore({ a: older, b }, 2);
  expect(lost("a", at(8))).toEqual({ lost: "’s weights at this step were not kept" });
  expect(lost("b", at(8))).toEqual({});
  // That of the newest moment is still to come.
  expect(lost("a", at(8, true))).toEqual({});
});

test("a lane that stopped at its first step is lost at every moment", () => {
  const stopped = { step: 0, quantity: "loss", value: "NaN", explanation: "It overflowed." } as const;
  lab.history.append(frame(1, [0], { stopped }));
  expect(lost("a", at(0, true))).toEqual({ lost: " stopped at step 0 (loss: NaN)" });
  expect(lost("b", at(0, true))).toEqual({});
});
