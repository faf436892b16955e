import { describe, it } from "vitest";
import { cayley } from "../../src/math/cayley";
import { comparing, matrixOf } from "./golden";

describe("Cayley's transform", () => {
  const { entries, near } = comparing("cayley", ["n", "complex", "A"]);

  it.each(entries)("is the reference's: n = $n, complex: $complex", (entry) => {
    near(entry, "C", cayley(matrixOf(entry.A)), { relative: 1e-12 });
  });
});
