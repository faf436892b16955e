import { beforeEach, describe, expect, it, vi } from "vitest";
import { DEFAULT_CONFIG } from "../../src/config/schema";
import { expand } from "../../src/experiments/expand";
import { parsePlan, planJson } from "../../src/experiments/plan";
import { failedRow } from "../../src/experiments/row";
import { IndexedArchive } from "../../src/store/experiment-archive";
import { savedText } from "../../src/worker/own-text";

const stored = vi.hoisted(() => ({ entries: new Map<string, unknown>(), refused: false }));
vi.mock("idb-keyval", () => {
  const use = <T>(work: () => T): Promise<T> =>
    stored.refused ? Promise.reject(new Error("refused")) : Promise.resolve(work());
  return {
    get: (key: string) => use(() => stored.entries.get(key)),
    getMany: (keys: string[]) => use(() => keys.map((key) => stored.entries.get(key))),
    set: (key: string, value: unknown) => use(() => void stored.entries.set(key, value)),
    del: (key: string) => use(() => void stored.entries.delete(key)),
    delMany: (all: string[]) => use(() => all.forEach((key) => void stored.entries.delete(key))),
    keys: () => use(() => [...stored.entries.keys()]),
  };
});

const plan = parsePlan({ format: "unitary-rnn-lab/plan", version: 1, networks: [{ name: "RNN" }] });
const [run] = expand(plan);
const row = failedRow(run, plan.id, "It could not be run.", "wasm");
const model = { id: run.id, label: "RNN", config: DEFAULT_CONFIG, weights: {}, data: "" };
const lane = { step: 3, parameters: new Float32Array(2), memory: [], recurrent: {} };
const checkpoint = { lane, curve: row.curve, stretch: {}, score: {}, first: Number.NaN, seconds: 1 };

describe("what the browser keeps of experiments", () => {
  const archive = new IndexedArchive();
  const put = (key: string, value: unknown) => stored.entries.set(key, value);
  beforeEach(() => {
    stored.entries.clear();
    stored.refused = false;
  });

  it("comes back as it was kept", async () => {
    await archive.savePlan({ plan, order: [run.id], underWay: true });
    await archive.saveRow(row);
    await archive.saveModel(model);
    put(`checkpoint ${run.id}`, checkpoint);
    put("own text", { name: "a.txt", text: "A" });
    expect(await archive.plan()).toEqual({ plan, order: [run.id], underWay: true });
    expect(await archive.rows([run.id, "another"])).toEqual([row]);
    expect(await archive.model(run.id)).toEqual(model);
    expect(await archive.models()).toEqual([{ id: run.id, label: "RNN" }]);
    expect(await archive.checkpoint(run.id)).toBe(checkpoint);
    expect(await savedText()).toEqual({ name: "a.txt", text: "A" });
  });

  it("keeps a network of a release that knew no cells, and what it continues from", async () => {
    const { cell: _cell, forget: _forget, ...ofB } = model.config.b;
    put("model old", { ...model, config: { ...model.config, a: ofB, b: ofB } });
    put("checkpoint old", { ...checkpoint, lane: { ...lane, config: ofB } });
    await archive.tidy();
    const { a, b } = (await archive.model("old"))?.config ?? {};
    expect([a, b]).toEqual([model.config.b, model.config.b]);
    expect(await archive.checkpoint("old")).not.toBeNull();
  });

  it("counts as absent where it is damaged, or was written by another version", async () => {
    const { curve: _curve, ...short } = row;
    put("row 1", short);
    put("row 2", { ...row, curve: { ...row.curve, step: [1] } });
    put(`row ${run.id}`, row);
    put("plan", { plan: { ...planJson(plan), version: 2 }, order: [], underWay: false });
    put("model 1", { ...model, config: { ...DEFAULT_CONFIG, units: 1 } });
    put("models", "\u0000damaged");
    put("checkpoint 1", { ...checkpoint, lane: { ...lane, parameters: [1, 2] } });
    put("own text", { name: "a.txt" });
    expect(await archive.rows(["1", "2", run.id])).toEqual([row]);
    expect(await archive.plan()).toBeNull();
    expect(await archive.model("1")).toBeNull();
    expect(await archive.models()).toEqual([]);
    expect(await archive.checkpoint("1")).toBeNull();
    expect(await savedText()).toBeUndefined();
    // The text is deleted when it is read, the rest at once.
    await archive.tidy();
    expect([...stored.entries.keys()]).toEqual([`row ${run.id}`]);
  });

  it("fails where storage is refused, but a text of one’s own is just not there", async () => {
    stored.refused = true;
    await expect(archive.saveRow(row)).rejects.toThrow("refused");
    await expect(archive.rows([run.id])).rejects.toThrow("refused");
    await expect(archive.models()).rejects.toThrow("refused");
    expect(await savedText()).toBeUndefined();
  });
});
