import { createContext } from "react";
import type { FigureId } from "../../address/keys";

/** Where a frame shows the figures that its address names; others are not shown. Null outside such a frame. */
export const FigurePlaces = createContext<ReadonlyMap<FigureId<"why">, HTMLElement> | null>(null);
