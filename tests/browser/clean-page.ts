import { type BrowserContext, test as base, expect } from "@playwright/test";

/**
 * The unwanted events of a context's pages and workers: console warnings and errors, uncaught errors, and requests to other
 * sites. The list grows as they occur.
 */
export function complaintsOf(context: BrowserContext, site: string): readonly string[] {
  const complaints: string[] = [];
  context.on("console", (message) => {
    if (["warning", "error"].includes(message.type())) complaints.push(message.text());
  });
  context.on("weberror", (error) => complaints.push(error.error().message));
  context.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith(site) && !/^(blob|data):/.test(url)) complaints.push(`request to ${url}`);
  });
  return complaints;
}

/** Sets full speed, as a choice of an earlier visit. */
export function chooseFullSpeed(): void {
  try {
    localStorage.setItem("unitary-rnn-lab.speed", localStorage.getItem("unitary-rnn-lab.speed") ?? "full");
  } catch {
    // If storage is forbidden, the test sets the speed itself.
  }
}

/**
 * Without a service worker, which would fetch the whole site, some 7 MB, for each of some hundred pages. Those whose
 * subject it is have it: see hosted-page.ts, where a session over all screens runs beside it.
 */
export function goWithoutServiceWorker(): void {
  Reflect.deleteProperty(Navigator.prototype, "serviceWorker");
}

interface Clean {
  /** The origin of the pages, the only one that they may request. */
  readonly site: string;
  /** Messages about a fault that the browser itself writes to the console, which are allowed. */
  readonly expectedComplaints: RegExp;
  readonly serviceWorker: boolean;
  readonly clean: undefined;
}

/** The base of every browser test: the console of every page must stay clean. */
export const test = base.extend<Clean>({
  site: ({ baseURL }, use) => use(baseURL ?? ""),
  expectedComplaints: [/^$/, { option: true }],
  serviceWorker: [false, { option: true }],
  clean: [
    async ({ context, site, expectedComplaints, serviceWorker }, use) => {
      const complaints = complaintsOf(context, site);
      if (!serviceWorker) await context.addInitScript(goWithoutServiceWorker);
      await context.addInitScript(chooseFullSpeed);
      await use(undefined);
      // The service worker may still be fetching files.
      await context.unrouteAll({ behavior: "ignoreErrors" });
      expect(complaints.filter((text) => !expectedComplaints.test(text))).toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };
