/** Distance between a popover and the edges of the window, px. */
const EDGE = 8;

/** Positions an open popover below its button, or above it where there is space only there, aligned at the right and within the window. */
export function placeBelow(popover: HTMLElement, button: HTMLElement): void {
  const { right, top, bottom } = button.getBoundingClientRect();
  const { clientWidth, clientHeight } = document.documentElement;
  const within = (at: number, most: number) => `${Math.max(EDGE, Math.min(at, most - EDGE))}px`;
  popover.style.left = within(right - popover.offsetWidth, clientWidth - popover.offsetWidth);
  const below = bottom + EDGE / 2;
  const above = top - EDGE / 2 - popover.offsetHeight;
  const fits = below + popover.offsetHeight <= clientHeight - EDGE || above < EDGE;
  popover.style.top = within(fits ? below : above, clientHeight - popover.offsetHeight);
}
