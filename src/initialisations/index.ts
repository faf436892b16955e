import type { InitialisationId } from "../config/schema";
import { gaussian } from "./gaussian";
import { identity } from "./identity";
import type { Initialisation } from "./initialisation";
import { rotations } from "./rotations";
import { uniform } from "./uniform";

export type { Initialisation } from "./initialisation";

export const INITIALISATIONS_BY_ID: Readonly<Record<InitialisationId, Initialisation>> = {
  uniform,
  rotations,
  gaussian,
  identity,
};
