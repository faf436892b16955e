import { readFileSync } from "node:fs";
import type bundled from "./golden.json";

export type Golden = typeof bundled;

/** The float64 reference values of FORMAT.md; the environment variable GOLDEN_FILE names another file of that format. */
export const golden = JSON.parse(
  readFileSync(process.env.GOLDEN_FILE ?? new URL("golden.json", import.meta.url), "utf8"),
) as Golden;
