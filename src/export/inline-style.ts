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
      if (value) element.style.setProperty(property, value);
      // It says the same, by variables that only the page knows.
      element.removeAttribute(property);
    }
  });
  return copy;
}
