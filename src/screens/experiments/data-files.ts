import type { Role } from "../../own-data/read-files";
import type { ChosenFiles } from "../../worker/own-data-protocol";

/** Names of files that hold data of the user's own. */
const DATA = /\.(csv|tsv|npy|npz|gz|idx)$|ubyte$/i;
const HELD_OUT = /(^|[^a-z])(t10k|test|held)/i;
const LABELS = /label|target|answer|(^|[^a-z])y([^a-z]|$)/i;

/** Whether a dropped file is data of the user's own, by its name. */
export const isDataFile = ({ name }: Pick<File, "name">): boolean => DATA.test(name);

/** What a file holds, by its name: that of MNIST’s files, or x, y, labels, test. */
export function roleOf({ name }: Pick<File, "name">): Role {
  const [isHeldOut, isLabels] = [HELD_OUT, LABELS].map((one) => one.test(name));
  if (isHeldOut) return isLabels ? "heldOutLabels" : "heldOut";
  return isLabels ? "labels" : "data";
}

/** Dropped files, each as what it holds. */
export const filesByRole = (files: readonly File[]): ChosenFiles =>
  Object.fromEntries(files.map((file) => [roleOf(file), file]));
