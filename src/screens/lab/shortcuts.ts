import { useEffect } from "react";
import { FIELDS, type NumberField } from "../../config/schema";
import { lab } from "../../store/use-lab";

const RATE = FIELDS.lr as NumberField;
/** A tap moves the learning rate by a tenth of a decade. */
const RATE_STEP = 10 ** 0.1;

function scaleRate(factor: number): void {
  const next = Math.min(RATE.max, Math.max(RATE.min, lab.state.config.lr * factor));
  lab.set("lr", Number(next.toPrecision(2)));
}

const SHORTCUTS: Readonly<Record<string, () => void>> = {
  " ": () => lab.toggle(),
  ArrowRight: () => lab.step(),
  r: () => lab.reset(),
  n: () => lab.set("b.rule", "euclidean"),
  e: () => lab.set("b.rule", lab.state.config.exp),
  "+": () => scaleRate(RATE_STEP),
  "-": () => scaleRate(1 / RATE_STEP),
};

/** Whether the focused control has a use of its own for the key. */
function isTaken(target: EventTarget | null, key: string): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLSelectElement || target instanceof HTMLTextAreaElement) return true;
  const type = target instanceof HTMLInputElement ? target.type : null;
  if (type === "text") return true;
  if (key === "ArrowRight") return type !== null;
  return key === " " && target.closest("button, a, summary") !== null;
}

/** The lab's keys, while it is on the screen. */
export function useShortcuts(): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
      if (isTaken(event.target, key) || event.altKey) return;
      if (event.ctrlKey || event.metaKey) {
        if (key !== "z") return;
        event.preventDefault();
        if (event.shiftKey) lab.redo();
        else lab.undo();
        return;
      }
      const run = Object.hasOwn(SHORTCUTS, key) ? SHORTCUTS[key] : undefined;
      if (!run) return;
      event.preventDefault();
      run();
    };
    addEventListener("keydown", onKeyDown);
    return () => removeEventListener("keydown", onKeyDown);
  }, []);
}
