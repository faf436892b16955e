import type { Lecture } from "../scene";
import { tenMinutes } from "./ten-minutes";
import { vanishing } from "./vanishing";

/** A lecture that comes with the lab. */
interface Shipped {
  readonly lecture: Lecture;
  /** What it is for, in one sentence. */
  readonly about: string;
}

/** The lectures that come with the lab, by the id that a link names. */
export const SHIPPED = {
  "ten-minutes": {
    lecture: tenMinutes,
    about: "The whole lab in ten minutes, for a class that knows what an RNN is.",
  },
  vanishing: { lecture: vanishing, about: "A lecture from the RNN to what came after unitary weights." },
} as const satisfies Readonly<Record<string, Shipped>>;

export type ShippedId = keyof typeof SHIPPED;
export const SHIPPED_IDS = Object.keys(SHIPPED) as ShippedId[];
export const isShipped = (id: string): id is ShippedId => Object.hasOwn(SHIPPED, id);
