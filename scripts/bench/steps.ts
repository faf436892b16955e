import type { Page } from "@playwright/test";
import {
  BROWSER_CONTENDERS,
  type Contender,
  type Place,
  PYTORCH_CONTENDERS,
} from "../../src/benchmark/contenders";
import { type Plan, timeLeft } from "../../src/benchmark/estimate";
import { interleave, type Sampling, type SizeResult } from "../../src/benchmark/interleave";
import { isSmall, SIZES, sizeName } from "../../src/benchmark/size";
import type { CellId } from "../../src/kernels/cells";
import { findPython } from "../find-python.mjs";
import { PageEntrant } from "./page-entrant";
import { PytorchEntrant } from "./pytorch";
import type { Site } from "./site";

export interface StepsOptions {
  readonly root: string;
  readonly quick: boolean;
  readonly cells: readonly CellId[];
  readonly places: readonly Place[];
  readonly sampling: Sampling;
  readonly progress: (line: string) => void;
}

/** Time between two lines of progress, in ms. */
const TELL_EVERY = 20_000;

/** Measures all contenders at all sizes: two browsers, with and without WebGPU, and Python, sampled in turn. */
export async function measureSteps(site: Site, options: StepsOptions): Promise<SizeResult[]> {
  const { root, quick, cells, places, sampling, progress } = options;
  const python = places.includes("pytorch") ? findPython("torch") : undefined;
  if (places.includes("pytorch") && !python) progress("No Python here has torch: PyTorch is left out.");
  const contenders = [...BROWSER_CONTENDERS, ...(python ? PYTORCH_CONTENDERS : [])].filter(
    ({ place, cell }) => places.includes(place) && cells.includes(cell),
  );
  const pages = new Map<Place, Page>();
  for (const place of ["wasm", "webgpu"] as const) {
    if (!places.includes(place)) continue;
    const page = await site.open(place === "webgpu");
    // The lab itself does not run here.
    await page.goto(`${site.address}#screen=benchmark`);
    pages.set(place, page);
  }
  const script = site.worker("benchmark.worker");
  const open = (contender: Contender) => {
    const page = pages.get(contender.place);
    if (page) return new PageEntrant(page, script, contender);
    if (python) return new PytorchEntrant(python, root, contender);
    throw new Error(`There is no place for ${contender.label}.`);
  };

  const plan: Plan = { sizes: quick ? SIZES.filter(isSmall) : SIZES, contenders, sampling };
  let results: SizeResult[] = [];
  for (const [i, size] of plan.sizes.entries()) {
    let told = 0;
    const report = (result: SizeResult) => {
      results = [...results.slice(0, i), result];
      if (performance.now() < told + TELL_EVERY) return;
      told = performance.now();
      const taken = result.rows.map(({ samples, failure }) => (failure ? "✗" : samples.length)).join(" ");
      const minutes = (timeLeft(plan, results) / 60_000).toFixed(1);
      progress(`${sizeName(size)}: samples ${taken}; about ${minutes} min left of the steps`);
    };
    await interleave(size, contenders, sampling, open, report);
  }
  for (const page of pages.values()) await page.close();
  return results;
}
