/** Distance between a popover and the edges of the window, px. */
const EDGE = 8;

/** Positions an open popover below its button, aligned at the right and within the window. */
export function placeBelow(popover: HTMLElement, button: HTMLElement): void {
  const { right, bottom } = button.getBoundingClientRect();
  const { clientWidth, clientHeight } = document.documentElement;
  const within = (at: number, most: number) => `${Math.max(EDGE, Math.min(at, most - EDGE))}px`;
  popover.style.left = within(right - popover.offsetWidth, clientWidth - popover.offsetWidth);
  popover.style.top = within(bottom + EDGE / 2, clientHeight - popover.offsetHeight);
}
