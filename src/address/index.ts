import { Address } from "./address";

/** The page's address. Nothing else in the page reads or writes the part of it behind `#`. */
export const address = new Address({
  read: () => location.hash,
  replace: (hash) => history.replaceState(history.state, "", hash || location.pathname + location.search),
  go: (hash) => {
    location.hash = hash;
  },
});

addEventListener("hashchange", () => address.navigated());
// What was set a moment ago stays in the entry of the history that the click or the end of the page leaves behind.
addEventListener("pagehide", () => address.flush());
addEventListener(
  "click",
  ({ target }) => {
    if (target instanceof Element && target.closest("a")) address.flush();
  },
  { capture: true },
);
