import { expect, it, vi } from "vitest";
import { DEFAULT_CONFIG } from "../../src/config/schema";
import { RunStore } from "../../src/store/run-store";
import type { SavedRun } from "../../src/store/saved-run";

const stored = vi.hoisted(() => new Map<string, unknown>());
vi.mock("idb-keyval", () => ({
  entries: async () => [...stored],
  set: async (key: string, value: unknown) => void stored.set(key, value),
  del: async (key: string) => void stored.delete(key),
}));

const lane = { step: 3, parameters: new Float32Array(2), memory: [], recurrent: {} };
const laneAt = { begun: DEFAULT_CONFIG, config: DEFAULT_CONFIG, lane };
const run = {
  config: DEFAULT_CONFIG,
  history: { a: {}, b: {} },
  checkpoint: { step: 3, lanes: { a: laneAt, b: laneAt } },
  fork: null,
} as unknown as SavedRun;

it("forgets runs of earlier releases, whose lanes name no cell, and leaves those of later ones", async () => {
  // No other page has a slot.
  const request = async (_name: string, _options: object, use: (lock: object) => unknown) => use({});
  vi.stubGlobal("navigator", { locks: { request } });
  await new RunStore().save("now", run, "");
  const { version, ...entry } = stored.get("now") as { version: number };
  stored.set("older", { ...entry, version: 4 });
  stored.set("later", { ...entry, version: version + 1 });
  const [found] = await new RunStore().all();
  expect(found.slot).toBe("now");
  expect([...stored.keys()]).toEqual(["now", "later"]);
  stored.clear();
  vi.unstubAllGlobals();
});

it("the run that was saved last is the newest, also where the clock was set back before", async () => {
  const clock = vi.spyOn(Date, "now").mockReturnValue(3_600_000);
  await new RunStore().save("first", run, "");
  clock.mockReturnValue(0);
  const later = new RunStore();
  await later.all();
  await later.save("second", run, "");
  clock.mockRestore();
  expect((await later.all()).map(({ slot }) => slot)).toEqual(["second", "first"]);
});
