import { isRight } from "./digest";
import { cachePrefix, entryOfLock, HASHED, type Release } from "./release";

/** How often a file is fetched before an installation is given up. */
const MAX_TRIES = 5;
/** How many files are fetched at the same time. */
const PARALLEL = 6;
/** The entry of a release's cache that has the digests of its files. */
const DIGESTS = "digests.json";

const pause = (tries: number) => new Promise((resolve) => setTimeout(resolve, 100 * 2 ** tries));

/**
 * The site's releases in the browser's cache: one cache per release, named by scope and version. A file is checked against its
 * digest before it is cached, and again whenever it is taken from the cache.
 */
export class ReleaseCaches {
  readonly #scope: string;
  readonly #release: Release;

  constructor(scope: string, release: Release) {
    this.#scope = scope;
    this.#release = release;
  }

  /** The name of a file of the site, relative to its base, without query. */
  fileOf(url: string): string {
    return url.slice(this.#scope.length).split(/[?#]/)[0];
  }

  /** The address under which a file is cached. */
  #addressOf(file: string): string {
    return new URL(file, this.#scope).href;
  }

  /** Whether this release has such a file. */
  has(file: string): boolean {
    return Object.hasOwn(this.#release.files, file);
  }

  /**
   * Caches the whole release: files that some release's cache has are taken from there.
   * @throws if a file cannot be fetched as it should be, or storage is full: the previous release then stays active
   */
  async fill(): Promise<void> {
    const { files, onUse } = this.#release;
    const cache = await this.#own();
    const left = Object.keys(files).filter((file) => !onUse.includes(file));
    const worker = async () => {
      for (let file = left.pop(); file !== undefined; file = left.pop()) {
        await cache.put(this.#addressOf(file), (await this.#known(file)) ?? (await this.fetch(file)));
      }
    };
    await Promise.all(Array.from({ length: PARALLEL }, worker));
    await cache.put(this.#addressOf(DIGESTS), Response.json(files));
  }

  /**
   * Fetches a file of this release; one that does not arrive, or not as it should be, is fetched again.
   * @throws Error if it cannot be had
   */
  async fetch(file: string): Promise<Response> {
    for (let tries = 0; tries < MAX_TRIES; tries++) {
      if (tries > 0) await pause(tries);
      const cache = tries === 0 && HASHED.test(file) ? "default" : "reload";
      const fresh = await fetch(new Request(this.#addressOf(file), { cache })).catch(() => undefined);
      if (fresh && [404, 410].includes(fresh.status)) break;
      // The body may break off while its digest is computed.
      const right = fresh?.ok && (await isRight(fresh, file, this.#release.files[file]).catch(() => false));
      if (fresh && right) return fresh;
    }
    throw new Error(`${file} did not arrive as it was built.`);
  }

  /** Caches a file of this release; nothing happens if storage is full. */
  async keep(file: string, response: Response): Promise<void> {
    await (await this.#own()).put(this.#addressOf(file), response).catch(() => {});
  }

  /** The cached response from the newest release that has the file; one that is not as it was built is deleted. */
  async find(file: string): Promise<Response | undefined> {
    const url = this.#addressOf(file);
    for (const name of await this.#names()) {
      const cache = await caches.open(name);
      const found = await cache.match(url, { ignoreVary: true });
      if (!found) continue;
      if (await isRight(found, file, (await this.#digestsIn(name, cache))[file])) return found;
      await cache.delete(url, { ignoreVary: true });
    }
    return undefined;
  }

  /** Deletes the releases that no open tab runs. */
  async prune(): Promise<void> {
    const { held = [] } = await navigator.locks.query();
    const entries = held.flatMap(({ name }) => entryOfLock(name) ?? []);
    for (const name of await this.#names()) {
      if (name === this.#ownName) continue;
      const cache = await caches.open(name);
      const used = await Promise.all(entries.map((entry) => cache.match(entry)));
      if (!used.some(Boolean)) await caches.delete(name);
    }
  }

  /** Deletes all releases. */
  async clear(): Promise<void> {
    for (const name of await this.#names()) await caches.delete(name);
  }

  /** A file of this release from any release's cache. */
  async #known(file: string): Promise<Response | undefined> {
    const url = this.#addressOf(file);
    for (const name of await this.#names()) {
      const found = await (await caches.open(name)).match(url, { ignoreVary: true });
      if (found && (await isRight(found, file, this.#release.files[file]))) return found;
    }
    return undefined;
  }

  /** The digests of a release's files; none for a release before there were digests. */
  async #digestsIn(name: string, cache: Cache): Promise<Readonly<Record<string, string>>> {
    if (name === this.#ownName) return this.#release.files;
    const digests = await cache.match(this.#addressOf(DIGESTS));
    return digests ? await digests.json() : {};
  }

  get #ownName(): string {
    return cachePrefix(this.#scope) + this.#release.version;
  }

  #own(): Promise<Cache> {
    return caches.open(this.#ownName);
  }

  /** The names of the caches that there are: this release first, then older ones, newest first. */
  async #names(): Promise<string[]> {
    const prefix = cachePrefix(this.#scope);
    const all = (await caches.keys()).filter((name) => name.startsWith(prefix)).reverse();
    return all.sort((one, other) => Number(other === this.#ownName) - Number(one === this.#ownName));
  }
}
