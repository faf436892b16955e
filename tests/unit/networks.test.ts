import { describe, expect, it } from "vitest";
import { type NetworkRecord, Networks } from "../../src/store/networks";
import type { Moment } from "../../src/worker/protocol";
import { networkOf } from "./sequence-example";

/** A moment of a network, as far as it is kept. */
function momentOf(step: number, network = networkOf({ activation: "tanh", complex: false })): Moment {
  const { size, activation, w, parameters } = network;
  return { step, size, trajectory: { activation }, w, parameters } as unknown as Moment;
}

/** A moment of a network whose weights take so many bytes. */
function largeMoment(step: number, bytes: number): Moment {
  const moment = momentOf(step);
  return { ...moment, parameters: new Float32Array(bytes / 4 - moment.w.length) };
}

const stepsOf = (networks: Networks, last: number) =>
  new Set(Array.from({ length: last + 1 }, (_, step) => networks.upTo(step)?.step));

describe("the networks that a lane keeps", () => {
  it("are those of each moment, with all their weights, real and complex", () => {
    for (const complex of [false, true]) {
      const network = networkOf({ activation: complex ? "modrelu-complex" : "modrelu", complex });
      const networks = new Networks(() => false);
      networks.put(momentOf(3, network));
      expect(networks.upTo(2)).toBeUndefined();
      expect(networks.upTo(9)).toEqual({ step: 3, ...network });
    }
  });

  it("are at most 256, and fewer if they are large, but always more than 100 of 640 kB", () => {
    const small = new Networks(() => false);
    for (let step = 0; step <= 2000; step++) small.put(momentOf(step));
    expect(stepsOf(small, 2000).size).toBeLessThanOrEqual(256);
    expect(stepsOf(small, 2000).size).toBeGreaterThan(100);
    expect(small.upTo(2000)?.step).toBe(2000);

    const large = new Networks(() => false);
    for (let step = 0; step < 100; step++) large.put(largeMoment(step, 640e3));
    expect(stepsOf(large, 99).size).toBe(100);
    const huge = new Networks(() => false);
    for (let step = 0; step < 50; step++) huge.put(largeMoment(step, 16e6));
    expect(stepsOf(huge, 49).size).toBeLessThanOrEqual(4);
    expect(huge.upTo(49)?.step).toBe(49);
  });

  it("are saved in at most 4 MB with the newest among them, and come back", () => {
    const networks = new Networks(() => false);
    for (let step = 0; step < 40; step++) networks.put(largeMoment(step, 400e3));
    const saved = networks.save();
    const bytes = saved.items.reduce(
      (sum, { w, parameters }) => sum + w.byteLength + parameters.byteLength,
      0,
    );
    expect(bytes).toBeLessThanOrEqual(4e6);
    expect(saved.items.length).toBeGreaterThan(4);
    expect(saved.items.at(-1)?.step).toBe(39);
    const restored = new Networks(() => false);
    restored.restore(saved);
    expect(restored.upTo(39)).toEqual(networks.upTo(39) as NetworkRecord);
  });

  it("are saved with the first among them, whatever their number", () => {
    for (let count = 1; count <= 40; count++) {
      const networks = new Networks(() => false);
      for (let step = 0; step < count; step++) networks.put(largeMoment(step, 400e3));
      const steps = networks.save().items.map(({ step }) => step);
      expect([steps[0], steps.at(-1)], `of ${count}`).toEqual([0, count - 1]);
      expect(steps.length).toBeLessThanOrEqual(10);
    }
    // Of the largest there is room for the newest alone.
    const huge = new Networks(() => false);
    for (const step of [0, 1]) huge.put(largeMoment(step, 4e6));
    expect(huge.save().items.map(({ step }) => step)).toEqual([1]);
  });

  it("forget what comes after the step to which the run is rewound", () => {
    const networks = new Networks(() => false);
    for (const step of [0, 10, 20]) networks.put(momentOf(step));
    networks.rewind(10);
    expect(networks.upTo(20)?.step).toBe(10);
  });
});
