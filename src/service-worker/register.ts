import { create } from "zustand";
import { SERVICE_WORKER, tabLock } from "./release";

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
    const url = new URL(SERVICE_WORKER, base());
    const registration = await navigator.serviceWorker.register(url, { updateViaCache: "none" });
    registration.addEventListener("updatefound", () =>
      registration.installing?.addEventListener("statechange", checkForNewVersion),
    );
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

/** Asks the newest service worker, whose release is the one that a reload shows, whether this tab runs that release. */
async function checkForNewVersion(): Promise<void> {
  const { waiting, active } = await navigator.serviceWorker.ready;
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = ({ data }) => useOffline.setState({ ready: true, newVersion: data !== true });
  // A worker that is installed may wait for the old one to finish its work.
  (waiting ?? active)?.postMessage(entry().slice(base().length), [port2]);
}
