import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CheckpointClock } from "../../src/worker/checkpoint-clock";

const FRAME = 200;

describe("the checkpoint clock", () => {
  it("never lets a fault cost both more than a second and more than 50 steps", () => {
    const speed = fc.double({ min: 0.1, max: 5000, noNaN: true });
    const cost = fc.double({ min: 0, max: 500, noNaN: true });
    fc.assert(
      fc.property(speed, cost, (stepsPerSecond, milliseconds) => {
        let now = 0;
        const clock = new CheckpointClock(() => now);
        clock.begin();
        let last = { step: 0, time: 0 };
        for (; now < 20_000; now += FRAME) {
          const step = Math.floor((stepsPerSecond * now) / 1000);
          // What would be lost just before this frame.
          const perFrame = (stepsPerSecond * FRAME) / 1000;
          if (now - last.time > 1000) expect(step - last.step - perFrame).toBeLessThanOrEqual(50);
          if (!clock.due(step, true)) continue;
          clock.taken(step, milliseconds);
          last = { step, time: now };
        }
      }),
    );
  });

  it("takes none where nothing has changed, and one where the settings have", () => {
    const clock = new CheckpointClock(() => 0);
    clock.begin();
    expect(clock.due(0, false)).toBe(true);
    clock.taken(0, 1);
    expect(clock.due(0, false)).toBe(false);
    clock.changed();
    expect(clock.due(0, false)).toBe(true);
  });

  it("takes one at every halt, however soon after the last", () => {
    const clock = new CheckpointClock(() => 0);
    clock.begin();
    clock.taken(10, 100);
    expect(clock.due(11, true)).toBe(false);
    expect(clock.due(11, false)).toBe(true);
  });

  it("spends at most one part in thirty of the time on slow steps", () => {
    let now = 0;
    const clock = new CheckpointClock(() => now);
    clock.begin();
    let spent = 0;
    for (let step = 1; now < 600_000; step++) {
      now += 500;
      if (!clock.due(step, true)) continue;
      now += 200;
      spent += 200;
      clock.taken(step, 200);
    }
    expect(spent / now).toBeLessThan(1 / 25);
    expect(spent).toBeGreaterThan(0);
  });
});
