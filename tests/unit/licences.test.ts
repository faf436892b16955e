import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { isAccepted, packageFolder, packageOf, shippedLicences } from "../../scripts/licences";

const root = fileURLToPath(new URL("../../", import.meta.url));
const read = (path: string) => JSON.parse(readFileSync(`${root}${path}`, "utf8"));

interface Locked {
  readonly license?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
}

/** Every package that a dependency of the page leads to, by its path in the lock. */
function reachable(): Map<string, Locked> {
  const locked: Record<string, Locked> = read("package-lock.json").packages;
  const found = new Map<string, Locked>();
  const visit = (name: string, from: string) => {
    const path = [`${from}/node_modules/${name}`, `node_modules/${name}`].find((one) => one in locked);
    if (!path || found.has(path)) return;
    found.set(path, locked[path]);
    for (const next of Object.keys(locked[path].dependencies ?? {})) visit(next, path);
  };
  for (const name of Object.keys(read("package.json").dependencies)) visit(name, "");
  return found;
}

describe("licences", () => {
  it("are accepted for every package that the page's dependencies lead to", () => {
    const packages = reachable();
    expect(packages.size).toBeGreaterThan(30);
    const refused = [...packages]
      // The lock leaves out what old packages list.
      .map(([path, { license }]) => [path, license ?? packageOf(root + path).license])
      .filter(([path, license]) => !isAccepted(license, path?.split("node_modules/").at(-1)));
    expect(refused.map((one) => one.join(": "))).toEqual([]);
  });

  it.each([
    ["MIT", true],
    ["(MIT OR GPL-3.0-only)", true],
    ["Apache-2.0 AND MIT", true],
    ["MIT AND GPL-3.0-only", false],
    ["UNLICENSED", false],
    ["SEE LICENSE IN LICENSE", false],
    [undefined, false],
    [{ type: "MIT" }, false],
  ])("reads the SPDX expression %j: %s", (expression, accepted) => {
    expect(isAccepted(expression)).toBe(accepted);
  });

  it("other than those, one alone is shipped, with the address of its source", () => {
    expect(isAccepted("MPL-2.0")).toBe(false);
    expect(isAccepted("MPL-2.0", "another")).toBe(false);
    const { packages, texts } = shippedLicences([
      `${root}node_modules/mediabunny`,
      `${root}node_modules/react`,
    ]);
    expect(packages[0]).toMatchObject({
      name: "mediabunny",
      licence: "MPL-2.0",
      source: "https://github.com/Vanilagy/mediabunny",
    });
    expect(texts[packages[0].text]).toMatch(/Mozilla Public License Version 2.0/);
    expect(packages[1].source).toBeUndefined();
  });

  it("of a package come with its own words, and an unknown one stops the build", () => {
    const { packages, texts } = shippedLicences([`${root}node_modules/react`]);
    expect(packages).toMatchObject([{ name: "react", licence: "MIT", text: 0 }]);
    expect(texts[0]).toMatch(/Permission is hereby granted/);
    const proprietary = fileURLToPath(new URL("./fixtures/proprietary", import.meta.url));
    expect(() => shippedLicences([proprietary])).toThrow(/secret 1\.0\.0.*“UNLICENSED”.*MIT/);
  });

  it("belong to the package that a module is from, scoped, nested or none", () => {
    expect(packageFolder("/x/node_modules/@a/b/dist/c.js")).toBe("/x/node_modules/@a/b");
    expect(packageFolder("/x/node_modules/a/node_modules/b/c.js?url")).toBe(
      "/x/node_modules/a/node_modules/b",
    );
    expect(packageFolder("/x/src/main.tsx")).toBeUndefined();
  });
});
