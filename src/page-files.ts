/** How often a file is fetched before it is given up. */
const MAX_TRIES = 5;

/** Waits longer before each further try: 0.2 s, 0.4 s, 0.8 s, 1.6 s. */
export const pause = (tries: number) => new Promise((resolve) => setTimeout(resolve, 100 * 2 ** tries));

/**
 * Fetches the scripts and style sheets of index.html until they are as their digests say, past the browser's cache if need be:
 * afterwards the browser has no damaged copy of them.
 * @returns the name of one that cannot be had; null if all are there
 */
export async function renewPageFiles(): Promise<string | null> {
  const files = [...document.querySelectorAll<HTMLElement>("[integrity]")].map(async (element) => {
    const url = element.getAttribute("src") ?? element.getAttribute("href") ?? "";
    return (await arrives(url, element.getAttribute("integrity") ?? "")) ? null : url;
  });
  return (
    (await Promise.all(files))
      .find((url) => url !== null)
      ?.split("/")
      .at(-1) ?? null
  );
}

async function arrives(url: string, integrity: string): Promise<boolean> {
  for (let tries = 0; tries < MAX_TRIES; tries++) {
    if (tries > 0) await pause(tries);
    try {
      await (await fetch(url, { integrity, cache: tries === 0 ? "default" : "reload" })).arrayBuffer();
      return true;
    } catch {
      // It did not arrive, or is damaged.
    }
  }
  return false;
}

/** Fetches all files of a kind that the page has fetched before, past the browser's cache. @param kind of their names */
export async function fetchAnew(kind: RegExp): Promise<void> {
  const fetched = performance.getEntriesByType("resource").map(({ name }) => name);
  const files = [...new Set(fetched.filter((name) => kind.test(name)))];
  await Promise.all(files.map((file) => fetch(file, { cache: "reload" }).catch(() => {})));
}
