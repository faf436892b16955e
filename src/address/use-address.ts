import { useSyncExternalStore } from "react";
import { address } from ".";
import type { Address } from "./address";
import type { Asked } from "./hash";

/** The page's address; the component re-renders whenever it changes, so that its links are up to date. */
export function useAddress(): Address {
  useSyncExternalStore(address.onChange, () => address.hash);
  return address;
}

/** The address that was opened last; the component re-renders when another one is. */
export const useAsked = (): Asked => useSyncExternalStore(address.onNavigation, () => address.asked);
