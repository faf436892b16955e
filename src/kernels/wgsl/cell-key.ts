import { type CellSize, kindOf } from "../cell-size";

/** What the key of a program says of the kind of cell, on which the places of parameters depend; nothing of the simple one. */
export const cellKey = (size: CellSize): string => (kindOf(size).gated ? `_${size.cell}` : "");
