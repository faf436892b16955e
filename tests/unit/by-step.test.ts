import { expect, it } from "vitest";
import { byStep } from "../../src/screens/lab/charts/by-step";
import { lab } from "../../src/store/use-lab";
import type { Stop } from "../../src/worker/protocol";
import { frame } from "./frames";

const STOP: Stop = { step: 4, quantity: "loss", value: "NaN", explanation: "" };

it("a lane that stops later has not stopped at an earlier moment, in a film not even in its line", () => {
  lab.history.append(frame(1, [0, 1, 2, 3]));
  lab.history.append(frame(1, [4], { stopped: STOP }));
  const shown = (step: number, live: boolean) =>
    byStep("loss", { ...lab.showing.current, step, live }).lanes.a;
  // The page shows the whole run, with a mark where it ends.
  expect(shown(3, false).stopped).toBeNull();
  expect(shown(3, false).curve.broken?.label).toBe("stopped at step 4");
  // A film shows the run as it was.
  expect(shown(3, true).stopped).toBeNull();
  expect(shown(3, true).curve.broken).toBeNull();
  expect(shown(4, true).stopped).toEqual(STOP);
  expect(shown(4, true).curve.broken?.label).toBe("stopped at step 4");
});
