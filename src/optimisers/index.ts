import { keysOf } from "../keys";
import { adam } from "./adam";
import { momentum } from "./momentum";
import type { Optimiser } from "./optimiser";
import { rmsprop } from "./rmsprop";
import { sgd } from "./sgd";

export type { Optimiser } from "./optimiser";

/** Every optimiser by its id, in the order of the forms. */
export const OPTIMISERS = { rmsprop, adam, momentum, sgd } as const satisfies Readonly<
  Record<string, Optimiser>
>;

export type OptimiserId = keyof typeof OPTIMISERS;
export const OPTIMISER_IDS: readonly OptimiserId[] = keysOf(OPTIMISERS);
