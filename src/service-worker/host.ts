import type { ReleaseCaches } from "./caches";
import { isRight } from "./digest";
import { isServiceWorker, PAGE_TITLE, SERVICE_WORKER } from "./release";

/** An answer to a request for the page. */
export type Answer =
  /** The lab's page, with the scripts that it starts from. */
  | { readonly from: "lab"; readonly response: Response }
  /** No answer, the lab's page without its scripts, or an error of the lab's host. */
  | { readonly from: "nobody" }
  /** The page of another site, or of a network that wants a password. */
  | { readonly from: "stranger"; readonly response: Response };

/** Whose site a host serves, by its service worker; a network that wants a password leaves it unclear. */
export type Host = "the lab’s" | "another’s" | "unclear" | "silent";

/** Whether the address is one of this machine, where another site may be served at the same port tomorrow. */
export const isOwnMachine = ({ hostname }: URL): boolean =>
  /^(localhost|.+\.localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);

/** Asks the host of the site for its service worker. @param scope the site's base */
export async function askHost(scope: string): Promise<Host> {
  try {
    const answer = await fetch(new URL(SERVICE_WORKER, scope), { cache: "no-store" });
    if ([404, 410].includes(answer.status)) return "another’s";
    if (!answer.ok || !/javascript/.test(answer.headers.get("Content-Type") ?? "")) return "unclear";
    return isServiceWorker(await answer.text()) ? "the lab’s" : "another’s";
  } catch {
    return "silent";
  }
}

/** Fetches the page, together with the scripts that it starts from: on a bad network it may arrive without them. */
export class PageFetcher {
  readonly #scope: string;
  readonly #releases: ReleaseCaches;
  /** The scripts of the page fetched last, if no cache has them, until the page asks for them. */
  readonly #arrived = new Map<string, Response>();

  constructor(scope: string, releases: ReleaseCaches) {
    [this.#scope, this.#releases] = [scope, releases];
  }

  async fetch(request: Request): Promise<Answer> {
    try {
      const response = await fetch(request);
      if (response.type === "opaqueredirect") return { from: "stranger", response };
      if (!response.ok) return await this.#error(response);
      const html = await response.clone().text();
      if (!html.includes(PAGE_TITLE)) return { from: "stranger", response };
      const whole = html.includes("</html>") && (await this.#scriptsArrive(html));
      return whole ? { from: "lab", response } : { from: "nobody" };
    } catch {
      return { from: "nobody" };
    }
  }

  /** A script that arrived with the page. */
  take(file: string): Response | undefined {
    return this.#arrived.get(file)?.clone();
  }

  /** An error is the lab's own host's, except on this machine, where its service worker decides. */
  async #error(response: Response): Promise<Answer> {
    if (!isOwnMachine(new URL(this.#scope))) return { from: "nobody" };
    const host = await askHost(this.#scope);
    return host === "the lab’s" ? { from: "nobody" } : { from: "stranger", response };
  }

  async #scriptsArrive(html: string): Promise<boolean> {
    this.#arrived.clear();
    const tags = html.match(/<(?:script|link)\b[^>]*\b(?:src|href)="(?:\.\/)?assets\/[^>]*>/g) ?? [];
    return (await Promise.all(tags.map((tag) => this.#arrives(tag)))).every(Boolean);
  }

  async #arrives(tag: string): Promise<boolean> {
    const [, file] = /\b(?:src|href)="(?:\.\/)?([^"?]+)/.exec(tag) ?? [];
    const digest = /\bintegrity="([^"]+)"/.exec(tag)?.[1];
    const kept = await this.#releases.find(file);
    if (kept && (await isRight(kept, file, digest))) return true;
    for (const cache of ["default", "reload"] as const) {
      const fresh = await fetch(new Request(new URL(file, this.#scope), { cache }));
      if (!fresh.ok || !(await isRight(fresh, file, digest))) continue;
      this.#arrived.set(file, fresh);
      return true;
    }
    return false;
  }
}
