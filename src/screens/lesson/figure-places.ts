import { createContext } from "react";
import type { FigureId } from "../../address/keys";

/** Where a frame shows the figures that its address names; others are not shown. Null outside such a frame. */
export const FigurePlaces = createContext<ReadonlyMap<FigureId<"why">, HTMLElement> | null>(null);

/** The figures that a scene of a lecture shows on the wall, with what belongs to them; none shows the whole lesson. */
export const WallFigures = createContext<readonly string[]>([]);
