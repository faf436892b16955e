import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { SHIPPED } from "../../src/experiments/source";
import { TASKS } from "../../src/tasks";
import { digest } from "../../src/tasks/digest";

describe("the digest of a text", () => {
  // Landon Curt Noll’s test vectors of 64-bit FNV-1a.
  it.each([
    ["", "cbf29ce484222325"],
    ["a", "af63dc4c8601ec8c"],
    ["foobar", "85944171f73967e8"],
  ])("is FNV-1a: “%s”", (text, wanted) => expect(digest(text)).toBe(wanted));

  it("of a long text is what the definition gives in whole numbers of any size", () => {
    const text = "Ünïcode 👩🏾‍🔬 – all of it. ".repeat(50);
    let hash = 0xcbf29ce484222325n;
    for (const byte of Buffer.from(text)) hash = ((hash ^ BigInt(byte)) * 0x100000001b3n) % 2n ** 64n;
    expect(digest(text)).toBe(hash.toString(16).padStart(16, "0"));
  });

  it("of the lab’s own files is the one that their rows have: change ENGINE with it", () => {
    const files = new Set(Object.values(TASKS).flatMap((task) => task.files));
    expect(Object.keys(SHIPPED).sort()).toEqual([...files].sort());
    for (const file of files) expect(SHIPPED[file]).toBe(digest(readFileSync(`public/${file}`, "utf8")));
  });
});
