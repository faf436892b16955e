import { useEffect, useState } from "react";
import { useOffline } from "../../service-worker/register";

/** Returns the browser's estimate of the bytes stored for this site; undefined if it gives none. */
export function useStoredBytes(): number | undefined {
  const ready = useOffline((state) => state.ready);
  const [bytes, setBytes] = useState<number>();
  useEffect(() => {
    if (!ready) return;
    navigator.storage
      ?.estimate?.()
      .then(({ usage }) => setBytes(usage))
      .catch(() => setBytes(undefined));
  }, [ready]);
  return bytes;
}
