import { useLayoutEffect, useReducer } from "react";
import { flushSync } from "react-dom";
import { create } from "zustand";
import { layOutFigures } from "../../plot/paper";
import { useAppearance } from "../../store/appearance";
import { meantKeys } from "../../ui/meant-keys";
import { allIsThere } from "./missing";
import styles from "./PrintWait.module.css";
import { loadQrCode } from "./paper-head";

/** Renders a component of the page. */
let render = () => {};

/** Lays the page out for paper, or for the screen again, at once. */
function turn(printing: boolean): void {
  if (useAppearance.getState().printing === printing) return;
  flushSync(() => {
    useAppearance.setState({ printing });
    // What was rendered a moment ago does not follow the state yet; with something to render it does.
    render();
  });
  flushSync(layOutFigures);
}

/** Lays the page out for paper while the browser prints it. */
export function watchPrinting(): void {
  addEventListener("beforeprint", () => turn(true));
  addEventListener("afterprint", () => turn(false));
  // The developer tools show a print without these events.
  matchMedia("print").addEventListener("change", ({ matches }) => turn(matches));
  addEventListener("keydown", waitWithKey);
}

/** Whether a print was asked for by its keys, and waits until everything is there. */
const useWaiting = create(() => ({ waiting: false }));

/** The longest wait, in ms; what is not there then has a sentence in its place. */
const MAX_WAIT = 10_000;
/** How often the wait looks, in ms: what appears may itself have parts that are still to come. */
const LOOK = 100;

/** Whether these are the keys of *Print*. */
const isPrint = (event: KeyboardEvent) =>
  (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && meantKeys(event).includes("p");

/**
 * Lets the keys of *Print* wait until everything is there; pressed again, they print at once. A print from the browser's menu
 * waits for nothing.
 */
async function waitWithKey(event: KeyboardEvent): Promise<void> {
  if (!isPrint(event) || useWaiting.getState().waiting) return;
  const code = loadQrCode();
  if (allIsThere() && code === null) return;
  event.preventDefault();
  useWaiting.setState({ waiting: true });
  const end = performance.now() + MAX_WAIT;
  await code;
  for (let looks = 0; looks < 2 && performance.now() < end; looks = allIsThere() ? looks + 1 : 0) {
    await new Promise((resolve) => setTimeout(resolve, LOOK));
  }
  flushSync(() => useWaiting.setState({ waiting: false }));
  print();
}

/** Says that a print waits. */
export function PrintWait() {
  const waiting = useWaiting((state) => state.waiting);
  const [, again] = useReducer((count: number) => count + 1, 0);
  useLayoutEffect(() => {
    render = again;
  }, []);
  return (
    <p role="status" aria-label="Print" className={styles.wait}>
      {waiting && "The page is printed when all of it is measured. Press again to print what is there."}
    </p>
  );
}
