import type { NumberField } from "./fields";

/** The limits of sizes: the page's usual ones, or the larger ones of the command and of *large sizes*. */
export type Sizes = "usual" | "large";

let taken: Sizes = "usual";

/** The sizes that this page takes from forms, addresses and imported files. */
export const sizesTaken = (): Sizes => taken;

/** Sets {@link sizesTaken}. Forms that are open do not change. */
export function takeSizes(sizes: Sizes): void {
  taken = sizes;
}

/** The largest value of a field under these limits. */
export const maxOf = ({ max, largeMax = max }: NumberField, sizes: Sizes): number =>
  sizes === "large" ? largeMax : max;
