import { readFileSync } from "node:fs";
import type cells from "./cells.json";
import type bundled from "./golden.json";

export type Golden = typeof bundled & Pick<typeof cells, "cells" | "diagonal">;

const read = (name: string, given: string | undefined) =>
  JSON.parse(readFileSync(given ?? new URL(name, import.meta.url), "utf8"));

const { cells: ofCells, diagonal } = read("cells.json", process.env.GOLDEN_CELLS_FILE) as typeof cells;

/**
 * The float64 reference values of FORMAT.md; the environment variables GOLDEN_FILE and GOLDEN_CELLS_FILE name other files
 * of the formats of golden.json and cells.json.
 */
export const golden: Golden = {
  ...(read("golden.json", process.env.GOLDEN_FILE) as typeof bundled),
  cells: ofCells,
  diagonal,
};
