import { Address } from "./address";
import { repaired } from "./repair";

/** The page's address. No other code reads or writes the part after `#`. */
export const address = new Address({
  read: () => repaired(location.hash, location.search),
  // Settings behind `?` are behind `#` from now on.
  replace: (hash) => {
    const search = repaired("", location.search) === "" ? location.search : "";
    history.replaceState(history.state, "", location.pathname + search + hash);
  },
  go: (hash) => {
    location.hash = hash;
  },
});

addEventListener("hashchange", () => address.navigated());
// A pending change must be written to the browser's history before a click or closing the page leaves that entry.
addEventListener("pagehide", () => address.flush());
addEventListener(
  "click",
  ({ target }) => {
    if (target instanceof Element && target.closest("a")) address.flush();
  },
  { capture: true },
);
