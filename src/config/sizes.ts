import type { NumberField } from "./fields";

/**
 * The limits of settings: the page's usual ones; larger ones for sizes, see *large sizes*; or those of a plan, which may also be
 * on data of the user's own.
 */
export type Sizes = "usual" | "large" | "plan";

let taken: Sizes = "usual";

/** The sizes that this page takes from forms, addresses and imported files. */
export const sizesTaken = (): Sizes => taken;

/** Sets {@link sizesTaken}. Forms that are open do not change. */
export function takeSizes(sizes: Sizes): void {
  taken = sizes;
}

/** The largest value of a field under these limits. */
export const maxOf = ({ max, largeMax = max }: NumberField, sizes: Sizes): number =>
  sizes === "usual" ? max : largeMax;
