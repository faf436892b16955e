import { Address } from "./address";

/** The page's address. No other code reads or writes the part after `#`. */
export const address = new Address({
  read: () => location.hash,
  replace: (hash) => history.replaceState(history.state, "", hash || location.pathname + location.search),
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
