import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

interface Entry {
  readonly integrity?: string;
  readonly resolved?: string;
  readonly optionalDependencies?: Record<string, string>;
}

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");
const { packages } = JSON.parse(read("package-lock.json")) as { packages: Record<string, Entry> };

describe("package-lock.json", () => {
  it("holds what its packages want on every system, else npm ci refuses it", () => {
    // A registry that lacks the package of some other system makes npm drop it from the lock without a word.
    const missing = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies).filter(
        (name) => !(`node_modules/${name}` in packages || `${path}/node_modules/${name}` in packages),
      ),
    );
    expect(missing).toEqual([]);
  });

  it("has a digest of every package, also of those for other systems, and no address but the public registry’s", () => {
    const installed = Object.entries(packages).filter(([path]) => path !== "");
    const named = (holds: (entry: Entry) => boolean) =>
      installed.filter(([, entry]) => !holds(entry)).map(([path]) => path);
    expect(named(({ integrity }) => /^sha512-[\w+/]{86}==$/.test(integrity ?? ""))).toEqual([]);
    // The lock names no address: npm asks the registry that is set, and takes what has the digest.
    expect(
      named(({ resolved = "https://registry.npmjs.org/" }) =>
        /^https:\/\/registry\.npmjs\.org\//.test(resolved),
      ),
    ).toEqual([]);
  });
});

/** The blocks of a YAML file below a key that is indented by so many spaces, by their keys; comments are left out. */
function blocks(yaml: string, indent: number): ReadonlyMap<string, string> {
  const key = new RegExp(`^ {${indent}}([\\w-]+):(.*(?:\\n(?: {${indent + 1},}.*)?)*)`, "gm");
  const code = yaml.replace(/ *#.*$/gm, "").replace(/^\s*\n/gm, "");
  return new Map([...code.matchAll(key)].map(([, name, rest]) => [name, rest]));
}
/** The lines of a block, without their indentation. */
const lines = (block = "") => block.trim().split(/\s*\n\s*/);

describe("the workflow that publishes the page", () => {
  const workflow = blocks(read(".github/workflows/pages.yml"), 0);
  const jobs = [...blocks(workflow.get("jobs") ?? "", 2)].map(
    ([name, job]) => [name, blocks(job, 4)] as const,
  );

  it("gives each job the least rights: none that runs a program of ours or a package’s may publish", () => {
    expect(lines(workflow.get("permissions"))).toEqual(["{}"]);
    expect(
      Object.fromEntries(jobs.map(([name, job]) => [name, lines(job.get("permissions")).sort()])),
    ).toEqual({
      build: ["contents: read"],
      deploy: ["id-token: write", "pages: write"],
    });
    const [[, build], [, deploy]] = jobs;
    expect(deploy.get("steps")).not.toMatch(/\brun:|checkout/);
    expect(build.get("steps")).toMatch(/npm ci --ignore-scripts/);
    expect(build.get("steps")).toMatch(/persist-credentials: false/);
  });

  it("takes each action by its commit", () => {
    const used = jobs.flatMap(([, job]) => [...(job.get("steps") ?? "").matchAll(/uses: (\S+)/g)]);
    expect(used.length).toBeGreaterThan(3);
    for (const [, action] of used) expect(action).toMatch(/^actions\/[\w-]+@[0-9a-f]{40}$/);
  });

  it("does not cut a deployment off", () => {
    expect(lines(workflow.get("concurrency"))).toContain("cancel-in-progress: false");
  });
});
