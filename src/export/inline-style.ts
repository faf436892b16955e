/** The computed style properties that are copied into an exported SVG element. */
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

/** Colours in a form that programs other than browsers do not read. */
const MODERN_COLOUR = /^(oklab|oklch|lab|lch|color|color-mix)\(/;
const translated = new Map<string, string>();

/** A colour in a newer form as #rrggbb; every other value unchanged. */
function portable(value: string): string {
  if (!MODERN_COLOUR.test(value)) return value;
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
      // The attribute has the same value, but by variables that only the page defines.
      element.removeAttribute(property);
    }
  });
  return copy;
}
