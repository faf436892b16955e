import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const SHEETS = readdirSync("src", { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".css"))
  .map((file) => ({ file, text: readFileSync(`src/${file}`, "utf8").replace(/\/\*[\s\S]*?\*\//g, "") }));

const TOKENS = [...readFileSync("src/ui/breakpoints.css", "utf8").matchAll(/@custom-media (--[\w-]+)/g)].map(
  ([, name]) => name,
);
/** What a person set, and paper: no sizes. */
const FEATURES = [
  "print",
  "not print",
  "(forced-colors: active)",
  "(prefers-contrast: more)",
  "(prefers-reduced-motion: no-preference)",
];

/** Returns the conditions of all rules of that kind, each with its file. */
const conditions = (rule: string) =>
  SHEETS.flatMap(({ file, text }) =>
    [...text.matchAll(new RegExp(`@${rule} ([^{]*?) *\\{`, "g"))].map(([, condition]) => ({
      file,
      condition,
    })),
  );

describe("breakpoints", () => {
  it("are named in src/ui/breakpoints.css, and no style sheet asks for another size or pointer", () => {
    expect(conditions("media").length).toBeGreaterThan(40);
    for (const { file, condition } of conditions("media")) {
      if (FEATURES.includes(condition)) continue;
      const named = condition
        .replace(/^print and /, "")
        .replace(/\((--[\w-]+)\)/g, (whole, name) => (TOKENS.includes(name) ? "" : whole));
      expect(named.replace(/\b(not|and)\b|[()\s]/g, ""), `${file}: @media ${condition}`).toBe("");
    }
  });

  it("are all used", () => {
    const all = conditions("media")
      .map(({ condition }) => condition)
      .join(" ");
    for (const name of TOKENS) expect(all, name).toContain(`(${name})`);
  });

  it("are few", () => expect(TOKENS.length).toBeLessThanOrEqual(8));
});
