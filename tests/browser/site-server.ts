import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { createServer, type Server, type ServerResponse } from "node:http";
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

const digestOf = (content: Buffer) => `sha256-${createHash("sha256").update(content).digest("base64")}`;

/** The same site as if built later: its scripts have other names, and so their digests and the release’s version are others. */
export function nextRelease(site: Site): Site {
  const entry = entryScript(site);
  const scripts = new Set([...site.keys()].map((name) => name.replace("assets/", "")));
  const later = (name: string) =>
    name === entry ? name.replace(/-[\w-]+\.js$/, "-later.js") : name.replace(/\.js$/, "-later.js");
  const rename = (text: string) =>
    text.replace(/[\w.-]+-[\w-]{8}\.js/g, (name) => (scripts.has(name) ? later(name) : name));
  const next = new Map<string, Buffer>();
  const digests: [string, string][] = [];
  // index.html has the scripts' digests, and the service worker those of all files, so they come last.
  const order = (name: string) => ["index.html", "service-worker.js"].indexOf(name);
  for (const [name, content] of [...site].sort(([one], [other]) => order(one) - order(other))) {
    let text = /\.(js|html)$/.test(name) ? rename(content.toString()) : null;
    if (text !== null && order(name) >= 0)
      text = digests.reduce((sum, [before, after]) => sum.replaceAll(before, after), text);
    if (name === "service-worker.js") text = text!.replace(/version:(["'`])\w+\1/, 'version:"later"');
    const changed = text === null ? content : Buffer.from(text);
    digests.push([digestOf(content), digestOf(changed)]);
    next.set(rename(name), changed);
  }
  return next;
}

/** A lie of the host, or of the network, in answer to a request. */
export type Fault =
  /** The connection is reset. */
  | "reset"
  /** The connection ends after half of the file, whose length had been announced. */
  | "cut"
  /** Half of the file is sent as if it were all. */
  | "half"
  /** The answer is index.html, as of hosts that know no missing file. */
  | "page"
  | { readonly status: number }
  /** The answer is right, but comes this much later, in ms. */
  | { readonly after: number };

/** The file name of index.html's entry script. */
export function entryScript(site: Site): string {
  const found = /assets\/(index-[\w-]+\.js)/.exec(site.get("index.html")?.toString() ?? "");
  if (!found) throw new Error("dist/index.html names no entry script; is the site built?");
  return found[1];
}

/** A static server for a path; it can go offline, switch to another release, and lie. */
export class SiteServer {
  site: Site;
  /** The fault of a request, if any. @param times how often this file has been requested, with this time */
  fault: (name: string, times: number) => Fault | undefined = () => undefined;
  /** The header by which the browser may keep files. */
  cacheControl = "no-cache";
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
      const times = this.asked.filter((one) => one === path).length;
      this.#answer(response, name, this.fault(name, times));
    });
    await new Promise<void>((resolve) => server.listen(this.#port, this.#host, resolve));
    this.#port = (server.address() as AddressInfo).port;
    this.#server = server;
  }

  #answer(response: ServerResponse, name: string, fault: Fault | undefined): void {
    if (fault === "reset") return void response.socket?.resetAndDestroy();
    if (typeof fault === "object" && "after" in fault)
      return void setTimeout(() => this.#answer(response, name, undefined), fault.after);
    if (typeof fault === "object")
      return void response
        .writeHead(fault.status, { "Content-Type": "text/html" })
        .end(`<h1>${fault.status}</h1>`);
    const file = fault === "page" ? "index.html" : name;
    const content = this.site.get(file);
    if (!content) return void response.writeHead(404).end();
    const type = TYPES[extname(file)] ?? "application/octet-stream";
    const part = fault === "half" || fault === "cut" ? content.subarray(0, content.length / 2) : content;
    const length = fault === "half" ? part.length : content.length;
    response.writeHead(200, {
      "Content-Type": type,
      "Content-Length": length,
      "Cache-Control": this.cacheControl,
    });
    if (fault === "cut") response.write(part, () => response.socket?.destroy());
    else response.end(part);
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
