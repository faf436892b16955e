import { expect, it } from "vitest";
import { list } from "../../src/list";

it("puts names into a sentence, and keeps those apart that have a comma", () => {
  expect(list([])).toBe("");
  expect(list(["RNN"])).toBe("RNN");
  expect(list(["RNN", "GRU"])).toBe("RNN and GRU");
  expect(list(["RNN", "GRU", "LSTM"])).toBe("RNN, GRU and LSTM");
  expect(list(["RNN", "GRU, n 32", "Naive"])).toBe("RNN; GRU, n 32; and Naive");
});
