import { useSyncExternalStore } from "react";
import { address } from ".";
import type { Address } from "./address";

/** The page's address; the component is rendered again whenever it changes, so that its links are never out of date. */
export function useAddress(): Address {
  useSyncExternalStore(address.onChange, () => address.hash);
  return address;
}
