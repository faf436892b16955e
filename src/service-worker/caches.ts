import { cachePrefix, entryOfLock, HASHED, type Release } from "./release";

/** The site's releases in the browser's cache: one cache per release, named by scope and version. */
export class ReleaseCaches {
  readonly #scope: string;
  readonly #release: Release;

  constructor(scope: string, release: Release) {
    this.#scope = scope;
    this.#release = release;
  }

  /** The cache of this release. */
  current(): Promise<Cache> {
    return caches.open(cachePrefix(this.#scope) + this.#release.version);
  }

  /**
   * Fetches the whole release, bypassing the HTTP cache for files whose names do not contain a hash of their contents.
   * @throws if a file cannot be fetched or storage is full: the previous release then stays active
   */
  async fill(): Promise<void> {
    const cache = await this.current();
    await cache.addAll(
      this.#release.files.map(
        (file) =>
          new Request(new URL(file, this.#scope), { cache: HASHED.test(file) ? "default" : "reload" }),
      ),
    );
  }

  /** The cached response from the newest release that has one. */
  async find(url: string): Promise<Response | undefined> {
    for (const name of await this.#names()) {
      const found = await (await caches.open(name)).match(url, { ignoreVary: true });
      if (found) return found;
    }
    return undefined;
  }

  /** Deletes the releases that no open tab runs. */
  async prune(): Promise<void> {
    const { held = [] } = await navigator.locks.query();
    const entries = held.flatMap(({ name }) => entryOfLock(name) ?? []);
    for (const name of (await this.#names()).slice(1)) {
      const cache = await caches.open(name);
      const used = await Promise.all(entries.map((entry) => cache.match(entry)));
      if (!used.some(Boolean)) await caches.delete(name);
    }
  }

  /** The names of the caches: this release first, then older ones, newest first. */
  async #names(): Promise<string[]> {
    const prefix = cachePrefix(this.#scope);
    const own = prefix + this.#release.version;
    const all = (await caches.keys()).filter((name) => name.startsWith(prefix) && name !== own);
    return [own, ...all.reverse()];
  }
}
