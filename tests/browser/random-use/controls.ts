import type { ElementHandle, Page } from "@playwright/test";

/** A control of the page as a user tells it from the others: what it is, where it stands, its name. */
export interface Control {
  readonly kind: "button" | "link" | "choice" | "option" | "slider" | "text" | "switch";
  readonly place: string;
  readonly name: string;
  /** Which one, among controls of the same kind, place and name. */
  readonly nth: number;
  /** The options of a choice. */
  readonly options?: readonly string[];
}

/** The controls that a user can use now: seen, enabled, in front. A dialog hides what is behind it. */
export async function controlsOf(page: Page): Promise<Control[]> {
  const list = await listOf(page);
  const controls = (await list.evaluate((all) => all.map(({ control }) => control))) as Control[];
  await list.dispose();
  return controls;
}

/** The element of a control; null if the page has no such control now. */
export async function elementOf(page: Page, control: Control): Promise<ElementHandle<HTMLElement> | null> {
  const list = await listOf(page);
  const handle = await list.evaluateHandle(
    (all, { kind, place, name, nth }) =>
      all.find(
        (one) =>
          one.control.kind === kind &&
          one.control.place === place &&
          one.control.name === name &&
          one.control.nth === nth,
      )?.element ?? null,
    control,
  );
  await list.dispose();
  return handle.asElement() as ElementHandle<HTMLElement> | null;
}

function listOf(page: Page) {
  return page.evaluateHandle(() => {
    const WANTED = "button, a[href], select, input, textarea, summary, [role=slider], [role=tab]";
    const text = (of: Element | null | undefined) => (of?.textContent ?? "").replace(/\s+/g, " ").trim();
    const nameOf = (element: HTMLElement) =>
      element.getAttribute("aria-label") || text((element as HTMLInputElement).labels?.[0]) || text(element);
    const placeOf = (element: HTMLElement) => {
      const around = element.closest("fieldset, figure, dialog, section[aria-label], nav, form[aria-label]");
      return around?.getAttribute("aria-label") ?? text(around?.querySelector("legend, h2, h3"));
    };
    const kindOf = (element: HTMLElement) => {
      if (element instanceof HTMLSelectElement) return "choice";
      if (element instanceof HTMLTextAreaElement) return "text";
      if (element.role === "slider") return "slider";
      if (element instanceof HTMLAnchorElement) return "link";
      if (!(element instanceof HTMLInputElement)) return "button";
      if (element.type === "range") return "slider";
      if (element.type === "radio") return "option";
      return element.type === "checkbox" ? "switch" : "text";
    };
    const dialog = [...document.querySelectorAll<HTMLElement>("dialog[open]")].at(-1);
    const counts = new Map<string, number>();
    return [...(dialog ?? document).querySelectorAll<HTMLElement>(WANTED)]
      .filter((element) => element.checkVisibility({ visibilityProperty: true }))
      .filter((element) => !element.matches(":disabled, [type=file], [aria-disabled=true]"))
      .filter((element) => !element.closest("[inert]"))
      .filter((element) => !(element instanceof HTMLAnchorElement) || element.origin === location.origin)
      .map((element) => {
        const found = { kind: kindOf(element), place: placeOf(element), name: nameOf(element).slice(0, 60) };
        const key = Object.values(found).join("|");
        const nth = counts.get(key) ?? 0;
        counts.set(key, nth + 1);
        const options =
          element instanceof HTMLSelectElement ? [...element.options].map(({ value }) => value) : undefined;
        return { element, control: { ...found, nth, ...(options && { options }) } };
      });
  });
}
