import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { lectureSpeed, SPEEDS, stepsPerSecond } from "../../src/config/speed";
import { UnreadLimit } from "../../src/training/unread-limit";
import { frameInterval } from "../../src/worker/frame-clock";
import { momentSpacing } from "../../src/worker/moment-spacing";
import { Pace } from "../../src/worker/pace";

/** Plays at a pace on a machine that takes so long for a step, and says when each step was made. */
function played(rate: number, perStep: number, until: number): number[] {
  let now = 0;
  const pace = new Pace(() => now);
  pace.set(rate);
  const made: number[] = [];
  while (now < until) {
    const { due } = pace;
    if (due < 1) now += Math.max(1, pace.wait);
    for (let k = 0; k < due; k++) {
      now += perStep;
      made.push(now);
    }
    pace.made(due);
  }
  return made;
}

describe("the pace of a run", () => {
  it.each([1, 5, 25, 100])("is %i steps per second where the machine can", (rate) => {
    const made = played(rate, 0.5, 20_000);
    expect(made.length).toBeGreaterThanOrEqual(0.98 * rate * 20);
    expect(made.length).toBeLessThanOrEqual(1.02 * rate * 20 + 2);
    for (let i = 1; i < made.length; i++) expect(made[i] - made[i - 1]).toBeLessThan(1000 / rate + 5);
  });

  it("is the machine's own where it cannot, without a burst after a pause", () => {
    const made = played(100, 40, 4000);
    expect(made.length).toBeGreaterThan(95);
    let now = 0;
    const pace = new Pace(() => now);
    pace.set(25);
    now = 60_000;
    expect(pace.due).toBeLessThanOrEqual(7);
  });

  it("is no limit at full speed", () => {
    const pace = new Pace(() => 0);
    pace.set(null);
    expect(pace.due).toBe(Number.POSITIVE_INFINITY);
    expect(pace.wait).toBe(0);
  });

  it("of a lecture is the choice nearest to twenty seconds", () => {
    expect([100, 500, 1500].map(lectureSpeed)).toEqual(["5", "25", "100"]);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2000 }), (steps) => {
        const seconds = steps / (stepsPerSecond(lectureSpeed(steps)) ?? Number.POSITIVE_INFINITY);
        for (const other of SPEEDS.slice(0, 4)) {
          const others = steps / (stepsPerSecond(other) ?? 1);
          expect(Math.abs(Math.log(seconds / 20))).toBeLessThanOrEqual(
            Math.abs(Math.log(others / 20)) + 1e-9,
          );
        }
      }),
    );
  });
});

describe("moments measured in full", () => {
  it("are at least a hundred over a run, evenly spaced by a power of two, where measuring is cheap", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 100, max: 1_000_000 }),
        fc.double({ min: 0, max: 1000 / 200, noNaN: true }),
        (length, cost) => {
          const every = momentSpacing(length, 0.5, cost);
          expect(length / every).toBeGreaterThanOrEqual(100);
          expect(length / every).toBeLessThan(200);
          expect(Number.isInteger(Math.log2(every))).toBe(true);
        },
      ),
    );
    expect(momentSpacing(500, 0.5, 1)).toBe(4);
    expect(momentSpacing(30, 0.5, 1)).toBe(1);
  });

  it("take no more than a fifth of the time where measuring is dear", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.1, max: 100, noNaN: true }),
        fc.double({ min: 13, max: 1000, noNaN: true }),
        (perStep, cost) => {
          const every = momentSpacing(10_000, perStep, cost);
          if (every < 10_000) expect(cost / (cost + every * perStep)).toBeLessThanOrEqual(0.2 + 1e-9);
        },
      ),
    );
  });

  it("never delay the next frame by a second, however slow one was", () => {
    for (const paced of [true, false]) expect(frameInterval(paced, 1e6)).toBeLessThan(1000);
    expect(frameInterval(true, 2)).toBeLessThanOrEqual(100);
    expect(frameInterval(false, 2)).toBe(200);
  });
});

describe("steps queued on a device", () => {
  /** Reads whenever the limit is reached, on a device that takes so long for a step; the largest queue in ms. */
  const queued = (perStep: number, steps: number) => {
    let now = 0;
    const limit = new UnreadLimit(() => now);
    let unread = 0;
    const queues: number[] = [];
    for (let k = 0; k < steps; k++) {
      unread++;
      if (!limit.reached(unread)) continue;
      queues.push(unread);
      now += unread * perStep;
      limit.read(unread);
      unread = 0;
    }
    return queues;
  };

  it("are about 100 ms of work by the device's own pace, 64 at most", () => {
    expect(queued(0.5, 2000).at(-1)).toBe(64);
    expect(queued(5, 2000).at(-1)).toBe(20);
    expect(Math.max(...queued(400, 50))).toBe(1);
  });
});
