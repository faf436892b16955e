import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { PRESETS } from "../../src/config/presets";
import { DEFAULT_CONFIG, FIELDS, getField, KEYS } from "../../src/config/schema";
import { ACTIVATIONS } from "../../src/kernels/activations";
import { CELLS } from "../../src/kernels/cells";
import { RULES } from "../../src/rules";
import { readsOwnData, TASKS } from "../../src/tasks";

const ROOT = join(dirname(fileURLToPath(import.meta.url)), "../..");
const read = (path: string) => readFileSync(join(ROOT, path), "utf8");
const README = read("README.md");
const DOCUMENTS = [
  ...readdirSync(ROOT),
  ...readdirSync(join(ROOT, "docs")).map((name) => `docs/${name}`),
].filter((path) => path.endsWith(".md"));

/** The cells of the table row whose first cell names the key. */
function rowOf(key: string): string[] {
  const cells = README.split("\n")
    .filter((line) => line.startsWith("| `"))
    .map((line) => line.split("|").map((cell) => cell.trim()));
  return cells.find(([, first]) => first.split(", ").includes(`\`${key}\``))?.slice(2) ?? [];
}

/** The anchors that a page gives to the headings of a document. */
function anchors(markdown: string): string[] {
  return [...markdown.matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} -]/gu, "")
      .replaceAll(" ", "-"),
  );
}

describe("the README's table of the address", () => {
  it.each(KEYS)("has %s with all that it accepts and its default", (key) => {
    const [, values, fallback] = rowOf(key);
    expect(values, `${key} has no row`).toBeDefined();
    const field = FIELDS[key];
    if (field.kind === "choice") {
      const named = [...values.matchAll(/`([^`]+)`/g)].map(([, option]) => option);
      expect(named).toEqual(field.options.filter((option) => !readsOwnData(option)));
    } else {
      expect(values.split(" – ").map(Number)).toEqual([field.min, field.max]);
    }
    const wanted = String(getField(DEFAULT_CONFIG, key));
    if (field.kind === "choice") expect(fallback).toContain(`\`${wanted}\``);
    else expect(fallback).toBe(wanted);
  });
});

describe("the documents", () => {
  it.each(DOCUMENTS)("%s has no link to a file or heading that is not there", (path) => {
    const text = read(path).replace(/```[\s\S]*?```/g, "");
    const targets = [...text.matchAll(/\]\(([^)\s]+)\)|src="([^"]+)"/g)].map(
      ([, link, source]) => link ?? source,
    );
    const inside = targets.filter((target) => !/^https?:/.test(target));
    expect(inside.length).toBeGreaterThan(0);
    for (const target of inside) {
      const [file, anchor] = target.split("#");
      const full = file === "" ? join(ROOT, path) : join(ROOT, dirname(path), file);
      expect(existsSync(full), `${path}: ${target}`).toBe(true);
      if (anchor) expect(anchors(readFileSync(full, "utf8")), `${path}: ${target}`).toContain(anchor);
    }
  });

  it.each(Object.entries(RULES))(
    "docs/mathematics.md has the rule %s by its name on the page",
    (id, rule) => {
      const promise = rule.keeps === "unitary" ? "yes" : "no";
      const name = rule.label.replace(/[()+]/g, "\\$&");
      expect(read("docs/mathematics.md")).toMatch(
        new RegExp(`^\\| \`${id}\` \\| ${name} \\|.*\\| ${promise}[^|]*\\|$`, "m"),
      );
    },
  );

  it.each(Object.entries(TASKS))(
    "docs/mathematics.md has the task %s by its name on the page",
    (id, task) => {
      expect(read("docs/mathematics.md")).toContain(`| \`${id}\` | ${task.label} |`);
    },
  );

  it.each(Object.entries(ACTIVATIONS))(
    "docs/mathematics.md has the activation %s by its name on the page",
    (_id, { label }) => {
      expect(read("docs/mathematics.md")).toMatch(new RegExp(`^\\| ${label}[ ,|]`, "m"));
    },
  );

  it.each(Object.entries(CELLS))(
    "docs/mathematics.md has the cell %s by its name on the page, and its blocks",
    (id, { label, blocks }) => {
      const named = blocks.length > 1 ? blocks.join(", ") : "one";
      expect(read("docs/mathematics.md")).toContain(`| \`${id}\` | ${label} | ${named} |`);
    },
  );

  it.each(PRESETS)("docs/mathematics.md has what was measured of the preset $label", ({ label }) => {
    expect(read("docs/mathematics.md")).toContain(`| **${label}**<br>`);
  });

  it("CHANGELOG.md begins with this version, after what is unreleased", () => {
    const { version } = JSON.parse(read("package.json")) as { version: string };
    const headings = Array.from(read("CHANGELOG.md").matchAll(/^## (.+)$/gm), ([, heading]) => heading);
    expect(headings.find((heading) => heading !== "Unreleased")).toBe(version);
  });

  it("README.md names every command of package.json", () => {
    const { scripts } = JSON.parse(read("package.json")) as { scripts: Record<string, string> };
    for (const name of Object.keys(scripts)) {
      expect(README).toMatch(new RegExp(`\`npm (run )?${name}\``));
    }
  });
});
