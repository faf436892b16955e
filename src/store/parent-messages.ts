/** Messages that arrive before they are handled; a page that sends more than this is not answered. */
const MAX_EARLY = 100;

const early: MessageEvent[] = [];
const keep = (event: MessageEvent) => {
  if (early.length < MAX_EARLY) early.push(event);
};
let handle: (event: MessageEvent) => void = keep;

/** Listens to the page in whose frame this one is, and to no other. */
export function hearParent(): void {
  if (window.parent === window) return;
  addEventListener("message", (event) => {
    if (event.source === window.parent) handle(event);
  });
}

/** Handles the messages of the page in whose frame this one is, from the first. @returns a function that stops */
export function onParentMessage(listener: (event: MessageEvent) => void): () => void {
  handle = listener;
  for (const event of early.splice(0)) listener(event);
  return () => {
    handle = keep;
  };
}
