import { useEffect, useState } from "react";
import { useOffline } from "../../service-worker/register";

/** Bytes that the browser keeps for this site, as it estimates them; undefined where it does not tell. */
export function useKeptBytes(): number | undefined {
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
