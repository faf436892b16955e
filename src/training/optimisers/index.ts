import type { OptimiserId } from "../../config/schema";
import { adam } from "./adam";
import { momentum } from "./momentum";
import type { Optimiser } from "./optimiser";
import { rmsprop } from "./rmsprop";
import { sgd } from "./sgd";

export type { Optimiser } from "./optimiser";

export const OPTIMISERS_BY_ID: Readonly<Record<OptimiserId, Optimiser>> = { rmsprop, adam, momentum, sgd };
