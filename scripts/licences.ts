import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Plugin } from "vite";
import { LICENCES, type ShippedLicences, type ShippedPackage } from "../src/screens/about/shipped.ts";
import { isSite } from "./site-build.ts";

const ROOT = join(dirname(fileURLToPath(import.meta.url)), "..");

/** Licences that are allowed for code or fonts of the site; each requires only that its text is included. */
export const ACCEPTED = ["MIT", "ISC", "0BSD", "BSD-2-Clause", "BSD-3-Clause", "Apache-2.0", "OFL-1.1"];

/**
 * Packages that may be shipped under another licence. MPL-2.0 concerns the files of the package alone: these are shipped as they
 * are, and the page says where their source is, as its section 3.2 asks.
 */
export const ACCEPTED_OF: Readonly<Record<string, string>> = { mediabunny: "MPL-2.0" };

/** Where vite's licence continues with the packages bundled in its own program, which are not part of the site. */
const BUNDLED = "# Licenses of bundled dependencies";

/** Packages with parts in the site that no bundle lists: vite's chunk loader, AssemblyScript's library, glyphs of a font. */
const TOOLS = ["vite", "assemblyscript", "@fontsource/stix-two-math"];

/** Whether an SPDX expression (SPDX specification, annex D) lets the package of this name be shipped. */
export function isAccepted(expression: unknown, name = ""): boolean {
  if (typeof expression !== "string") return false;
  if (Object.hasOwn(ACCEPTED_OF, name) && expression === ACCEPTED_OF[name]) return true;
  const plain = expression.replace(/^\((.*)\)$/, "$1");
  if (plain.includes(" OR ")) return plain.split(" OR ").some((one) => isAccepted(one));
  return plain.split(" AND ").every((one) => ACCEPTED.includes(one.trim()));
}

/** The folder of the package of a module or file; undefined if it belongs to the project. */
export function packageFolder(id: string): string | undefined {
  return /^(?:\0)?(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(id.replaceAll("\\", "/"))?.[1];
}

/** Name, version, licence and source of a package; old ones have a list of licences, of which the first counts. */
export function packageOf(folder: string): {
  name: string;
  version: string;
  license: string;
  source: string | undefined;
} {
  const { name, version, ...given } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const source = given.repository?.url?.replace(/^git\+/, "").replace(/\.git$/, "");
  return { name, version, license: given.license ?? given.licenses?.[0]?.type, source };
}

/** Reads a package's licence. @throws Error that names a package whose licence is not {@link ACCEPTED} or has no text */
export function shippedLicences(folders: Iterable<string>): ShippedLicences {
  const texts: string[] = [];
  const packages = [...new Set(folders)].map((folder): ShippedPackage => {
    const { name, version, license, source } = packageOf(folder);
    if (!isAccepted(license, name)) {
      throw new Error(
        `${name} ${version} would be shipped under the licence “${license}”; it must be one of ${ACCEPTED.join(", ")}.`,
      );
    }
    const text = licenceText(folder, license);
    if (text === undefined) throw new Error(`${name} ${version} (${license}) has no licence text to ship.`);
    if (!texts.includes(text)) texts.push(text);
    const shipped = { name, version, licence: license, text: texts.indexOf(text) };
    return Object.hasOwn(ACCEPTED_OF, name) && source ? { ...shipped, source } : shipped;
  });
  packages.sort((one, other) => (one.name < other.name ? -1 : 1));
  return { packages, texts };
}

/** A licence text: the package's file, or the end of its README; for the Apache licence, which has no names, any copy. */
function licenceText(folder: string, licence: string): string | undefined {
  const files = readdirSync(folder);
  const name = files.find((file) => /^(licen[cs]e|copying)(\.(md|txt))?$/i.test(file));
  if (name) return readFileSync(join(folder, name), "utf8").split(BUNDLED)[0].trim();
  if (licence.includes("Apache-2.0")) return licenceText(join(ROOT, "node_modules/assemblyscript"), "");
  const readme = files.find((file) => /^readme\.md$/i.test(file));
  const text = readme && readFileSync(join(folder, readme), "utf8");
  return text && /^.*licen[cs]e.*\n[-=]{3,}\n([\s\S]*copyright[\s\S]*)/im.exec(text)?.[1].trim();
}

/** Writes the licences of all packages in the bundles into a file of the site. */
export function licences(): { readonly site: Plugin; readonly workers: Plugin } {
  const folders = new Set(TOOLS.map((name) => join(ROOT, "node_modules", name)));
  const collect: NonNullable<Plugin["generateBundle"]> = (_options, bundle) => {
    for (const part of Object.values(bundle)) {
      for (const id of part.type === "chunk" ? part.moduleIds : part.originalFileNames) {
        const folder = packageFolder(absolute(id));
        if (folder && existsSync(join(folder, "package.json"))) folders.add(folder);
      }
    }
  };
  return {
    workers: { name: "licences-of-workers", apply: "build", generateBundle: collect },
    site: {
      name: "licences",
      apply: isSite,
      generateBundle: {
        order: "post",
        handler(options, bundle, isWrite) {
          collect.call(this, options, bundle, isWrite);
          const source = JSON.stringify(shippedLicences(folders));
          this.emitFile({ type: "asset", fileName: LICENCES, source });
        },
      },
    },
  };
}

const absolute = (id: string) => (id.startsWith("node_modules/") ? join(ROOT, id) : id);
