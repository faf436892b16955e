/** What of its computed style an SVG element takes along when it leaves the page. */
const PROPERTIES = [
  "display",
  "visibility",
  "opacity",
  "fill",
  "fill-opacity",
  "stroke",
  "stroke-width",
  "stroke-opacity",
  "stroke-dasharray",
  "stroke-linecap",
  "stroke-linejoin",
  "paint-order",
  "stop-color",
  "vector-effect",
  "font-family",
  "font-size",
  "font-weight",
  "font-variant-numeric",
  "letter-spacing",
  "text-anchor",
  "dominant-baseline",
] as const;

/** Colours that computed style gives in a form that programs beside browsers do not read. */
const MODERN = /^(oklab|oklch|lab|lch|color|color-mix)\(/;
const translated = new Map<string, string>();

/** The colour as #rrggbb where it is written in a newer way; everything else as it is. */
function portable(value: string): string {
  if (!MODERN.test(value)) return value;
  const known = translated.get(value);
  if (known) return known;
  const context = new OffscreenCanvas(1, 1).getContext("2d");
  if (!context) return value;
  context.fillStyle = value;
  context.fillRect(0, 0, 1, 1);
  const [red, green, blue] = context.getImageData(0, 0, 1, 1).data;
  const hex = `#${[red, green, blue].map((part) => part.toString(16).padStart(2, "0")).join("")}`;
  translated.set(value, hex);
  return hex;
}

/** A deep copy of the element that looks the same without the page's style sheets. */
export function withInlineStyle(original: SVGSVGElement): SVGSVGElement {
  const copy = original.cloneNode(true) as SVGSVGElement;
  const sources = [original, ...original.querySelectorAll<SVGElement>("*")];
  const copies = [copy, ...copy.querySelectorAll<SVGElement>("*")];
  copies.forEach((element, i) => {
    const computed = getComputedStyle(sources[i]);
    element.removeAttribute("class");
    element.removeAttribute("style");
    for (const property of PROPERTIES) {
      const value = computed.getPropertyValue(property);
      if (value) element.style.setProperty(property, portable(value));
      // It says the same, by variables that only the page knows.
      element.removeAttribute(property);
    }
  });
  return copy;
}
