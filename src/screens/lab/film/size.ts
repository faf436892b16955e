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

/** The sizes of animated GIFs: larger ones make files that programs for slides cannot hold. */
export const GIF_SIZES: readonly FilmSizeId[] = ["small", "small-square"];
export const VIDEO_SIZES = Object.keys(FILM_SIZES) as readonly FilmSizeId[];
