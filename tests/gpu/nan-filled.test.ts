import { tensor2d } from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { skewPart } from "../../src/kernels/matrices";
import type { Rewrite } from "../browser/rewritten-shaders";
import { rewritingCompiler, startDevice } from "./device";

/** A − Aᵀ on a new device whose compiler follows a rule. */
async function skewBy(rule: Rewrite) {
  const { compile, seen } = rewritingCompiler([rule]);
  const filled = await startDevice(compile);
  const values = await skewPart(tensor2d([1, 2, 3, 4], [2, 2])).data();
  expect(seen.size).toBe(1);
  return { values: Array.from(values), overrun: await filled.overrun() };
}

test("a write beyond the end of a buffer is seen in its margin", async () => {
  const found = await skewBy(["{ result[id] =", "{ result[n * n + id] = 0.0; result[id] ="]);
  expect(found).toEqual({ values: [0, -1, 1, 0], overrun: 1 });
});

test("what is not written, and what is read beyond the end, is NaN", async () => {
  expect((await skewBy(["if (id < n * n)", "if (id < n)"])).values).toEqual([0, -1, Number.NaN, Number.NaN]);
  const { values, overrun } = await skewBy(["square[id] -", "square[n * n + id] -"]);
  expect(values).toEqual([Number.NaN, Number.NaN, Number.NaN, Number.NaN]);
  expect(overrun).toBe(0);
});
