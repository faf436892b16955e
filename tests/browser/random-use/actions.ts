import type { ElementHandle, Page } from "@playwright/test";
import fc from "fast-check";
import { type Control, controlsOf, elementOf } from "./controls";

/** Something that a user does, written out, so that it can be done again without what came before it. */
export type Action =
  | { readonly does: "use"; readonly control: Control; readonly value?: string }
  | { readonly does: "press"; readonly key: string }
  | { readonly does: "resize"; readonly width: number; readonly height: number }
  | { readonly does: "go"; readonly where: "back" | "forward" | "reload" }
  | { readonly does: "point"; readonly figure: string; readonly across: number; readonly down: number }
  | { readonly does: "check" };

/** Chance, as numbers: what kind of action, with which of the page's controls, and how. */
export interface Draw {
  readonly kind: number;
  readonly which: number;
  readonly how: number;
}

const below = 1 << 20;
const draw: fc.Arbitrary<Draw> = fc.record({
  kind: fc.nat(99),
  which: fc.nat(below),
  how: fc.nat(below),
});

/** So many draws for a seed: the same for the same seed. */
export const drawsOf = (seed: number, count: number): Draw[] =>
  fc.sample(fc.array(draw, { minLength: count, maxLength: count }), { seed, numRuns: 1 })[0];

const SIZES = [
  [1440, 900],
  [1024, 768],
  [390, 844],
] as const;
/** Keys with a meaning on some screen, and some without. */
const KEYS = [
  " ",
  "s",
  "r",
  "p",
  "?",
  "Escape",
  "1",
  "3",
  "6",
  "Control+z",
  "Control+Shift+z",
  "[",
  "]",
  "Tab",
  "x",
];
/** What is typed into fields: numbers that keep the networks small, and what no field takes. */
const TYPED = ["1", "2", "7", "12", "20", "0.05", "0,5", "", "-1", "1e9", "abc", "नमस्ते 👩‍👩‍👧"];
/** Not to the end of a slider, where the networks are as large as they can be and a step takes seconds. */
const SLIDES = ["ArrowRight", "ArrowLeft", "PageUp", "PageDown", "Home"];

const pick = <T>(from: readonly T[], number: number): T => from[number % from.length];

/** The action that a draw means on the page as it is now; null if there is nothing to do it with. */
export async function actionOf({ kind, which, how }: Draw, page: Page): Promise<Action | null> {
  if (kind < 72) {
    const controls = await controlsOf(page);
    if (controls.length === 0) return null;
    const control = pick(controls, which);
    if (control.kind === "choice") return { does: "use", control, value: pick(control.options ?? [""], how) };
    if (control.kind === "text") return { does: "use", control, value: pick(TYPED, how) };
    return { does: "use", control, ...(control.kind === "slider" && { value: pick(SLIDES, how) }) };
  }
  if (kind < 82) return { does: "press", key: pick(KEYS, how) };
  if (kind < 85) {
    const [width, height] = pick(SIZES, how);
    return { does: "resize", width, height };
  }
  if (kind < 88) return { does: "go", where: pick(["back", "forward", "reload"] as const, how) };
  if (kind < 92) {
    const figures = await page
      .getByRole("figure")
      .evaluateAll((all) => all.map((one) => one.getAttribute("aria-label") ?? "").filter(Boolean));
    if (figures.length === 0) return null;
    return { does: "point", figure: pick(figures, which), across: (how % 100) / 100, down: 0.5 };
  }
  return { does: "check" };
}

/** How long the page may take until a control can be used, in ms: a picture may be drawn meanwhile. */
const PATIENCE = 3000;

/** Does an action. @returns whether it could be done: a control may be covered, or gone */
export async function perform(action: Exclude<Action, { does: "check" }>, page: Page): Promise<boolean> {
  switch (action.does) {
    case "use":
      return operate(action.control, action.value ?? "", page);
    case "press":
      await page.keyboard.press(action.key);
      return true;
    case "resize":
      await page.setViewportSize(action);
      return true;
    case "go":
      return go(action.where, page);
    case "point": {
      const box = await page.getByRole("figure", { name: action.figure, exact: true }).first().boundingBox();
      if (!box) return false;
      await page.mouse.move(box.x + action.across * box.width, box.y + action.down * box.height);
      return true;
    }
  }
}

/** Goes through the history, and waits until the page is there: what then comes late would be taken for the next action's doing. */
async function go(where: "back" | "forward" | "reload", page: Page): Promise<boolean> {
  if (where === "reload") await page.reload();
  else {
    const within = { waitUntil: "commit", timeout: 10 * PATIENCE } as const;
    try {
      await (where === "back" ? page.goBack(within) : page.goForward(within));
    } catch (error) {
      // The browser is still leaving the page of before.
      if (/Not attached to an active page/.test(String(error))) return false;
      throw error;
    }
  }
  return true;
}

/** Types a value in place of what a field holds, key by key where it takes numbers only. */
async function type(
  element: ElementHandle<HTMLElement | SVGElement>,
  value: string,
  page: Page,
): Promise<void> {
  if ((await element.getAttribute("type")) !== "number") {
    await element.fill(value, { timeout: PATIENCE });
    return;
  }
  await element.fill("", { timeout: PATIENCE });
  await page.keyboard.type(value);
}

async function operate(control: Control, value: string, page: Page): Promise<boolean> {
  const element = await elementOf(page, control);
  if (!element) return false;
  const within = { timeout: PATIENCE };
  try {
    if (control.kind === "choice") await element.selectOption(value, within);
    else if (control.kind === "text") {
      await type(element, value, page);
      await element.press("Tab", within);
    } else if (control.kind === "slider") await element.press(value, within);
    else await element.click(within);
    return true;
  } catch (error) {
    if (/Timeout|not attached|not visible|not enabled|closed context|Cannot type text/.test(String(error)))
      return false;
    throw error;
  } finally {
    await element.dispose();
  }
}

/** In words, for the list of what was done. */
export function inWords(action: Action): string {
  switch (action.does) {
    case "use": {
      const { kind, place, name, nth } = action.control;
      const which = nth > 0 ? ` (no. ${nth + 1})` : "";
      return `${kind} “${name}”${which}${place ? ` in “${place}”` : ""}${action.value === undefined ? "" : `: “${action.value}”`}`;
    }
    case "press":
      return `press “${action.key}”`;
    case "resize":
      return `window of ${action.width}×${action.height}`;
    case "go":
      return action.where;
    case "point":
      return `point at “${action.figure}”, ${action.across} of its width`;
    case "check":
      return "check the page";
  }
}
