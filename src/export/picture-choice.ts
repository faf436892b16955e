import { create } from "zustand";
import { rememberedPicture, rememberPicture } from "../store/remembered";
import type { PictureLook } from "./picture";
import { PICTURE_SIZE_IDS } from "./picture-size";

/** The look of saved pictures: the same for all figures, and remembered. A picture has white ground unless another is chosen. */
export const usePictureLook = create<PictureLook>(() => {
  const [size, theme, ground] = rememberedPicture();
  return {
    size: PICTURE_SIZE_IDS.find((id) => id === size) ?? "slide",
    theme: theme === "dark" ? "dark" : "light",
    transparent: ground === "transparent",
  };
});

/** Chooses the look of saved pictures. */
export function choosePictureLook(part: Partial<PictureLook>): void {
  usePictureLook.setState(part);
  const { size, theme, transparent } = usePictureLook.getState();
  rememberPicture([size, theme, transparent ? "transparent" : "opaque"]);
}
