import { createHash } from "node:crypto";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, type UserConfig } from "vite";

/** The folder of the page's sources. */
export const SOURCES = join(dirname(fileURLToPath(import.meta.url)), "../src");

/** Whether this is a build of the site, not of a program for Node. */
export const isSite = ({ build }: UserConfig, { command }: { readonly command: string }) =>
  command === "build" && !build?.ssr;

/** The SHA-256 digest of a file's contents, in the form of `integrity` attributes. */
export const digestOf = (content: string | Uint8Array): string =>
  `sha256-${createHash("sha256").update(content).digest("base64")}`;

/** Builds a script on its own, for what runs beside the page's program. @param file relative to src/ */
export async function scriptOf(file: string, define: Readonly<Record<string, string>> = {}): Promise<string> {
  const built = await build({
    configFile: false,
    publicDir: false,
    logLevel: "warn",
    define,
    build: {
      write: false,
      target: "es2022",
      rolldownOptions: {
        input: join(SOURCES, file),
        output: { format: "iife", entryFileNames: "script.js" },
      },
    },
  });
  const [{ output }] = [built].flat() as Extract<typeof built, { output: unknown }>[];
  const [script] = output;
  return script.code;
}
