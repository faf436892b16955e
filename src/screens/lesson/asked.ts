import { createContext, type ReactNode } from "react";

/** A question of the lesson with its answer; the answer is null until it has been computed. */
export interface Asked {
  readonly question: ReactNode;
  readonly answer: { readonly right: string; readonly explanation: ReactNode } | null;
}

/** The questions of the chapters mounted so far, by the chapters’ ids. */
export const AskedContext = createContext<Map<string, Asked>>(new Map());
