import { leaveFullScreen } from "./appearance";
import { useLecture } from "./lecture-state";

/** Name of the presenter window, by which it is found again. */
const PRESENTER = "unitary-rnn-lab-presenter";
/** What this tab's storage has while the window is open: when its clock was started, in ms since 1970. */
const CLOCK = "unitary-rnn-lab.presenter-clock";

/** Attributes of the window's root: that its script runs, by which it can wait for the page, and that it waits. */
const [WATCHES, WAITS] = ["watches", "waits"] as const;

/**
 * Opens the window with the speaker's notes. Browsers leave full screen for it, so the wall leaves it first and stays in
 * presentation mode.
 */
export async function openPresenter(): Promise<void> {
  await leaveFullScreen();
  const presenter = window.open("", PRESENTER, "popup,width=1000,height=720");
  presenter?.focus();
  useLecture.setState({
    presenter,
    trouble: presenter
      ? null
      : "The browser blocked the presenter window: allow pop-ups for this page, then choose it again.",
  });
}

/** Whether a page of another site is in a window, as after a link or file was dropped on it: this page cannot draw there. */
export function isForeign(presenter: Window): boolean {
  try {
    return !presenter.document;
  } catch {
    return true;
  }
}

const rootOf = ({ document }: Window): DOMStringMap => document.documentElement.dataset;

/** Has a window watch this page, so that it can wait while the page is reloaded. */
export function watchPage(presenter: Window): void {
  const root = rootOf(presenter);
  delete root[WAITS];
  if (root[WATCHES] !== undefined) return;
  const script = presenter.document.createElement("script");
  script.src = new URL("presenter-window.js", document.baseURI).href;
  presenter.document.head.append(script);
}

/** Has a window wait for this page, which is being left, perhaps to be reloaded. @returns whether it can */
export function waitForPage(presenter: Window): boolean {
  if (isForeign(presenter) || rootOf(presenter)[WATCHES] === undefined) return false;
  rootOf(presenter)[WAITS] = "";
  return true;
}

/** Takes the window back that was open before this page was reloaded, with its clock. */
export function takePresenterBack(): void {
  const { presenter: open, given } = useLecture.getState();
  const clock = rememberedClock();
  if (open || !given || clock === null) return;
  rememberClock(null);
  // A window that is open is found without a click. Where there is none the browser opens none, or an empty one.
  const presenter = window.open("", PRESENTER);
  if (!presenter) return;
  if (isForeign(presenter) || rootOf(presenter)[WAITS] === undefined) presenter.close();
  else useLecture.setState({ presenter, given: { ...given, since: clock } });
}

function rememberedClock(): number | null {
  try {
    const text = sessionStorage.getItem(CLOCK);
    return text === null ? null : Number(text);
  } catch {
    return null;
  }
}

function rememberClock(since: number | null): void {
  try {
    if (since === null) sessionStorage.removeItem(CLOCK);
    else sessionStorage.setItem(CLOCK, String(since));
  } catch {
    // Without it, the window waits in vain and closes.
  }
}

useLecture.subscribe(({ presenter, given, left }, before) => {
  if (presenter) rememberClock((given ?? left)?.since ?? null);
  else if (before.presenter) rememberClock(null);
});
