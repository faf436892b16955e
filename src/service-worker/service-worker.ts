import { ReleaseCaches } from "./caches";
import { HASHED, type Release } from "./release";

/**
 * Makes the site work offline. Files with hashed names come from the cache first, index.html from the network first. A
 * new release is activated at once, and the files of the old one are kept as long as a tab runs it.
 */

declare const self: ServiceWorkerGlobalScope;
/** Inserted by the build. */
declare const __RELEASE__: Release;

/** If the network takes longer than this, in ms, the cached page is shown. */
const NETWORK_TIMEOUT = 3000;

const { scope } = self.registration;
const releases = new ReleaseCaches(scope, __RELEASE__);
const index = new URL("index.html", scope).href;

self.addEventListener("install", (event) => {
  event.waitUntil(releases.fill().then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(releases.prune().then(() => self.clients.claim()));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = request.url.split("#")[0];
  if (request.method !== "GET" || !url.startsWith(scope)) return;
  if (request.mode === "navigate") {
    if (url.split("?")[0] !== scope && url.split("?")[0] !== index) return;
    event.respondWith(networkFirst(request));
    event.waitUntil(releases.prune());
  } else {
    event.respondWith(HASHED.test(url.slice(scope.length)) ? cacheFirst(request) : cachedOrFetched(request));
  }
});

/** Serves a file with a hashed name from the cache; a file that is not cached is fetched and cached. */
async function cacheFirst(request: Request): Promise<Response> {
  const found = await releases.find(request.url);
  if (found) return found;
  const fresh = await fetch(request);
  // The response is returned even if storage is full.
  if (fresh.ok) await (await releases.current()).put(request.url, fresh.clone()).catch(() => {});
  return fresh;
}

/** Serves other files, such as texts and pictures, from the cache, else from the network. */
async function cachedOrFetched(request: Request): Promise<Response> {
  return (await releases.find(request.url)) ?? fetch(request);
}

/** Serves the page from the network if it arrives in time with its scripts; else the cached one. */
async function networkFirst(request: Request): Promise<Response> {
  const offline = await releases.find(index);
  if (!offline) return fetch(request);
  const late = new Promise<undefined>((resolve) => setTimeout(resolve, NETWORK_TIMEOUT));
  const fresh = await Promise.race([wholePage(request).catch(() => undefined), late]);
  return fresh ?? offline;
}

/** Fetches a page together with its scripts, because on a bad network a page may arrive without them. */
async function wholePage(request: Request): Promise<Response | undefined> {
  const answer = await fetch(request);
  if (answer.type === "opaqueredirect") return answer;
  if (!answer.ok) return undefined;
  const html = await answer.clone().text();
  const parts = [...html.matchAll(/(?:src|href)="(?:\.\/)?(assets\/[^"]+)"/g)].map(([, file]) => file);
  const came = await Promise.all(parts.map((file) => cacheFirst(new Request(new URL(file, scope)))));
  return came.every(({ ok }) => ok) ? answer : undefined;
}
