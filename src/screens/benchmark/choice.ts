import { BROWSER_CONTENDERS, type Place } from "../../benchmark/contenders";
import type { Plan } from "../../benchmark/estimate";
import { isSmall, SIZES, type Size } from "../../benchmark/size";
import type { CellId } from "../../kernels/cells";
import type { Gpu } from "./use-gpu";

/** Number of samples of a contender that takes seconds per step. */
const SLOW_SAMPLES = 3;

/** The user's choice of what to measure. */
export interface BenchmarkChoice {
  readonly sizes: readonly Size[];
  readonly cell: CellId;
  readonly wasm: boolean;
  /** Null until the user chooses: then it is measured if there is a graphics card. */
  readonly webgpu: boolean | null;
  readonly samples: number;
}

export const FIRST_CHOICE: BenchmarkChoice = {
  sizes: SIZES.filter(isSmall),
  cell: "simple",
  wasm: true,
  webgpu: null,
  samples: 15,
};

/** Whether WebGPU is measured. */
export const usesGpu = ({ webgpu }: BenchmarkChoice, gpu: Gpu): boolean =>
  (gpu === "card" || gpu === "program") && (webgpu ?? gpu === "card");

/** Returns the plan of a choice, small sizes first. */
export function planOf(choice: BenchmarkChoice, gpu: Gpu): Plan {
  const places: Place[] = [
    ...(choice.wasm ? (["wasm"] as const) : []),
    ...(usesGpu(choice, gpu) ? (["webgpu"] as const) : []),
  ];
  return {
    sizes: SIZES.filter((size) => choice.sizes.includes(size)),
    contenders: BROWSER_CONTENDERS.filter(
      ({ place, cell }) => places.includes(place) && cell === choice.cell,
    ),
    sampling: { samples: choice.samples, slowSamples: Math.min(SLOW_SAMPLES, choice.samples) },
  };
}
