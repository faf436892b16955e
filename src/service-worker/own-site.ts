/**
 * Refuses all requests of this service worker to other sites: the page's policy does not reach it on a host that sends no
 * headers. Loaded before everything else.
 */
const scope = self as unknown as Record<string, unknown> & { readonly location: Location };
const fetchAny = fetch;

function fetchOwn(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  const { origin } = new URL(input instanceof Request ? input.url : input, scope.location.href);
  if (origin !== scope.location.origin)
    return Promise.reject(new TypeError(`The service worker does not ask ${origin}.`));
  return fetchAny(input, init);
}

scope.fetch = fetchOwn;
for (const name of ["WebSocket", "EventSource", "WebTransport", "importScripts"]) scope[name] = undefined;
for (const name of ["add", "addAll"]) Reflect.deleteProperty(Cache.prototype, name);

export {};
