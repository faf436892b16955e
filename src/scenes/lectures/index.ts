import type { Lecture } from "../scene";

/** A lecture that comes with the lab; its scenes are loaded when somebody wants them. */
interface Shipped {
  readonly title: string;
  /** What it is for, in one sentence. */
  readonly about: string;
  readonly load: () => Promise<Lecture>;
}

/** The lectures that come with the lab, by the id that a link names. */
export const SHIPPED = {
  "ten-minutes": {
    title: "Ten minutes: what the lab shows",
    about: "The whole lab in ten minutes, for a class that knows what an RNN is.",
    load: () => import("./ten-minutes").then(({ tenMinutes }) => tenMinutes),
  },
  vanishing: {
    title: "45 minutes: why recurrent networks forget",
    about: "A lecture from the RNN to what came after unitary weights.",
    load: () => import("./vanishing").then(({ vanishing }) => vanishing),
  },
} as const satisfies Readonly<Record<string, Shipped>>;

export type ShippedId = keyof typeof SHIPPED;
export const SHIPPED_IDS = Object.keys(SHIPPED) as ShippedId[];
export const isShipped = (id: string): id is ShippedId => Object.hasOwn(SHIPPED, id);
