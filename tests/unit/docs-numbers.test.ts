import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import {
  type Block,
  blocksOf,
  troublesOf,
  unmarked,
  type Wanted,
  written,
} from "../../scripts/docs-numbers/blocks.ts";
import { pairsBelow, rangeText, shareText, spreadText } from "../../scripts/docs-numbers/spread.ts";
import { checkNumbers, documentsOf, selected, writeNumbers } from "../../scripts/docs-numbers.ts";
import { ENGINE } from "../../src/experiments/source";

const DATA: Wanted = {
  engine: 2,
  by: "npm run docs:numbers -- some",
  slots: { loss: "0.1", table: "| a |\n| - |" },
};
const wanted = (name: string) => (name === "some" ? DATA : undefined);
const DOCUMENT = `Before.

<!-- numbers:some engine=2, by npm run docs:numbers -- some -->

The loss is <!--loss-->0.1<!--/-->.

<!--table-->

| a |
| - |

<!--/-->
<!-- /numbers -->
`;
const troubles = (document: string) => troublesOf("a.md", document, wanted);

describe("a block of numbers", () => {
  it("that is what its data give is right, and written again it stays as it is", () => {
    expect(troubles(DOCUMENT)).toEqual([]);
    expect(written(DOCUMENT, wanted)).toBe(DOCUMENT);
    expect(blocksOf(DOCUMENT)).toMatchObject([{ name: "some" } satisfies Partial<Block>]);
  });

  it.each([
    ["a number edited by hand", DOCUMENT.replace("0.1", "0.2"), /slot loss: .*0\.2.*0\.1/],
    ["a cell edited by hand", DOCUMENT.replace("| a |", "| b |"), /slot table/],
    ["another version of the engine", DOCUMENT.replace("engine=2", "engine=1"), /engine=1.*engine=2/],
    ["an unknown slot", DOCUMENT.replace("<!--loss-->", "<!--lose-->"), /no lose/],
    [
      "an unknown block",
      DOCUMENT.replace("numbers:some", "numbers:other"),
      /nothing measures the block other/,
    ],
    ["no end", DOCUMENT.replace("<!-- /numbers -->", ""), /not closed/],
    ["no slot", DOCUMENT.replace(/<!--(loss|table|\/)-->/g, ""), /no slot/],
    ["a slot at the beginning of a line", DOCUMENT.replace("The loss is ", "  "), /begins a line/],
    [
      "what was seen once without a date",
      "<!-- seen once, not checked: npm run bench; lately; here -->\n1\n<!-- /seen -->",
      /command; date; machine/,
    ],
    [
      "what was seen once without an end",
      "<!-- seen once, not checked: a; 2026-11-26; b -->\n1\n",
      /not closed/,
    ],
  ])("is refused with %s", (_what, document, sentence) => {
    expect(troubles(document).join("\n")).toMatch(sentence);
  });

  it("takes the numbers of other data, and nothing else changes", () => {
    const other: Wanted = { ...DATA, engine: 3, slots: { ...DATA.slots, loss: "0.3" } };
    const changed = written(DOCUMENT, () => other);
    expect(changed).toBe(DOCUMENT.replace("0.1", "0.3").replace("engine=2", "engine=3"));
    expect(troublesOf("a.md", changed, () => other)).toEqual([]);
  });

  it("is missed where a number looks measured", () => {
    expect(unmarked(`${DOCUMENT} It ends at 1.2·10⁻⁶, on 3 of 4 seeds, at α = 10⁻³.`)).toEqual([
      "1.2·10⁻",
      "of 4 seeds",
    ]);
  });
});

describe("the numbers of several seeds are said", () => {
  it.each([
    [rangeText([3, 1, 2]), "1 to 3"],
    [rangeText([0.0631, 0.0629]), "0.063"],
    [spreadText([1, 2, 30]), "2 (1 to 30)"],
    [shareText(30, 30), "all 30"],
    [shareText(29, 30), "29 of 30"],
    [
      pairsBelow([{ loss: 1 }, { loss: 3 }, { loss: null }], [{ loss: 2 }, { loss: 2 }, { loss: 2 }]),
      "1 of 3",
    ],
  ])("%s", (said, text) => expect(said).toBe(text));
});

describe("the documents", () => {
  const folder = mkdtempSync(join(tmpdir(), "docs-numbers-"));
  afterAll(() => rmSync(folder, { recursive: true }));

  it("have the numbers that their data give, of this version of the engine", () => {
    expect(checkNumbers(".")).toEqual([]);
  });

  it("have no number that looks measured outside of a block", () => {
    for (const path of documentsOf(".")) expect(unmarked(readFileSync(path, "utf8")), path).toEqual([]);
  });

  it("are red after a number, a file of data or a generated one was changed by hand, and written again", () => {
    for (const path of [
      "README.md",
      "CONTRIBUTING.md",
      "docs",
      "public/results",
      "src/config/presets/measured.json",
    ])
      cpSync(path, join(folder, path), { recursive: true });
    const change = (path: string, from: string | RegExp, to: string) => {
      const text = readFileSync(join(folder, path), "utf8");
      expect(text.replace(from, to)).not.toBe(text);
      writeFileSync(join(folder, path), text.replace(from, to));
    };
    change("docs/mathematics.md", /<!--frozen-->[^<]*</, "<!--frozen-->0<");
    change("src/config/presets/measured.json", /"seeds": \d+/, '"seeds": 1000');
    change("docs/measured/soak.json", `"engine": ${ENGINE}`, `"engine": ${ENGINE - 1}`);
    change("docs/measured/script.json", /"subject": "/, '"subject": "other ');
    rmSync(join(folder, "docs/measured/constraint/frozen.json"));
    const found = checkNumbers(folder).join("\n");
    expect(found).toContain(
      "src/config/presets/measured.json is not what the data give: npm run docs:numbers",
    );
    expect(found).toContain(`soak was measured by version ${ENGINE - 1} of the engine`);
    expect(found).toContain("script was measured of other settings");
    expect(found).toContain(
      "constraint/frozen has not been measured: npm run docs:numbers -- constraint/frozen",
    );
    cpSync("docs/measured", join(folder, "docs/measured"), { recursive: true });
    expect(checkNumbers(folder).join("\n")).toContain("block constraint, slot frozen");
    expect(writeNumbers(folder)).toEqual([]);
    expect(checkNumbers(folder)).toEqual([]);
    expect(existsSync(join(folder, "docs/measured/constraint/frozen.json"))).toBe(true);
  });

  it("are of measurements that a name, or the part before its slash, selects", () => {
    expect(selected(["soak"]).map(({ name }) => name)).toEqual(["soak"]);
    expect(selected(["constraint"])).toHaveLength(3);
    expect(() => selected(["nothing"])).toThrow(/is called nothing.*presets/);
  });
});
