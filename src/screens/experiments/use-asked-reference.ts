import { useEffect } from "react";
import { address } from "../../address";
import { experiments } from "../../store/use-experiments";
import { readPlace } from "./address";
import { openReference } from "./open-file";

/** Restores the plan of the last visit, and then shows the reference run that the address names. */
export function useAskedReference(): void {
  useEffect(() => {
    const follow = async () => {
      const { reference, refusals } = readPlace(address.own("experiments"));
      if (reference) await openReference(`${reference}.jsonl`);
      if (refusals.length > 0) experiments.complain(refusals.join(" "));
    };
    void experiments.open().then(follow);
    const stopFollowing = address.onNavigation(() => void follow());
    const stopWatching = experiments.store.subscribe(({ origin }, before) => {
      // Another plan was chosen.
      if (before.origin && !origin) address.setOwn("experiments", []);
    });
    return () => {
      stopFollowing();
      stopWatching();
    };
  }, []);
}
