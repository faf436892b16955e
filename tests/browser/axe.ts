import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";

/** The rules that depend on colours, and so on the theme. */
const RULES_OF_COLOUR = ["color-contrast", "link-in-text-block"];

/**
 * The violations that axe finds in a page, or in a part of it, one line per element. Legacy mode skips frames of other
 * sites, of which there are none, and so the second page that axe would otherwise open to merge their results.
 * @param options the selector of a part; the rules, by default all
 */
export async function violations(
  page: Page,
  { part = "html", rules }: { readonly part?: string; readonly rules?: string[] } = {},
): Promise<string[]> {
  await endAnimations(page);
  const axe = new AxeBuilder({ page }).include(part).setLegacyMode();
  const runOnly = rules ? { runOnly: { type: "rule" as const, values: rules } } : {};
  const { violations: found } = await axe.options({ resultTypes: ["violations"], ...runOnly }).analyze();
  return found.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(" ")}: ${failureSummary}`),
  );
}

/** The violations in both themes of a page that is light: in the dark one of those rules that depend on it. */
export async function violationsInBothThemes(page: Page, part = "html"): Promise<string[]> {
  const light = await violations(page, { part });
  await show(page, "dark");
  const dark = await violations(page, { part, rules: RULES_OF_COLOUR });
  await show(page, "light");
  return [...light, ...dark.map((line) => `dark: ${line}`)];
}

/** Changes the theme by the attribute that all style sheets read, so that open menus stay open. */
const show = (page: Page, theme: "light" | "dark") =>
  page.evaluate((theme) => {
    document.documentElement.dataset.theme = theme;
  }, theme);

/** A colour in transition has a contrast of no theme. */
const endAnimations = (page: Page) =>
  page.evaluate(() => {
    for (const animation of document.getAnimations())
      if (Number.isFinite(animation.effect?.getComputedTiming().endTime)) animation.finish();
  });
