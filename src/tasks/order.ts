import { type Random, random } from "../math/random";

/** The orders in which time steps are read: as given, or in one that is drawn from the run's seed and then stays. */
export const ORDERS = ["given", "permuted"] as const;
export type Order = (typeof ORDERS)[number];

/** The time step that is read at each place: 0 … T − 1, or a permutation of them (Fisher, Yates) from the seed. */
export function orderOf(steps: number, order: Order, seed: number): Uint32Array {
  const places = Uint32Array.from({ length: steps }, (_, t) => t);
  if (order === "permuted") shuffle(places, random(seed, "permutation"));
  return places;
}

function shuffle(places: Uint32Array, from: Random): void {
  for (let i = places.length - 1; i > 0; i--) {
    const j = from.below(i + 1);
    [places[i], places[j]] = [places[j], places[i]];
  }
}
