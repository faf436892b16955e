import { useEffect, useState } from "react";
import { LICENCES, type ShippedLicences } from "./shipped";

/** Returns the licences of all shipped packages; `undefined` while they are fetched, `null` if there is no list. */
export function useLicences(): ShippedLicences | null | undefined {
  const [licences, setLicences] = useState<ShippedLicences | null>();
  useEffect(() => {
    const ending = new AbortController();
    fetch(new URL(LICENCES, document.baseURI), { signal: ending.signal })
      .then((answer) => answer.json() as Promise<ShippedLicences>)
      .then(setLicences)
      .catch(() => ending.signal.aborted || setLicences(null));
    return () => ending.abort();
  }, []);
  return licences;
}
