import { readdirSync, readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";

const DIST = fileURLToPath(new URL("../../dist/", import.meta.url));
const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".wasm": "application/wasm",
  ".woff2": "font/woff2",
  ".txt": "text/plain; charset=utf-8",
  ".webmanifest": "application/manifest+json",
};

/** Files by their names relative to the site's base. */
export type Site = ReadonlyMap<string, Buffer>;

/** The built site. */
export function builtSite(): Site {
  const entries = readdirSync(DIST, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return new Map(
    entries.map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return [path.slice(DIST.length).replaceAll("\\", "/"), readFileSync(path)];
    }),
  );
}

/** The same site as if built later: its entry script, and so its release, has another name. */
export function nextRelease(site: Site): Site {
  const entry = entryScript(site);
  const rename = (text: string) => text.replaceAll(entry, entry.replace(/-[\w-]+\.js$/, "-later.js"));
  return new Map(
    [...site].map(([name, content]) => {
      if (!/\.(js|html)$/.test(name)) return [name, content];
      const text = rename(content.toString());
      if (name !== "service-worker.js") return [rename(name), Buffer.from(text)];
      return [name, Buffer.from(text.replace(/version:(["'`])\w+\1/, 'version:"later"'))];
    }),
  );
}

/** The file name of index.html's entry script. */
export function entryScript(site: Site): string {
  const found = /assets\/(index-[\w-]+\.js)/.exec(site.get("index.html")?.toString() ?? "");
  if (!found) throw new Error("dist/index.html names no entry script; is the site built?");
  return found[1];
}

/** A static server for a path; it can go offline, and switch to another release. */
export class SiteServer {
  site: Site;
  /** Addresses requested, newest last. */
  readonly asked: string[] = [];
  readonly #base: string;
  #server: Server | undefined;
  #port = 0;

  readonly #host: string;

  /** @param host the machine's address that it listens on */
  constructor(base: string, site: Site, host = "127.0.0.1") {
    this.#base = base;
    this.site = site;
    this.#host = host;
  }

  get address(): string {
    return `http://${this.#host}:${this.#port}${this.#base}`;
  }

  async start(): Promise<void> {
    const server = createServer((request, response) => {
      const path = decodeURI((request.url ?? "/").split("?")[0]);
      this.asked.push(path);
      const name = path.startsWith(this.#base) ? path.slice(this.#base.length) || "index.html" : "";
      const content = this.site.get(name);
      if (!content) return response.writeHead(404).end();
      const type = TYPES[extname(name)] ?? "application/octet-stream";
      return response.writeHead(200, { "Content-Type": type, "Cache-Control": "no-cache" }).end(content);
    });
    await new Promise<void>((resolve) => server.listen(this.#port, this.#host, resolve));
    this.#port = (server.address() as AddressInfo).port;
    this.#server = server;
  }

  /** Simulates a lost network: connections are refused. */
  async stop(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    if (!server) return;
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}
