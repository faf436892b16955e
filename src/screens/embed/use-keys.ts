import { type MouseEvent, useEffect, useState } from "react";
import { pageIsCovered } from "../../store/appearance";

/** Gives the keyboard back to the page around the frame. */
export function giveKeysBack(): void {
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  window.parent.focus();
}

/** Gives the keyboard back after a click of the pointer; a control that was reached by the keyboard keeps it. */
export const giveKeysBackAfter = ({ detail }: MouseEvent): void => {
  if (detail > 0) giveKeysBack();
};

/** Whether the frame has the keyboard. Escape gives it back. */
export function useHasKeys(): boolean {
  const isFramed = window.parent !== window;
  const [has, setHas] = useState(document.hasFocus());
  useEffect(() => {
    const follow = () => setHas(document.hasFocus());
    const onKeyDown = ({ key }: KeyboardEvent) => {
      if (key === "Escape" && isFramed && !pageIsCovered()) giveKeysBack();
    };
    addEventListener("focus", follow);
    addEventListener("blur", follow);
    // Before the figures, which take Escape for what is pointed at in them.
    addEventListener("keydown", onKeyDown, true);
    return () => {
      removeEventListener("focus", follow);
      removeEventListener("blur", follow);
      removeEventListener("keydown", onKeyDown, true);
    };
  }, [isFramed]);
  return has && isFramed;
}
