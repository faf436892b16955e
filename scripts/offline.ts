import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, type Plugin, type UserConfig } from "vite";
import { type Release, SERVICE_WORKER } from "../src/service-worker/release.ts";

const SOURCE = join(dirname(fileURLToPath(import.meta.url)), "../src/service-worker/service-worker.ts");

/**
 * Files that are not cached in advance: all of TensorFlow.js, which only the benchmark uses and is cached on first use, and
 * texts for people who read the files themselves.
 */
const TENSORFLOW_AS_A_WHOLE = "/@tensorflow/tfjs-layers/";
const ON_USE = /threaded-simd|CREDITS\.md$/;

/** Whether this is a build of the site, not of a program for Node. */
export const isSite = ({ build }: UserConfig, { command }: { readonly command: string }) =>
  command === "build" && !build?.ssr;

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
          const kept = [...contents].filter(([file]) => !onUse.has(file) && !ON_USE.test(file));
          this.emitFile({ type: "asset", fileName: SERVICE_WORKER, source: await serviceWorker(kept) });
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

async function serviceWorker(kept: readonly (readonly [string, string | Uint8Array])[]): Promise<string> {
  const hash = createHash("sha256").update(readFileSync(SOURCE));
  const sorted = kept.toSorted(([one], [other]) => (one < other ? -1 : 1));
  for (const [file, content] of sorted) hash.update(`\0${file}\0`).update(content);
  const release: Release = {
    version: hash.digest("hex").slice(0, 16),
    files: sorted.map(([file]) => file),
  };
  const built = await build({
    configFile: false,
    publicDir: false,
    logLevel: "warn",
    define: { __RELEASE__: JSON.stringify(release) },
    build: {
      write: false,
      target: "es2022",
      rolldownOptions: { input: SOURCE, output: { format: "iife", entryFileNames: SERVICE_WORKER } },
    },
  });
  const [{ output }] = [built].flat() as Extract<typeof built, { output: unknown }>[];
  const [script] = output;
  return script.code;
}
