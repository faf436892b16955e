import { download } from "./download";
import { exportFileName } from "./file-name";
import { drawPicture, type PictureLook } from "./picture";
import type { PictureSource } from "./picture-source";

/** Saves the chart as an SVG file with its fonts inside. */
export async function exportSvg(source: PictureSource, look: PictureLook): Promise<void> {
  const name = exportFileName(source.title, source.run, "svg");
  const { markup } = await drawPicture(source, true, look);
  download(new Blob([markup], { type: "image/svg+xml" }), name);
}
