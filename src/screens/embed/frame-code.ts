/** The sizes of a frame that are offered, in CSS pixels. */
export const SIZES = {
  slide: { label: "Slide 16:9, 960 × 540", width: "960", height: "540" },
  reveal: { label: "reveal.js, 960 × 700", width: "960", height: "700" },
  half: { label: "Half a slide, 480 × 540", width: "480", height: "540" },
  page: { label: "Page, as wide as it is", width: "100%", height: "540" },
} as const;
export type SizeId = keyof typeof SIZES;

const escaped = (text: string) => text.replace(/&/g, "&amp;").replace(/"/g, "&quot;").replace(/</g, "&lt;");

/**
 * Returns the HTML of a frame.
 * @param link the address of the page in it
 * @param title what it shows, for screen readers
 */
export function frameCode(link: string, title: string, size: SizeId): string {
  const { width, height } = SIZES[size];
  return `<iframe src="${escaped(link)}" title="${escaped(title)}" width="${width}" height="${height}" style="border: 0" allow="fullscreen"></iframe>`;
}
