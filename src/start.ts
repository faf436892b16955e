import { fetchAnew, pause, renewPageFiles } from "./page-files";

/**
 * Watches the page's start, as a script of its own. If the page's program or its style sheet did not arrive, or
 * arrived damaged (their digests stand in index.html), they are fetched again and the page is started; if that fails, the
 * sentence in index.html says which file is missing. index.html has this script several times, since it can be lost too.
 */

/** How often the page is started, and its fonts are fetched. */
const MAX_TRIES = 5;
/** How often the page reloads itself: in some browsers a script that was lost stays lost until then. */
const MAX_RELOADS = 2;
/** Counts the reloads of this tab. */
const RELOADS = "unitary-rnn-lab.start-reloads";

const root = document.getElementById("root")!;
const notice = document.getElementById("not-started")!;

/** Whether main.tsx has started the page. */
const runs = () => root.dataset.started !== undefined;
/** Whether the style sheet has been applied: index.html hides the page until then. */
const isStyled = () => getComputedStyle(root).visibility === "visible";
const sheets = () => [...document.querySelectorAll<HTMLLinkElement>("link[rel=stylesheet]")];

/** Replaces the style sheets by new ones, without a moment in which there are none. */
function renewSheets(): Promise<unknown> {
  const renewed = sheets().map((sheet) => {
    const next = sheet.cloneNode() as HTMLLinkElement;
    const done = new Promise((resolve) => {
      next.onload = next.onerror = resolve;
    }).then(() => sheet.remove());
    sheet.after(next);
    return done;
  });
  return Promise.all(renewed);
}

/** Starts what did not start. */
async function startAgain(): Promise<void> {
  const entry = document.querySelector<HTMLScriptElement>("script[type=module][src]")?.src ?? "";
  if (!isStyled()) await renewSheets();
  if (!runs()) await import(/* @vite-ignore */ entry).catch(() => {});
}

/** The reloads so far; as many as there may be if the browser cannot count them. */
function reloads(set?: number): number {
  try {
    if (set !== undefined) sessionStorage.setItem(RELOADS, `${set}`);
    return Number(sessionStorage.getItem(RELOADS));
  } catch {
    return MAX_RELOADS;
  }
}

function say(missing: string | null): void {
  const what = missing ? `its file ${missing} did not arrive whole` : "its program did not start";
  notice.querySelector("p")!.textContent = `Unitary RNN Lab could not be started: ${what}.`;
  notice.dataset.why = what;
}

async function watch(): Promise<void> {
  if (document.readyState !== "complete")
    await new Promise((resolve) => addEventListener("load", resolve, { once: true }));
  for (let tries = 0; tries < MAX_TRIES && !(runs() && isStyled()); tries++) {
    const missing = await renewPageFiles();
    if (missing) return say(missing);
    await startAgain();
  }
  if (runs() && isStyled()) return void reloads(0);
  const made = reloads();
  if (made >= MAX_RELOADS) return say(null);
  reloads(made + 1);
  location.reload();
}

/** Renews the style sheet, and with it the fonts, a few times if one was lost: the page would keep another font. */
function watchFonts(): void {
  let [renewals, isRenewing] = [0, false];
  // The fallbacks are fonts of the machine, which it may not have.
  const isLost = () =>
    [...document.fonts].some(({ status, family }) => status === "error" && !family.includes("Fallback"));
  const renewLost = async () => {
    if (isRenewing) return;
    isRenewing = true;
    while (isLost() && renewals++ < MAX_TRIES) {
      await pause(renewals);
      await fetchAnew(/\.woff2$/);
      await renewSheets();
      await document.fonts.ready;
    }
    isRenewing = false;
  };
  document.fonts.addEventListener("loadingdone", renewLost);
  // One may have been lost before.
  void document.fonts.ready.then(renewLost);
}

if (notice.dataset.watched === undefined) {
  notice.dataset.watched = "";
  notice.querySelector("a")!.addEventListener("click", (event) => {
    // Unlike the link, a reload keeps the settings in the address.
    event.preventDefault();
    reloads(0);
    location.reload();
  });
  watchFonts();
  void watch();
}
