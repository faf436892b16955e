/** The space of a picture and the sizes of its text, in CSS pixels. */
export interface PictureBox {
  readonly width: number;
  /** Absent if the plot has a fixed size, and the picture is as high as that needs. */
  readonly height?: number;
  /** The size of the plot, if it is fixed. */
  readonly plot?: { readonly width: number; readonly height: number };
  readonly margin: number;
  /** Type sizes: of the labels in the plot, of the title, the sentence and the line of parameters. */
  readonly fontSize: number;
  readonly title: number;
  readonly sentence: number;
  readonly foot: number;
  /** Pixels of a PNG per CSS pixel. */
  readonly scale: number;
}

interface PictureSize {
  readonly label: string;
  /** Its extent, in words. */
  readonly extent: string;
  /** Absent for the size that the figure has on the page. */
  readonly box?: PictureBox;
}

/**
 * The sizes of saved pictures. On a slide 1920 pixels wide the labels of a plot have 32 pixels, on half a slide 30; in a column
 * of a paper, 3.5 inches at 96 CSS pixels per inch and 600 dots per inch, 7.9 points.
 */
export const PICTURE_SIZES = {
  slide: {
    label: "slide 16:9",
    extent: "1920 × 1080 pixels",
    box: { width: 960, height: 540, margin: 28, fontSize: 16, title: 26, sentence: 17, foot: 10, scale: 2 },
  },
  half: {
    label: "half slide",
    extent: "960 × 1080 pixels",
    box: { width: 480, height: 540, margin: 20, fontSize: 15, title: 21, sentence: 15, foot: 9.5, scale: 2 },
  },
  column: {
    label: "paper column",
    extent: "3.5 × 3 inches, 600 dpi",
    box: {
      width: 336,
      height: 288,
      margin: 6,
      fontSize: 10.5,
      title: 12,
      sentence: 10,
      foot: 7.5,
      scale: 6.25,
    },
  },
  screen: { label: "screen", extent: "as on the page, three times as fine" },
} as const satisfies Record<string, PictureSize>;

export type PictureSizeId = keyof typeof PICTURE_SIZES;
export const PICTURE_SIZE_IDS = Object.keys(PICTURE_SIZES) as readonly PictureSizeId[];

/** The narrowest picture of the size on the page: its text needs that. */
const MIN_WIDTH = 420;
const SCREEN_MARGIN = 24;

/** Returns the space of a picture of this size; `onPage` is the size of the figure’s plot on the page. */
export function boxOf(
  id: PictureSizeId,
  onPage: { readonly width: number; readonly height: number; readonly fontSize: number },
): PictureBox {
  const size: PictureSize = PICTURE_SIZES[id];
  if (size.box) return size.box;
  const { fontSize } = onPage;
  return {
    width: Math.max(onPage.width, MIN_WIDTH) + 2 * SCREEN_MARGIN,
    plot: onPage,
    margin: SCREEN_MARGIN,
    fontSize,
    title: 1.4 * fontSize,
    sentence: fontSize,
    foot: 0.85 * fontSize,
    scale: 3,
  };
}
