import type { Page } from "@playwright/test";

/** Puts lines at the head of each such worker's program, also where the service worker fetches it. */
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
