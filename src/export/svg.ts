import { download } from "./download";
import { exportFileName } from "./file-name";
import { drawPicture, type Picture, type PictureLook } from "./picture";
import type { PictureSource } from "./picture-source";

/** Fonts by name, the page's own first: programs that open an SVG file take what the computer has. */
const FAMILIES = "Inter, 'Segoe UI', Arial, Helvetica, sans-serif";

/** A picture as the text of an SVG file: no style sheet, no variables, nothing to be fetched. */
export function svgText({ svg, images }: Picture): string {
  svg.setAttribute("font-family", FAMILIES);
  svg.setAttribute("style", "font-variant-numeric:tabular-nums");
  for (const [image, canvas] of images) image.setAttribute("href", canvas.toDataURL());
  return new XMLSerializer().serializeToString(svg);
}

/** Saves the figure as an SVG file, laid out for the size of the look. */
export function exportSvg(source: PictureSource, look: PictureLook): void {
  const name = exportFileName(source.title, source.run, "svg");
  download(new Blob([svgText(drawPicture(source, look))], { type: "image/svg+xml" }), name);
}
