import { BROWSER_CONTENDERS, type Place } from "../../benchmark/contenders";
import type { Plan } from "../../benchmark/estimate";
import { isSmall, SIZES, type Size } from "../../benchmark/size";
import type { Gpu } from "./use-gpu";

/** Samples of a contender that takes seconds a step. */
const SLOW_SAMPLES = 3;

/** What the person wants measured. */
export interface BenchmarkChoice {
  readonly sizes: readonly Size[];
  readonly wasm: boolean;
  /** Null until somebody says so: then it is what there is a graphics card for. */
  readonly webgpu: boolean | null;
  readonly samples: number;
}

export const FIRST_CHOICE: BenchmarkChoice = {
  sizes: SIZES.filter(isSmall),
  wasm: true,
  webgpu: null,
  samples: 15,
};

export const usesGpu = ({ webgpu }: BenchmarkChoice, gpu: Gpu): boolean =>
  (gpu === "card" || gpu === "program") && (webgpu ?? gpu === "card");

/** What is to be measured for a choice, small sizes first. */
export function planOf(choice: BenchmarkChoice, gpu: Gpu): Plan {
  const places: Place[] = [
    ...(choice.wasm ? (["wasm"] as const) : []),
    ...(usesGpu(choice, gpu) ? (["webgpu"] as const) : []),
  ];
  return {
    sizes: SIZES.filter((size) => choice.sizes.includes(size)),
    contenders: BROWSER_CONTENDERS.filter(({ place }) => places.includes(place)),
    sampling: { samples: choice.samples, slowSamples: Math.min(SLOW_SAMPLES, choice.samples) },
  };
}
