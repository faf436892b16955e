import "./own-site";
import { ReleaseCaches } from "./caches";
import { type Answer, askHost, isOwnMachine, PageFetcher } from "./host";
import { HASHED, type Release, strangerMark } from "./release";

/**
 * Makes the site work offline. Files with hashed names come from the cache first, index.html from the network first. A
 * new release is activated at once, and the files of the old one are kept as long as a tab runs it. If another site is
 * served at this address now, its answers are passed on.
 */

declare const self: ServiceWorkerGlobalScope;
/** Inserted by the build. */
declare const __RELEASE__: Release;

/** If the network takes longer than this, in ms, the cached page is shown … */
const NETWORK_TIMEOUT = 3000;
/** … but on this machine, as long as nothing shows that the lab is served, only after this time. */
const UNKNOWN_TIMEOUT = 10_000;

const { scope } = self.registration;
const releases = new ReleaseCaches(scope, __RELEASE__);
const pages = new PageFetcher(scope, releases);
const ownMachine = isOwnMachine(new URL(scope));
const mark = strangerMark(scope);

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

self.addEventListener("install", (event) => {
  event.waitUntil(releases.fill().then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(prune().then(() => self.clients.claim()));
});

/** Deletes the releases that no tab runs; not while a newer one is being cached, which no tab runs yet. */
async function prune(): Promise<void> {
  if (!self.registration.installing && !self.registration.waiting) await releases.prune();
}

// A tab asks whether its entry script is of this release.
self.addEventListener("message", ({ data, ports: [port] }) => port?.postMessage(releases.has(`${data}`)));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = request.url.split("#")[0];
  if (request.method !== "GET" || !url.startsWith(scope)) return;
  const file = releases.fileOf(url);
  if (request.mode === "navigate") {
    if (file !== "" && file !== "index.html") return;
    event.respondWith(page(event));
    event.waitUntil(prune());
  } else if (HASHED.test(file) || releases.has(file)) {
    event.respondWith(HASHED.test(file) ? hashed(request, file) : plain(request, file));
  }
});

/** Serves a file with a hashed name from the cache; one of this release that is not cached is fetched and cached. */
async function hashed(request: Request, file: string): Promise<Response> {
  const found = (await releases.find(file)) ?? pages.take(file);
  if (found) return found;
  if (!releases.has(file)) return fetch(request);
  const fresh = await releases.fetch(file).catch(() => undefined);
  if (!fresh) return Response.error();
  await releases.keep(file, fresh.clone());
  return fresh;
}

/** Serves other files, such as texts and pictures, from the cache, else from the network. */
async function plain(request: Request, file: string): Promise<Response> {
  // The other site may have a file of the same name.
  const theirs = (await caches.has(mark)) ? await fetch(request).catch(() => undefined) : undefined;
  return theirs ?? (await releases.find(file)) ?? fetch(request);
}

/** Serves the page from the network if it arrives in time with its scripts, another site's page always; else the cached one. */
async function page(event: FetchEvent): Promise<Response> {
  const kept = await releases.find("index.html");
  if (!kept) return fetch(event.request);
  const asked = pages.fetch(event.request);
  event.waitUntil(asked.then(note));
  const answer = await Promise.race([asked, patienceEnds()]);
  if (answer) return answer.from === "nobody" ? kept : answer.response;
  event.waitUntil(asked.then((late) => makeWay(late, event.resultingClientId)));
  return kept;
}

/** Resolves when the page has been waited for long enough. */
async function patienceEnds(): Promise<undefined> {
  // It has been another site's before, so there is no guessing.
  if (ownMachine && (await caches.has(mark))) return new Promise(() => {});
  await pause(NETWORK_TIMEOUT);
  if (!ownMachine) return undefined;
  const host = await Promise.race([askHost(scope), pause(UNKNOWN_TIMEOUT - NETWORK_TIMEOUT)]);
  if (host === "another’s" || host === "unclear") return new Promise(() => {});
  return undefined;
}

/** Remembers whose page it was. If the lab is not served here any more, its copy and this worker go. */
async function note({ from }: Answer): Promise<void> {
  if (from === "lab") await caches.delete(mark);
  if (from !== "stranger") return;
  if ((await askHost(scope)) === "another’s") {
    await releases.clear();
    await caches.delete(mark);
    await self.registration.unregister();
  } else if (ownMachine) await caches.open(mark);
}

/** Shows another site's page, which came late, in the place of the cached one. */
async function makeWay({ from }: Answer, client: string): Promise<void> {
  if (!ownMachine || from !== "stranger") return;
  const tab = await self.clients.get(client);
  if (tab instanceof WindowClient) await tab.navigate(tab.url);
}
