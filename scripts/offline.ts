import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "vite";
import { type Release, SERVICE_WORKER } from "../src/service-worker/release.ts";
import { digestOf, isSite, SOURCES, scriptOf } from "./site-build.ts";

const FOLDER = join(SOURCES, "service-worker");

/** Texts for people who read the files themselves are not cached. */
const NEVER = /CREDITS\.md$/;
/** All of TensorFlow.js, which only the benchmark uses, is cached on first use. */
const TENSORFLOW_AS_A_WHOLE = "/@tensorflow/tfjs-layers/";

/** Builds the service worker beside index.html, with the list of the release's files in it. */
export function offline(): { readonly site: Plugin; readonly workers: Plugin } {
  const onUse = new Set<string>();
  const noteLarge: NonNullable<Plugin["generateBundle"]> = (_options, bundle) => {
    for (const part of Object.values(bundle)) {
      if (part.type === "chunk" && part.moduleIds.some((id) => id.includes(TENSORFLOW_AS_A_WHOLE)))
        onUse.add(part.fileName);
    }
  };
  let publicDir = "";
  return {
    workers: { name: "offline-workers", apply: "build", generateBundle: noteLarge },
    site: {
      name: "offline",
      apply: isSite,
      enforce: "post",
      configResolved(config) {
        publicDir = config.publicDir;
      },
      generateBundle: {
        order: "post",
        async handler(_options, bundle) {
          const contents = new Map<string, string | Uint8Array>();
          for (const part of Object.values(bundle))
            contents.set(part.fileName, part.type === "chunk" ? part.code : part.source);
          for (const file of filesOf(publicDir)) contents.set(file, readFileSync(join(publicDir, file)));
          const files = [...contents]
            .filter(([file]) => !NEVER.test(file))
            .sort(([one], [other]) => (one < other ? -1 : 1));
          const source = await serviceWorker(files, [...onUse]);
          this.emitFile({ type: "asset", fileName: SERVICE_WORKER, source });
        },
      },
    },
  };
}

function filesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll("\\", "/"),
    );
}

/** @param files the contents of the release's files by name @param onUse those not cached in advance */
async function serviceWorker(
  files: readonly (readonly [string, string | Uint8Array])[],
  onUse: readonly string[],
): Promise<string> {
  const digests = Object.fromEntries(files.map(([file, content]) => [file, digestOf(content)]));
  const sources = filesOf(FOLDER).map((file) => readFileSync(join(FOLDER, file)));
  const all = [JSON.stringify(digests), ...sources];
  const hash = all.reduce((sum, part) => sum.update(part), createHash("sha256"));
  const release: Release = { version: hash.digest("hex").slice(0, 16), files: digests, onUse };
  return scriptOf("service-worker/service-worker.ts", { __RELEASE__: JSON.stringify(release) });
}
