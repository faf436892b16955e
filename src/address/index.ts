import { Address } from "./address";
import { repaired } from "./repair";

/** The part of the browser's address in front of `#`. Settings behind `?` are behind `#` from now on. */
const page = (): string => location.pathname + (repaired("", location.search) === "" ? location.search : "");

/** The page's address. No other code reads or writes the part after `#`. */
export const address = new Address({
  read: () => repaired(location.hash, location.search),
  replace: (hash) => history.replaceState(history.state, "", page() + hash),
  push: (hash) => history.pushState(null, "", page() + hash),
  go: (hash) => {
    location.hash = hash;
  },
});

addEventListener("hashchange", () => address.navigated());
// A pending change must be written to the browser's history before a click or closing the page leaves that entry.
addEventListener("pagehide", () => address.flush());
addEventListener(
  "click",
  ({ target, ctrlKey, metaKey, shiftKey }: MouseEvent) => {
    const link = target instanceof Element ? target.closest("a") : null;
    if (!link) return;
    address.flush();
    if (!ctrlKey && !metaKey && !shiftKey) address.follow(repaired(link.hash));
  },
  { capture: true },
);
