// Runs in the presenter window, whose content the page draws that has opened it. While that page is being reloaded, the
// window waits for it; without its page it would be dead, and closes.
const root = document.documentElement.dataset;
/** How long the window waits, in ms: for the page to start, and then for the lecture. */
const LONGEST = { loading: 60_000, started: 10_000 };
const LOOK_AGAIN = 250;

/** The page's state; null if it was closed, or another site is in its place. */
function page() {
  try {
    if (opener.closed) return null;
    return opener.document.getElementById("root")?.dataset.started === undefined ? "loading" : "started";
  } catch {
    return null;
  }
}

let waited = { loading: 0, started: 0 };
setInterval(() => {
  if (root.waits === undefined) {
    waited = { loading: 0, started: 0 };
    return;
  }
  const state = page();
  if (state !== null) waited[state] += LOOK_AGAIN;
  if (state === null || waited[state] > LONGEST[state]) close();
}, LOOK_AGAIN);
root.watches = "";
