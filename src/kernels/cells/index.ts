import { keysOf } from "../../keys";
import type { CellKind } from "./cell-kind";
import { gru } from "./gru";
import { lstm } from "./lstm";
import { simple } from "./simple";

export type { CellKind, GatedShader, GatedStep } from "./cell-kind";

/** Every kind of cell by its id, in the order of the forms. */
export const CELLS = { simple, lstm, gru } as const satisfies Readonly<Record<string, CellKind>>;

export type CellId = keyof typeof CELLS;
export const CELL_IDS: readonly CellId[] = keysOf(CELLS);
