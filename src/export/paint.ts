import { eachPart, fontOf, widthOfText } from "./pen";

/** Paints the document of a picture on a canvas: at once, and in the fonts that the page has. */

/** What an element passes on to those in it. */
interface Style {
  readonly fill: string;
  readonly stroke: string;
  readonly strokeWidth: number;
  readonly fontSize: number;
  readonly fontWeight: number;
  readonly anchor: string;
}

const DEFAULT: Style = {
  fill: "#000000",
  stroke: "none",
  strokeWidth: 1,
  fontSize: 16,
  fontWeight: 400,
  anchor: "start",
};

interface Painting {
  readonly context: CanvasRenderingContext2D;
  readonly document: SVGSVGElement;
  readonly fontFamily: string;
  readonly images: ReadonlyMap<Element, HTMLCanvasElement>;
}

const number = (element: Element, name: string, otherwise = 0): number => {
  const value = Number.parseFloat(element.getAttribute(name) ?? "");
  return Number.isNaN(value) ? otherwise : value;
};

function styleOf(element: Element, given: Style): Style {
  return {
    fill: element.getAttribute("fill") ?? given.fill,
    stroke: element.getAttribute("stroke") ?? given.stroke,
    strokeWidth: number(element, "stroke-width", given.strokeWidth),
    fontSize: number(element, "font-size", given.fontSize),
    fontWeight: number(element, "font-weight", given.fontWeight),
    anchor: element.getAttribute("text-anchor") ?? given.anchor,
  };
}

/**
 * Paints a picture with `scale` pixels per CSS pixel over what the canvas shows.
 * @throws Error that names an element that it cannot paint
 */
export function paint(
  context: CanvasRenderingContext2D,
  picture: { readonly svg: SVGSVGElement; readonly images: ReadonlyMap<Element, HTMLCanvasElement> },
  scale: number,
): void {
  const { svg, images } = picture;
  const fontFamily = svg.getAttribute("font-family") ?? "sans-serif";
  context.save();
  context.scale(scale, scale);
  context.textBaseline = "alphabetic";
  for (const child of svg.children)
    paintElement({ context, document: svg, fontFamily, images }, child as SVGElement, DEFAULT);
  context.restore();
}

function paintElement(painting: Painting, element: SVGElement, given: Style): void {
  const { context, images } = painting;
  const tag = element.tagName;
  // They are drawn where they are referred to.
  if (tag === "clipPath" || tag === "linearGradient" || tag === "defs") return;
  context.save();
  enter(painting, element);
  const style = styleOf(element, given);
  if (tag === "g") {
    for (const child of element.children) paintElement(painting, child as SVGElement, style);
  } else if (tag === "text") paintText(painting, element, style);
  else if (tag === "image") {
    const canvas = images.get(element);
    context.imageSmoothingEnabled = false;
    const [x, y, width, height] = ["x", "y", "width", "height"].map((name) => number(element, name));
    if (canvas && canvas.width > 0 && canvas.height > 0) context.drawImage(canvas, x, y, width, height);
  } else paintShape(painting, element, style);
  context.restore();
}

/** Moves into the coordinates, the clip and the opacity of an element. */
function enter({ context, document }: Painting, element: SVGElement): void {
  if (element.hasAttribute("transform") && element instanceof SVGGraphicsElement) {
    const matrix = element.transform.baseVal.consolidate()?.matrix;
    if (matrix) context.transform(matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f);
  }
  context.globalAlpha *= number(element, "opacity", 1);
  const clip = referred(document, element.getAttribute("clip-path"));
  if (clip) {
    const area = new Path2D();
    for (const shape of clip.children) area.addPath(pathOf(shape));
    context.clip(area);
  }
}

/** The element of `url(#id)`. */
function referred(document: SVGSVGElement, value: string | null): Element | undefined {
  const id = value && /^url\("?#([^")]+)"?\)/.exec(value)?.[1];
  return id ? (document.querySelector(`[id="${id}"]`) ?? undefined) : undefined;
}

/** The outline of a shape. @throws Error that names one that is not known */
function pathOf(shape: Element): Path2D {
  if (shape.tagName === "path") return new Path2D(shape.getAttribute("d") ?? "");
  const path = new Path2D();
  if (shape.tagName === "rect") {
    const [x, y, width, height] = ["x", "y", "width", "height"].map((name) => number(shape, name));
    const radius = number(shape, "rx", number(shape, "ry"));
    if (radius > 0) path.roundRect(x, y, width, height, radius);
    else path.rect(x, y, width, height);
  } else if (shape.tagName === "circle") {
    path.arc(number(shape, "cx"), number(shape, "cy"), Math.max(0, number(shape, "r")), 0, 2 * Math.PI);
  } else throw new Error(`A picture cannot have <${shape.tagName}>.`);
  return path;
}

/** Runs a job with the opacity of a fill or a stroke. */
function withOpacity(context: CanvasRenderingContext2D, opacity: number, job: () => void): void {
  const before = context.globalAlpha;
  context.globalAlpha = before * opacity;
  job();
  context.globalAlpha = before;
}

function paintShape({ context, document }: Painting, shape: SVGElement, style: Style): void {
  const path = pathOf(shape);
  if (style.fill !== "none") {
    const gradient = referred(document, style.fill);
    context.fillStyle = gradient ? gradientOf(context, gradient, shape) : style.fill;
    const rule = shape.getAttribute("fill-rule") === "evenodd" ? "evenodd" : "nonzero";
    withOpacity(context, number(shape, "fill-opacity", 1), () => context.fill(path, rule));
  }
  if (style.stroke === "none" || style.strokeWidth === 0) return;
  context.strokeStyle = style.stroke;
  context.lineWidth = style.strokeWidth;
  context.lineCap = (shape.getAttribute("stroke-linecap") ?? "butt") as CanvasLineCap;
  context.lineJoin = (shape.getAttribute("stroke-linejoin") ?? "miter") as CanvasLineJoin;
  context.miterLimit = 4;
  context.setLineDash(
    (shape.getAttribute("stroke-dasharray") ?? "").split(/[ ,]+/).map(Number).filter(Number),
  );
  withOpacity(context, number(shape, "stroke-opacity", 1), () => context.stroke(path));
}

/** A gradient along the box of a shape. */
function gradientOf(context: CanvasRenderingContext2D, gradient: Element, shape: Element): CanvasGradient {
  const [x, y, width, height] = ["x", "y", "width", "height"].map((name) => number(shape, name));
  const at = (name: string, from: number, extent: number, share: number) =>
    from + extent * number(gradient, name, share);
  const line = context.createLinearGradient(
    at("x1", x, width, 0),
    at("y1", y, height, 0),
    at("x2", x, width, 1),
    at("y2", y, height, 0),
  );
  for (const stop of gradient.children)
    line.addColorStop(number(stop, "offset"), stop.getAttribute("stop-color") ?? "#000000");
  return line;
}

/** A part of a text in one style; dx and dy move it from where the one before ended. */
interface Run {
  readonly text: string;
  readonly style: Style;
  readonly x: number | undefined;
  readonly y: number | undefined;
  readonly dx: number;
  readonly dy: number;
}

function* runsOf(element: Element, style: Style): Generator<Run> {
  const read = (name: string) => (element.hasAttribute(name) ? number(element, name) : undefined);
  let place = { x: read("x"), y: read("y"), dx: number(element, "dx"), dy: number(element, "dy") };
  for (const child of element.childNodes) {
    if (child.nodeType === Node.TEXT_NODE) {
      yield { text: child.textContent ?? "", style, ...place };
    } else if (child instanceof Element) {
      for (const run of runsOf(child, styleOf(child, style))) {
        yield {
          ...run,
          x: run.x ?? place.x,
          y: run.y ?? place.y,
          dx: run.dx + place.dx,
          dy: run.dy + place.dy,
        };
        place = { x: undefined, y: undefined, dx: 0, dy: 0 };
      }
    }
    place = { x: undefined, y: undefined, dx: 0, dy: 0 };
  }
}

function paintText({ context, fontFamily }: Painting, element: SVGElement, given: Style): void {
  const runs = [...runsOf(element, given)];
  const use = ({ style }: Run) => {
    context.font = fontOf(style.fontWeight, style.fontSize, fontFamily);
  };
  const widthOf = (run: Run) => {
    use(run);
    return widthOfText(context, run.text);
  };
  context.lineJoin = (element.getAttribute("stroke-linejoin") ?? "miter") as CanvasLineJoin;
  let [x, y] = [0, 0];
  runs.forEach((run, i) => {
    if (run.x !== undefined) {
      // What follows without a place of its own is anchored with it.
      const next = runs.findIndex((other, k) => k > i && other.x !== undefined);
      const width = runs.slice(i, next < 0 ? undefined : next).reduce((sum, part) => sum + widthOf(part), 0);
      const share = { middle: 0.5, end: 1 }[run.style.anchor] ?? 0;
      x = run.x - share * width;
    }
    x += run.dx;
    y = (run.y ?? y) + run.dy;
    use(run);
    const { fill, stroke, strokeWidth } = run.style;
    eachPart(context, run.text, x, (part, at) => {
      if (stroke !== "none") {
        context.strokeStyle = stroke;
        context.lineWidth = strokeWidth;
        context.strokeText(part, at, y);
      }
      if (fill === "none") return;
      context.fillStyle = fill;
      context.fillText(part, at, y);
    });
    x += widthOf(run);
  });
}
