import type { Page } from "@playwright/test";

/** Prepends lines to the program of each such worker, also if the service worker fetches it. */
export async function prepend(
  page: Page,
  lines: string,
  worker: "training" | "check" = "training",
): Promise<void> {
  await page.context().route(new RegExp(`/${worker}\\.worker[^/]*\\.js$`), async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: lines + (await response.text()) });
  });
}
