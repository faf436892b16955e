/** The size of a film in pixels, both even: encoders need that. */
export interface FilmSize {
  readonly width: number;
  readonly height: number;
}

const named = (width: number, height: number, words = "") => ({
  label: `${width} × ${height}${words && `, ${words}`}`,
  width,
  height,
});

/** The sizes of films, the default first. */
export const FILM_SIZES = {
  full: named(1920, 1080),
  hd: named(1280, 720),
  small: named(960, 540),
  square: named(1080, 1080, "square"),
  "small-square": named(540, 540, "square"),
} as const;

export type FilmSizeId = keyof typeof FILM_SIZES;

/** Bytes of frames that an animated GIF may have: they are held until its colours are known. */
const MAX_GIF_BYTES = 600e6;
/** The number of different frames that an animated GIF of a size may have. */
export const maxGifFrames = ({ width, height }: FilmSize): number =>
  Math.floor(MAX_GIF_BYTES / (4 * width * height));

/** The sizes of animated GIFs. All frames are held, and their colours counted, before the first is written. */
export const GIF_SIZES: readonly FilmSizeId[] = ["small", "hd", "small-square"];
export const VIDEO_SIZES = Object.keys(FILM_SIZES) as readonly FilmSizeId[];
