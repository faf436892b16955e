import { type ComponentProps, type ReactNode, useId, useRef } from "react";
import styles from "./Popover.module.css";
import { placeBelow } from "./place-below";

interface PopoverProps {
  /** Accessible name of the popover. */
  readonly name: string;
  /** The button that opens it. */
  readonly button: ComponentProps<"button">;
  /** Class of the popover. */
  readonly className: string | undefined;
  readonly onOpen?: () => void;
  readonly onClose?: () => void;
  readonly children: (close: () => void) => ReactNode;
}

/** A button with a popover, which closes on Escape or a click elsewhere. */
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
