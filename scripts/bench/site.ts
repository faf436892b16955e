import { readdirSync } from "node:fs";
import { join } from "node:path";
import { type Browser, chromium, type Page } from "@playwright/test";
import { preview } from "vite";

/** Flags for software WebGPU, for machines whose graphics card a headless browser cannot use. */
const WEBGPU = ["--enable-unsafe-webgpu", "--use-webgpu-adapter=swiftshader"];
/** Flags that disable the browser's own traffic, which would distort the figures. */
const QUIET = [
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** The served built page, and the browsers that open it. */
export interface Site {
  readonly address: string;
  /** Paths requested, relative to the site, in order. */
  readonly requests: string[];
  /** The script of a worker, relative to the site, by the prefix of its file name. */
  worker(name: string): string;
  /** A page in a separate browser. */
  open(webgpu: boolean): Promise<Page>;
  close(): Promise<void>;
}

/** Serves the built page. @throws Error if the page was not built */
export async function openSite(root: string, executablePath: string): Promise<Site> {
  const server = await preview({ root, preview: { host: "127.0.0.1", port: 4301, strictPort: false } });
  const address = server.resolvedUrls?.local[0];
  if (!address) throw new Error("The built page could not be served.");
  const requests: string[] = [];
  server.httpServer.on("request", ({ url = "/" }: { url?: string }) => {
    requests.push(url.replace(/[?#].*/, "").slice(1) || "index.html");
  });
  const browsers: Browser[] = [];
  return {
    address,
    requests,
    worker(name) {
      const file = readdirSync(join(root, "dist/assets")).find(
        (one) => one.startsWith(`${name}-`) && one.endsWith(".js"),
      );
      if (!file) throw new Error(`dist/assets has no ${name}: the page must be built first.`);
      return `assets/${file}`;
    },
    async open(webgpu) {
      const unboxed = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
      const browser = await chromium.launch({
        executablePath,
        args: [...QUIET, ...unboxed, ...(webgpu ? WEBGPU : [])],
      });
      browsers.push(browser);
      const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
      return context.newPage();
    },
    async close() {
      await Promise.all(browsers.map((browser) => browser.close()));
      await server.close();
    },
  };
}
