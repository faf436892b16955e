import { create } from "zustand";
import { address } from "../address";
import { FIELDS } from "../config/schema";
import { type Sizes, takeSizes } from "../config/sizes";
import { largeSizesRemembered, rememberLargeSizes } from "./remembered";
import { lab } from "./use-lab";

/** Whether large sizes are switched on in this browser. */
export const useLargeSizes = create<{ readonly on: boolean }>(() => ({ on: false }));

export const sizesNow = ({ on }: { readonly on: boolean }): Sizes => (on ? "large" : "usual");

function show(on: boolean): void {
  takeSizes(sizesNow({ on }));
  useLargeSizes.setState({ on });
}

/** Takes the sizes that were taken at the last visit; to be called before the page opens what the address asks for. */
export function restoreLargeSizes(): void {
  if (!largeSizesRemembered()) return;
  show(true);
  address.reread();
}

/** Switches large sizes on or off, and remembers it; settings that are then too large become the largest that are taken. */
export function switchLargeSizes(on: boolean): void {
  show(on);
  rememberLargeSizes(on);
  if (on) return;
  for (const key of ["units", "length", "batch"] as const) {
    const { max } = FIELDS[key];
    if (lab.state.config[key] > max) lab.set(key, max);
  }
}
