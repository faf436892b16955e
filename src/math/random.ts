import { cos, log } from "./elementary";

/** A stream of reproducible random numbers. */
export interface Random {
  /** Uniform in [0, 1), 32 bits. */
  next(): number;
  /** Uniform in [low, high). */
  uniform(low: number, high: number): number;
  /** Uniform whole number in 0 … n − 1. */
  below(n: number): number;
  /** Standard normal (Box–Muller). */
  normal(): number;
}

/**
 * sfc32 (Chris Doty-Humphrey, PractRand), seeded by hashing a seed and a name, so that every purpose
 * (weights of lane A, batch 17, …) has its own stream, independent of how often the others were drawn from.
 */
export function random(seed: number, name: string): Random {
  let [a, b, c] = [hash(seed, `${name}·a`), hash(seed, `${name}·b`), hash(seed, `${name}·c`)];
  let counter = 1;
  const bits = () => {
    const t = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + t) | 0;
    return t >>> 0;
  };
  for (let i = 0; i < 12; i++) bits();
  const next = () => bits() / 4294967296;
  return {
    next,
    uniform: (low, high) => low + (high - low) * next(),
    below: (n) => Math.floor(next() * n),
    normal: () => Math.sqrt(-2 * log(1 - next())) * cos(2 * Math.PI * next()),
  };
}

/** FNV-1a over the seed's bytes and the name, finished with murmur3's mixer. */
function hash(seed: number, name: string): number {
  let h = 0x811c9dc5 ^ seed;
  h = Math.imul(h ^ (seed >>> 16), 0x85ebca6b);
  for (let i = 0; i < name.length; i++) h = Math.imul(h ^ name.charCodeAt(i), 0x01000193);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
