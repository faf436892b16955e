import { create } from "zustand";
import { cachePrefix, SERVICE_WORKER, tabLock } from "./release";

/** The state of the service worker, as this tab sees it. */
export const useOffline = create<{
  /** Whether everything is cached, so that the page works offline. */
  readonly ready: boolean;
  /** Whether a release other than this tab's is installed; reloading shows it. */
  readonly newVersion: boolean;
}>(() => ({ ready: false, newVersion: false }));

const base = () => new URL("./", document.baseURI).href;

/** The entry script of this page. */
const entry = () =>
  document.querySelector<HTMLScriptElement>("script[type=module][src]")?.src ?? document.baseURI;

/**
 * Makes the page work offline, if the browser has service workers and the page is in a secure context. Nothing depends on
 * it: if it fails, the page continues as a plain web page.
 */
export async function registerServiceWorker(): Promise<void> {
  if (!("serviceWorker" in navigator) || !("caches" in globalThis) || !("locks" in navigator)) return;
  // The lock is held until the tab is closed.
  void navigator.locks.request(tabLock(entry()), { mode: "shared" }, () => new Promise(() => {}));
  navigator.serviceWorker.addEventListener("controllerchange", checkForNewVersion);
  try {
    await navigator.serviceWorker.register(new URL(SERVICE_WORKER, base()), { updateViaCache: "none" });
    await navigator.serviceWorker.ready;
    await checkForNewVersion();
  } catch {
    // Registration fails in private windows and on full disks; the page then works only online.
  }
}

/** Calls `act` two seconds after the page has loaded, so that it does not delay the first use. */
export function whenIdle(act: () => void): void {
  const later = () => setTimeout(act, 2000);
  if (document.readyState === "complete") later();
  else addEventListener("load", later, { once: true });
}

/** Updates whether the newest release is cached, and whether this tab runs it. */
async function checkForNewVersion(): Promise<void> {
  const page = await newest(new URL("index.html", base()).href);
  if (!page) return;
  const script = new URL(entry()).pathname.split("/").at(-1) ?? "";
  useOffline.setState({ ready: true, newVersion: !(await page.text()).includes(script) });
}

async function newest(url: string): Promise<Response | undefined> {
  const names = (await caches.keys()).filter((name) => name.startsWith(cachePrefix(base())));
  for (const name of names.reverse()) {
    const found = await (await caches.open(name)).match(url);
    if (found) return found;
  }
  return undefined;
}
