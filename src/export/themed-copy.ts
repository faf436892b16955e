import { withInlineStyle } from "./inline-style";

/** The colours that an exported picture is drawn with. */
export interface Palette {
  readonly paper: string;
  readonly ink: string;
  readonly soft: string;
  readonly faint: string;
  readonly hairline: string;
  /** The value of a CSS variable of colour. */
  readonly read: (name: string) => string;
}

export interface ThemedCopy {
  /** The copy, which needs no style sheet. */
  readonly svg: SVGSVGElement;
  readonly fontFamily: string;
  readonly palette: Palette;
}

/** A copy of the chart as it looks in a theme, by default the page's own. */
export function themedCopy(svg: SVGSVGElement, theme?: "light" | "dark"): ThemedCopy {
  const { fontFamily, fontSize, fontVariantNumeric } = getComputedStyle(svg);
  const host = document.createElement("div");
  host.ariaHidden = "true";
  host.dataset.theme = theme ?? document.documentElement.dataset.theme ?? "light";
  Object.assign(host.style, {
    position: "fixed",
    left: "-10000px",
    top: "0",
    fontFamily,
    fontSize,
    fontVariantNumeric,
  });
  const clone = svg.cloneNode(true) as SVGSVGElement;
  host.append(clone);
  document.body.append(host);
  try {
    const style = getComputedStyle(host);
    const values = new Map<string, string>();
    const read = (name: string) => values.get(name) ?? "";
    for (const name of NAMES) values.set(name, style.getPropertyValue(name).trim());
    return {
      svg: withInlineStyle(clone),
      fontFamily,
      palette: {
        paper: read("--paper"),
        ink: read("--ink"),
        soft: read("--ink-2"),
        faint: read("--ink-3"),
        hairline: read("--hairline"),
        read,
      },
    };
  } finally {
    host.remove();
  }
}

const NAMES = [
  "--paper",
  "--ink",
  "--ink-2",
  "--ink-3",
  "--hairline",
  "--lane-a",
  "--lane-a-mark",
  "--lane-b",
  "--lane-b-mark",
];
