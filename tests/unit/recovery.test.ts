import { describe, expect, it } from "vitest";
import { Recovery } from "../../src/store/recovery";
import type { Fault } from "../../src/worker/client";

const of = (kind: Fault["kind"]): Fault => ({ kind, message: `It ${kind}.` });
const names = ({ avoided }: Recovery) => avoided.map(({ backend }) => backend);

describe("the recovery from faults", () => {
  it("never goes back to a device that was lost, until the person says so", () => {
    const recovery = new Recovery();
    expect(recovery.after(of("device"), "webgpu")).toBe(true);
    expect(recovery.avoided).toEqual([{ backend: "webgpu", why: "It device" }]);
    recovery.allowAll();
    expect(recovery.avoided).toEqual([]);
  });

  it("takes a worker that stopped for an accident, and one that stops again soon for its backend's fault", () => {
    let now = 0;
    const recovery = new Recovery(() => now);
    for (const minute of [0, 2, 4]) {
      now = minute * 60_000;
      expect(recovery.after(of("crashed"), "wasm")).toBe(true);
      expect(recovery.avoided).toEqual([]);
    }
    now += 30_000;
    expect(recovery.after(of("hung"), "wasm")).toBe(true);
    expect(names(recovery)).toEqual(["wasm"]);
  });

  it.each(["webgpu", "wasm", "cpu", null] as const)(
    "comes to an end where all fails, whatever ran (%s) and whether or not it was ever heard of",
    (ran) => {
      const recovery = new Recovery(() => 0);
      let tries = 0;
      while (recovery.after(of("failed"), ran)) expect(++tries).toBeLessThan(6);
      expect(names(recovery)).toEqual(expect.arrayContaining(["wasm", "cpu"]));
    },
  );
});
