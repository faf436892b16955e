import type { Plan } from "../plan";
import { adding } from "./adding";
import { copying } from "./copying";
import { deckCharacters, deckWords } from "./deck-table";
import { forget } from "./forget";
import { quickCharacters, quickWords } from "./quick-table";
import { rateSweep } from "./rate-sweep";

/** The plans that come with the lab, in the order in which they are listed. */
export const PLANS: readonly Plan[] = [
  quickWords,
  quickCharacters,
  deckWords,
  deckCharacters,
  copying,
  adding,
  forget,
  rateSweep,
];
