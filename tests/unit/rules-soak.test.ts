import { beforeAll, describe, expect, it } from "vitest";
import { objections, SOAKED_RULES, type Soaked, soak } from "../../scripts/soak-rules.ts";
import { RULE_IDS, RULES } from "../../src/rules";
import { useBackend } from "./backends";

/** `npm run soak:rules` makes 20,000 steps at n = 64. */
const SHORT = { units: 16, steps: 300, every: 50, minutes: 1 };

describe("300 steps in float32 on wasm", () => {
  beforeAll(() => useBackend("wasm"));

  it.each(SOAKED_RULES)(
    "keep W unitary within three float32 floors and leave memory as it was: $id, $numbers",
    async ({ id, numbers }) => {
      const result = await soak(id, numbers, SHORT);
      expect(objections(result)).toEqual([]);
      expect(result.steps).toBe(SHORT.steps);
      expect(result.heap).toBeGreaterThan(2 ** 16);
    },
  );

  it("are made with every rule that keeps W unitary", () => {
    expect(SOAKED_RULES.map(({ id }) => id)).toEqual(RULE_IDS.filter((id) => RULES[id].keeps === "unitary"));
    expect(SOAKED_RULES).not.toHaveLength(0);
  });

  it("would not pass for a rule that does not keep W unitary", async () => {
    expect(objections(await soak("euclidean", "real", SHORT)).join()).toMatch(/drift/);
  });
});

describe("a soaked rule", () => {
  const good: Soaked = {
    id: "exp",
    numbers: "real",
    steps: 1,
    drift: 1e-7,
    overFloor: 1,
    exponent: 1,
    moved: 1,
    tensorsGrown: 0,
    heap: 2 ** 24,
    heapGrown: 0,
  };
  it.each<[string, Partial<Soaked>]>([
    ["drift", { overFloor: 3.1 }],
    ["drift", { overFloor: Number.NaN }],
    ["tensors", { tensorsGrown: 1 }],
    ["heap", { heapGrown: 65536 }],
    ["did not move", { moved: 0 }],
  ])("is refused for its %s", (word, fault) => {
    expect(objections(good)).toEqual([]);
    expect(objections({ ...good, ...fault }).join()).toContain(word);
  });
});
