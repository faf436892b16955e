import { createContext } from "react";

/** The chapter that contains a figure, named in its exported pictures. */
export interface ShownChapter {
  readonly id: string;
  readonly title: string;
  readonly number: number;
}

export const ShownChapter = createContext<ShownChapter | null>(null);
