import { create } from "zustand";
import { cachePrefix, SERVICE_WORKER, tabLock } from "./release";

/** What the service worker means to this tab. */
export const useOffline = create<{
  /** Everything is kept: the page works without a network. */
  readonly ready: boolean;
  /** A release other than the one that this tab runs is in place; reloading shows it. */
  readonly newVersion: boolean;
}>(() => ({ ready: false, newVersion: false }));

const base = () => new URL("./", document.baseURI).href;

/** The script that index.html starts this page with. */
const entry = () =>
  document.querySelector<HTMLScriptElement>("script[type=module][src]")?.src ?? document.baseURI;

/**
 * Makes the page work without a network from now on, where the browser has service workers and the page comes from
 * a secure place. Nothing depends on it: where it fails, the page goes on as a plain web page.
 */
export async function registerServiceWorker(): Promise<void> {
  if (!("serviceWorker" in navigator) || !("caches" in globalThis) || !("locks" in navigator)) return;
  // Held until the tab is gone.
  void navigator.locks.request(tabLock(entry()), { mode: "shared" }, () => new Promise(() => {}));
  navigator.serviceWorker.addEventListener("controllerchange", look);
  try {
    await navigator.serviceWorker.register(new URL(SERVICE_WORKER, base()), { updateViaCache: "none" });
    await navigator.serviceWorker.ready;
    await look();
  } catch {
    // Private windows and full disks refuse; the page works without, as long as there is a network.
  }
}

/** Does something once the page has loaded and had two seconds for what it was opened for. */
export function whenIdle(act: () => void): void {
  const soon = () => setTimeout(act, 2000);
  if (document.readyState === "complete") soon();
  else addEventListener("load", soon, { once: true });
}

/** Whether the newest release is kept, and whether this tab is one of its pages. */
async function look(): Promise<void> {
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
