import { afterEach, describe, expect, it } from "vitest";
import { CONFIG, isLarge, parseField } from "../../src/config/parse";
import { DEFAULT_CONFIG } from "../../src/config/schema";
import { takeSizes } from "../../src/config/sizes";
import { parseQuery } from "../../src/config/url";
import { checkedPlan } from "../../src/experiments/checked-plan";
import { parsePlan } from "../../src/experiments/plan";
import { read } from "../../src/valid";

afterEach(() => takeSizes("usual"));

const plan = () =>
  parsePlan({
    format: "unitary-rnn-lab/plan",
    version: 1,
    settings: { units: 512, batch: 256 },
    networks: [{ name: "x", rule: "exp" }],
    grid: { length: [100, 2000] },
  });
const SENTENCE =
  "units = “512” was refused: it must be a whole number from 2 to 256. Large sizes, to 1024, can be switched on at its field in the lab.";

describe("large sizes", () => {
  it("are refused on the page with a sentence that says how they are switched on, the rest of a link is kept", () => {
    expect(parseField("units", "512")).toMatchObject({ refusal: { message: SENTENCE } });
    const { config, refusals } = parseQuery("units=512&length=2000&batch=512&seed=7");
    expect([config.units, config.length, config.batch, config.seed]).toEqual([32, 60, 16, 7]);
    expect(refusals.map(({ message }) => message)).toEqual([
      expect.stringMatching(/^units .* Large sizes, to 1024,/),
      expect.stringMatching(/^length .* from 1 to 1000\. Large sizes, to 5000,/),
      expect.stringMatching(/^batch .* from 1 to 128\. Large sizes, to 512,/),
    ]);
    expect(checkedPlan(plan)).toEqual({ trouble: SENTENCE });
  });

  it("are taken where they are switched on, up to their own limits", () => {
    takeSizes("large");
    expect(parseField("units", "1024")).toEqual({ key: "units", value: 1024 });
    expect(parseField("units", "1025")).toMatchObject({
      refusal: { message: "units = “1025” was refused: it must be a whole number from 2 to 1024." },
    });
    expect(parseQuery("units=512").config.units).toBe(512);
    expect(checkedPlan(plan)).toMatchObject({ plan: { settings: { units: 512 } } });
  });

  it("are those between the two limits, of three settings", () => {
    expect([isLarge("units", "256"), isLarge("units", "257"), isLarge("units", "1025")]).toEqual([
      false,
      true,
      false,
    ]);
    expect([isLarge("length", 5000), isLarge("batch", 512), isLarge("steps", 2e6)]).toEqual([
      true,
      true,
      false,
    ]);
  });

  it("that the page has let in stay in what it keeps, whether they are switched on or not", () => {
    const large = { ...DEFAULT_CONFIG, units: 512 };
    expect(read(CONFIG, large)).toEqual(large);
    expect(() => read(CONFIG, { ...DEFAULT_CONFIG, units: 1025 })).toThrow("from 2 to 1024");
  });
});
