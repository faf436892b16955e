import { useSyncExternalStore } from "react";
import { address } from ".";
import type { Address } from "./address";

/** The page's address; the component re-renders whenever it changes, so that its links are up to date. */
export function useAddress(): Address {
  useSyncExternalStore(address.onChange, () => address.hash);
  return address;
}
