import { keysOf } from "../keys";
import { cayley } from "./cayley";
import { gaussian } from "./gaussian";
import { haar } from "./haar";
import { identity } from "./identity";
import type { Initialisation } from "./initialisation";
import { rotations } from "./rotations";
import { uniform } from "./uniform";

export type { Initialisation } from "./initialisation";

/** Every initialisation by its id, in the order of the forms. */
export const INITIALISATIONS = {
  uniform,
  rotations,
  haar,
  cayley,
  gaussian,
  identity,
} as const satisfies Readonly<Record<string, Initialisation>>;

export type InitialisationId = keyof typeof INITIALISATIONS;
export const INITIALISATION_IDS: readonly InitialisationId[] = keysOf(INITIALISATIONS);
