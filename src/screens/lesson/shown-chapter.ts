import { createContext } from "react";

/** The chapter that a figure stands in; its pictures say so. */
export interface ShownChapter {
  readonly id: string;
  readonly title: string;
  readonly number: number;
}

export const ShownChapter = createContext<ShownChapter | null>(null);
