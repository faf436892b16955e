import { layOutSheet } from "./chart-sheet";
import { OffScreen, type Theme } from "./off-screen";
import type { PictureLabel, PictureSource } from "./picture-source";
import { savePicture } from "./png";

/** Saves charts on one sheet of 1920 × 1080 pixels. @throws Error with a sentence if there is none, or no picture can be made */
export async function saveSheet(
  title: string,
  sources: readonly PictureSource[],
  theme: Theme,
  run: PictureLabel,
): Promise<void> {
  const offs = sources.map(() => new OffScreen(theme));
  try {
    await savePicture(layOutSheet(title, sources, offs), "all-charts", run);
  } finally {
    for (const off of offs) off.remove();
  }
}
