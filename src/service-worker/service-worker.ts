import { ReleaseCaches } from "./caches";
import { HASHED, type Release } from "./release";

/**
 * Keeps the site working without a network. Files with hashed names come from the cache first; index.html from the
 * network first. A new release takes over at once, and the files of the old one stay as long as a tab runs it.
 */

declare const self: ServiceWorkerGlobalScope;
/** Written in by the build. */
declare const __RELEASE__: Release;

/** A network slower than this, in milliseconds, counts as none while there is a kept page to show. */
const PATIENCE = 3000;

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
    event.respondWith(page(request));
    event.waitUntil(releases.prune());
  } else {
    event.respondWith(HASHED.test(url.slice(scope.length)) ? hashed(request) : kept(request));
  }
});

/** Whatever has this name has these contents: kept on first use, if it was not part of the release. */
async function hashed(request: Request): Promise<Response> {
  const found = await releases.find(request.url);
  if (found) return found;
  const fresh = await fetch(request);
  // A full disk is no reason to withhold what has just come.
  if (fresh.ok) await (await releases.current()).put(request.url, fresh.clone()).catch(() => {});
  return fresh;
}

/** Texts and pictures of this release. */
async function kept(request: Request): Promise<Response> {
  return (await releases.find(request.url)) ?? fetch(request);
}

/** The page of the network, if it comes in time and whole; else the one that is kept. */
async function page(request: Request): Promise<Response> {
  const offline = await releases.find(index);
  if (!offline) return fetch(request);
  const late = new Promise<undefined>((resolve) => setTimeout(resolve, PATIENCE));
  const fresh = await Promise.race([wholePage(request).catch(() => undefined), late]);
  return fresh ?? offline;
}

/** A page with what it starts from: on a bad network a new page might come, and its program not. */
async function wholePage(request: Request): Promise<Response | undefined> {
  const answer = await fetch(request);
  if (answer.type === "opaqueredirect") return answer;
  if (!answer.ok) return undefined;
  const html = await answer.clone().text();
  const parts = [...html.matchAll(/(?:src|href)="(?:\.\/)?(assets\/[^"]+)"/g)].map(([, file]) => file);
  const came = await Promise.all(parts.map((file) => hashed(new Request(new URL(file, scope)))));
  return came.every(({ ok }) => ok) ? answer : undefined;
}
