import type { InitialisationId } from "../config/schema";
import { cayley } from "./cayley";
import { gaussian } from "./gaussian";
import { haar } from "./haar";
import { identity } from "./identity";
import type { Initialisation } from "./initialisation";
import { rotations } from "./rotations";
import { uniform } from "./uniform";

export type { Initialisation } from "./initialisation";

export const INITIALISATIONS_BY_ID: Readonly<Record<InitialisationId, Initialisation>> = {
  uniform,
  rotations,
  haar,
  cayley,
  gaussian,
  identity,
};
