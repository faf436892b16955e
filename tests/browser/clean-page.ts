import { type BrowserContext, test as base, expect } from "@playwright/test";

/**
 * What the pages and workers of a context say that they should not: warnings and errors of their consoles, errors
 * that nobody caught, and requests to another site. Grows as they are said.
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

/** Tests run at full speed, as one who chose that on an earlier visit. */
function chooseFullSpeed(): void {
  try {
    localStorage.setItem("unitary-rnn-lab.speed", localStorage.getItem("unitary-rnn-lab.speed") ?? "full");
  } catch {
    // Where storage is forbidden, the test says the speed itself.
  }
}

/**
 * Without a service worker, which would fetch the whole site, some 7 MB, for each of some hundred pages. Those whose
 * subject it is have it: see hosted-page.ts, where a session over all screens runs beside it.
 */
function goWithoutServiceWorker(): void {
  Reflect.deleteProperty(Navigator.prototype, "serviceWorker");
}

interface Clean {
  /** Where the pages come from, and all that they may ask. */
  readonly site: string;
  /** What the browser itself writes to the console about a fault. */
  readonly expectedComplaints: RegExp;
  readonly serviceWorker: boolean;
  readonly clean: undefined;
}

/** Every browser test begins with this one: whatever it opens, the console must stay clean. */
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
      // The service worker may still be asking for files.
      await context.unrouteAll({ behavior: "ignoreErrors" });
      expect(complaints.filter((text) => !expectedComplaints.test(text))).toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };
