import type { Drawn, OffScreen } from "./off-screen";

const SVG = "http://www.w3.org/2000/svg";

type Attributes = Readonly<Record<string, string | number | undefined>>;

/** Thousandths of a pixel. */
const rounded = (value: number) => String(Math.round(1000 * value) / 1000);

/** Makes an SVG element; attributes that are undefined are left out. */
function element(tag: string, attributes: Attributes, text?: string): SVGElement {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes))
    if (value !== undefined) made.setAttribute(name, typeof value === "number" ? rounded(value) : value);
  if (text !== undefined) made.textContent = text;
  return made;
}

/** Appends an SVG element. */
export function add(parent: Element, tag: string, attributes: Attributes, text?: string): SVGElement {
  const made = element(tag, attributes, text);
  parent.append(made);
  return made;
}

/** An empty SVG document of this size. */
export function svgDocument(width: number, height: number, fontFamily: string): SVGSVGElement {
  const size = { width, height, viewBox: `0 0 ${width} ${height}` };
  return element("svg", { xmlns: SVG, ...size, "font-family": fontFamily }) as SVGSVGElement;
}

/** The attributes that a drawing is copied with; all others mean something on the page alone. */
const KEPT = new Set(
  (
    "d x y dx dy x1 y1 x2 y2 cx cy r rx ry width height transform id clip-path offset stop-color stop-opacity opacity " +
    "fill fill-opacity fill-rule stroke stroke-width stroke-opacity stroke-dasharray stroke-linecap stroke-linejoin " +
    "font-size font-weight text-anchor"
  ).split(" "),
);
const TAGS = new Set("svg g defs path rect circle text tspan clipPath linearGradient stop".split(" "));

/**
 * Copies a drawing to (x, y) of a picture so that programs other than browsers draw the same: only shapes, groups and text, every
 * value as an attribute, colours without variables, an outline of letters as letters of its own beneath them.
 * @returns the images of the copy, with the canvases that they show
 * @throws Error that names an element that pictures cannot have
 */
export function addDrawing(
  parent: Element,
  { svg, canvases }: Drawn,
  place: { readonly x: number; readonly y: number },
  colours: OffScreen,
): Map<Element, HTMLCanvasElement> {
  const group = add(parent, "g", { transform: `translate(${place.x} ${place.y})` });
  const images = new Map<Element, HTMLCanvasElement>();
  for (const canvas of canvases) {
    const { left, top, width, height } = canvas.style;
    const [x, y, wide, high] = [left, top, width, height].map((length) => Number.parseFloat(length) || 0);
    const box = { x, y, width: wide, height: high };
    add(group, "rect", { ...box, fill: colours.colour("var(--sunken)") });
    const image = add(group, "image", {
      ...box,
      preserveAspectRatio: "none",
      style: "image-rendering:pixelated",
    });
    images.set(image, canvas);
  }
  for (const child of svg.children) copyInto(group, child as SVGElement, colours, {});
  return images;
}

/** The attributes of an element that pictures keep, from its style too. */
function attributesOf(original: SVGElement, colours: OffScreen): Record<string, string> {
  const found: Record<string, string> = {};
  for (const { name, value } of original.attributes) if (KEPT.has(name)) found[name] = colours.colour(value);
  for (const name of original.style)
    if (KEPT.has(name)) found[name] = colours.colour(original.style.getPropertyValue(name));
  return found;
}

/** The attributes that an element passes on to those in it. */
const inherited = (attributes: Attributes): Attributes =>
  Object.fromEntries(Object.entries(attributes).filter(([name]) => /^(fill|stroke|font|text)/.test(name)));

/** @param given what the elements around it pass on: each element of a picture has its own */
function copyInto(parent: Element, original: SVGElement, colours: OffScreen, given: Attributes): void {
  const tag = original.tagName;
  if (!TAGS.has(tag)) throw new Error(`A picture cannot have <${tag}>.`);
  const own = attributesOf(original, colours);
  if (tag === "svg" || tag === "g" || tag === "defs") {
    const { transform, opacity } = own;
    const kept = { transform, opacity, "clip-path": own["clip-path"] };
    const group = Object.values(kept).some((value) => value !== undefined) ? add(parent, "g", kept) : parent;
    const passed = { ...given, ...inherited(own) };
    for (const child of original.children) copyInto(group, child as SVGElement, colours, passed);
    return;
  }
  if (tag === "clipPath" || tag === "linearGradient" || tag === "stop") {
    const copy = add(parent, tag, own);
    for (const child of original.children) copyInto(copy, child as SVGElement, colours, {});
    return;
  }
  const attributes: Record<string, string | number | undefined> = { fill: "#000000", ...given, ...own };
  if (tag !== "text") {
    add(parent, tag, attributes);
    return;
  }
  if (original.getAttribute("paint-order") === "stroke") {
    const { stroke } = own;
    copyText(parent, original, { ...attributes, fill: stroke, "stroke-linejoin": "round" }, colours, stroke);
    for (const name of Object.keys(attributes)) if (name.startsWith("stroke")) delete attributes[name];
  }
  copyText(parent, original, attributes, colours);
}

/** @param fill of all its parts, if not their own */
function copyText(
  parent: Element,
  original: SVGElement,
  attributes: Attributes,
  colours: OffScreen,
  fill?: string,
): void {
  const copy = add(parent, original.tagName, attributes);
  for (const child of original.childNodes) {
    if (child.nodeType === Node.TEXT_NODE) copy.append(child.textContent ?? "");
    if (!(child instanceof SVGElement)) continue;
    const own = attributesOf(child, colours);
    copyText(copy, child, { ...own, ...(fill && own.fill && { fill }) }, colours, fill);
  }
}
