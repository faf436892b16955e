import { type ComponentProps, type ReactNode, useId, useRef, useState } from "react";
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
  /** @param open whether it is open, for parts that are drawn only then */
  readonly children: (close: () => void, open: boolean) => ReactNode;
}

/** A button with a popover, which closes on Escape or a click elsewhere. */
export function Popover({ name, button, className, onOpen, onClose, children }: PopoverProps) {
  const id = useId();
  const opener = useRef<HTMLButtonElement>(null);
  const popover = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState(false);
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
          setOpen(newState === "open");
          if (newState !== "open") {
            onClose?.();
            return;
          }
          onOpen?.();
          if (popover.current && opener.current) placeBelow(popover.current, opener.current);
        }}
      >
        {children(() => popover.current?.hidePopover(), open)}
      </div>
    </>
  );
}
