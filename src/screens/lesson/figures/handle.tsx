import { type KeyboardEvent, type PointerEvent, useRef } from "react";
import styles from "./Handle.module.css";

export type Direction = "left" | "right" | "up" | "down";

interface HandleProps {
  /** Accessible name. */
  readonly label: string;
  /** Position of its middle in the drawing, in px. */
  readonly x: number;
  readonly y: number;
  /** The number it represents, with limits; `text` is the full value for screen readers. */
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly text: string;
  /** Called with the position it is dragged to, in px of the drawing. */
  readonly onDrag: (x: number, y: number) => void;
  /** Called on an arrow key: one small step, or ten with Shift. */
  readonly onNudge: (direction: Direction, steps: number) => void;
}

const ARROWS: Readonly<Record<string, Direction>> = {
  ArrowLeft: "left",
  ArrowRight: "right",
  ArrowUp: "up",
  ArrowDown: "down",
};

/** A draggable point of a drawing, moved by pointer, touch and arrow keys. The drawing itself shows the point. */
export function Handle({ label, x, y, value, min, max, text, onDrag, onNudge }: HandleProps) {
  // Offset of the pointer from the handle's middle, so that the handle does not jump.
  const hold = useRef<readonly [number, number] | null>(null);
  const inDrawing = ({ currentTarget, clientX, clientY }: PointerEvent<HTMLDivElement>) => {
    const box = currentTarget.parentElement?.getBoundingClientRect();
    return [clientX - (box?.left ?? 0), clientY - (box?.top ?? 0)] as const;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !Object.hasOwn(ARROWS, event.key)) return;
    event.preventDefault();
    onNudge(ARROWS[event.key], event.shiftKey ? 10 : 1);
  };
  return (
    <div
      role="slider"
      tabIndex={0}
      className={styles.handle}
      style={{ left: x, top: y }}
      aria-label={label}
      aria-valuenow={value}
      aria-valuemin={min}
      aria-valuemax={max}
      aria-valuetext={text}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        const [px, py] = inDrawing(event);
        hold.current = [px - x, py - y];
      }}
      onPointerMove={(event) => {
        if (!hold.current) return;
        const [px, py] = inDrawing(event);
        onDrag(px - hold.current[0], py - hold.current[1]);
      }}
      onPointerUp={() => {
        hold.current = null;
      }}
      onPointerCancel={() => {
        hold.current = null;
      }}
    />
  );
}
