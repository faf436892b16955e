import { createContext, type ReactNode } from "react";
import { flushSync } from "react-dom";
import { createRoot, type Root } from "react-dom/client";

/** Whether a plot is drawn for a picture: at once, and never again with other data. */
export const StillContext = createContext(false);

export type Theme = "light" | "dark";

/** The paper of a light picture, so that it is no box on a white slide. */
const WHITE = "#ffffff";

/** A colour that programs other than browsers do not read. */
const MODERN = /\b(oklab|oklch|lab|lch|color|color-mix)\(/;

/** A drawing that is not on the page, and its colours. */
export interface Drawn {
  readonly svg: SVGSVGElement;
  /** The parts that are drawn in pixels, beneath the SVG. */
  readonly canvases: readonly HTMLCanvasElement[];
}

let roots = 0;

/** A place beside the page in which plots are drawn in a theme, for pictures. */
export class OffScreen {
  readonly #host = document.createElement("div");
  readonly #root: Root;
  readonly #colours = new Map<string, string>();
  /** The page's font families. */
  readonly fontFamily: string;

  constructor(theme: Theme) {
    const host = this.#host;
    host.hidden = true;
    host.ariaHidden = "true";
    host.dataset.theme = theme;
    if (theme === "light") host.style.setProperty("--paper", WHITE);
    document.body.append(host);
    this.fontFamily = getComputedStyle(host).getPropertyValue("--sans").trim();
    // Plots of one picture must not share the ids of their clips.
    this.#root = createRoot(host, { identifierPrefix: `picture-${++roots}-` });
  }

  /** Draws a plot, in place of the one before. @returns undefined if it has no drawing */
  draw(plot: ReactNode): Drawn | undefined {
    flushSync(() => this.#root.render(<StillContext value={true}>{plot}</StillContext>));
    const svg = this.#host.querySelector("svg");
    return svg ? { svg, canvases: [...this.#host.querySelectorAll("canvas")] } : undefined;
  }

  /** A colour without variables and newer notations, e.g. of `var(--ink)`; every other value unchanged. */
  colour(value: string): string {
    if (!value.includes("(") || value.startsWith("url(")) return value;
    const known = this.#colours.get(value);
    if (known !== undefined) return known;
    const style = getComputedStyle(this.#host);
    const plain = value.replace(/var\((--[\w-]+)\)/g, (_, name) => style.getPropertyValue(name).trim());
    const found = MODERN.test(plain) ? hexOf(plain) : plain;
    this.#colours.set(value, found);
    return found;
  }

  remove(): void {
    this.#root.unmount();
    this.#host.remove();
  }
}

/** A colour as #rrggbb. */
function hexOf(colour: string): string {
  const context = new OffscreenCanvas(1, 1).getContext("2d");
  if (!context) return colour;
  context.fillStyle = colour;
  context.fillRect(0, 0, 1, 1);
  const [red, green, blue] = context.getImageData(0, 0, 1, 1).data;
  return `#${[red, green, blue].map((part) => part.toString(16).padStart(2, "0")).join("")}`;
}
