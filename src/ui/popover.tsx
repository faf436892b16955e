import { type ComponentProps, type ReactNode, useId, useRef } from "react";
import styles from "./Popover.module.css";
import { placeBelow } from "./place-below";

interface PopoverProps {
  /** Accessible name of what opens. */
  readonly name: string;
  /** The button that opens it. */
  readonly button: ComponentProps<"button">;
  /** For what lies in it. */
  readonly className: string | undefined;
  readonly onOpen?: () => void;
  readonly onClose?: () => void;
  readonly children: (close: () => void) => ReactNode;
}

/** A button, and beneath it what it opens, until one presses Escape or elsewhere. */
export function Popover({ name, button, className, onOpen, onClose, children }: PopoverProps) {
  const id = useId();
  const opener = useRef<HTMLButtonElement>(null);
  const popover = useRef<HTMLDivElement>(null);
  return (
    <>
      <button {...button} ref={opener} type="button" popoverTarget={id} />
      <div
        ref={popover}
        id={id}
        popover="auto"
        role="dialog"
        aria-label={name}
        className={`${styles.popover} ${className}`}
        onToggle={({ newState }) => {
          if (newState !== "open") {
            onClose?.();
            return;
          }
          onOpen?.();
          if (popover.current && opener.current) placeBelow(popover.current, opener.current);
        }}
      >
        {children(() => popover.current?.hidePopover())}
      </div>
    </>
  );
}
