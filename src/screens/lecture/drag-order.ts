import { type PointerEvent, type RefObject, useEffect, useLayoutEffect, useRef, useState } from "react";

/** An entry that is being dragged: its place in the list, and the one that it takes if it is let go. */
interface Drag {
  readonly from: number;
  readonly to: number;
}

/** How near to an edge of its scrolling box the pointer scrolls it, in px, and how far per frame. */
const EDGE = 48;
const PER_FRAME = 8;
/** How far the pointer is moved, in px, before it scrolls: an entry may be taken at an edge. */
const MOVED = 8;

/** The place that a dragged entry takes at a height of the window: behind all others whose middle is above it. */
function placeAt(list: Element, from: number, y: number): number {
  const middles = [...list.children].map((entry) => {
    const { top, height } = entry.getBoundingClientRect();
    return top + height / 2;
  });
  return middles.filter((middle, i) => i !== from && middle < y).length;
}

interface DragOrder {
  readonly drag: Drag | null;
  /** The handlers of the grip of the entry at a place. */
  grip(at: number): {
    readonly onPointerDown: (event: PointerEvent) => void;
    readonly onPointerMove: (event: PointerEvent) => void;
    readonly onPointerUp: (event: PointerEvent) => void;
    readonly onPointerCancel: () => void;
  };
}

/**
 * Moves the entries of a list by grips, with mouse, pen or finger; Escape leaves them as they are.
 * @param list whose children are the entries; while one is dragged they may be lower than usual
 * @param box scrolls the list
 */
export function useDragOrder(
  list: RefObject<HTMLElement | null>,
  box: () => Element | null | undefined,
  move: (from: number, to: number) => void,
): DragOrder {
  const [drag, setDrag] = useState<Drag | null>(null);
  /** The height of the window at which the pointer is and was at first, and where it was in the entry. */
  const pointer = useRef({ y: 0, first: 0, inside: 0 });
  const [from, isDragging] = [drag?.from, drag !== null];
  const latest = useRef(box);
  latest.current = box;

  // The entry stays under the pointer when all of them become lower.
  useLayoutEffect(() => {
    const entries = list.current;
    const entry = from === undefined ? undefined : entries?.children[from];
    if (!entries || !entry) return;
    const tooHigh = () => {
      const { top, height } = entry.getBoundingClientRect();
      return pointer.current.y - top - Math.min(pointer.current.inside, height / 2);
    };
    latest.current()?.scrollBy(0, -tooHigh());
    entries.style.paddingTop = `${Math.max(0, tooHigh())}px`;
    return () => {
      entries.style.paddingTop = "";
    };
  }, [from, list]);

  useEffect(() => {
    if (!isDragging) return;
    let frame = 0;
    const scroll = () => {
      frame = requestAnimationFrame(scroll);
      const scrolling = latest.current();
      if (!scrolling || !list.current) return;
      const { top, bottom } = scrolling.getBoundingClientRect();
      const { y, first } = pointer.current;
      if (Math.abs(y - first) < MOVED) return;
      const by = y < top + EDGE ? -PER_FRAME : y > bottom - EDGE ? PER_FRAME : 0;
      if (by === 0) return;
      scrolling.scrollBy(0, by);
      const entries = list.current;
      setDrag((now) => now && { ...now, to: placeAt(entries, now.from, y) });
    };
    scroll();
    const cancel = (event: KeyboardEvent) => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      setDrag(null);
    };
    addEventListener("keydown", cancel, { capture: true });
    return () => {
      cancelAnimationFrame(frame);
      removeEventListener("keydown", cancel, { capture: true });
    };
  }, [isDragging, list]);

  return {
    drag,
    grip: (at) => ({
      onPointerDown(event) {
        if (event.button !== 0) return;
        event.preventDefault();
        event.currentTarget.setPointerCapture(event.pointerId);
        const top = list.current?.children[at]?.getBoundingClientRect().top ?? event.clientY;
        pointer.current = { y: event.clientY, first: event.clientY, inside: event.clientY - top };
        setDrag({ from: at, to: at });
      },
      onPointerMove({ clientY }) {
        if (!drag || !list.current) return;
        pointer.current.y = clientY;
        setDrag({ ...drag, to: placeAt(list.current, drag.from, clientY) });
      },
      onPointerUp({ clientY }) {
        setDrag(null);
        if (!drag || !list.current) return;
        // The last movement may not have been rendered yet.
        const to = placeAt(list.current, drag.from, clientY);
        if (to !== drag.from) move(drag.from, to);
        const moved = () => list.current?.children[to];
        requestAnimationFrame(() => moved()?.scrollIntoView({ block: "nearest" }));
      },
      onPointerCancel: () => setDrag(null),
    }),
  };
}
