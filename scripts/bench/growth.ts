import { contender } from "../../src/benchmark/contenders";
import type { Size } from "../../src/benchmark/size";
import { median } from "../../src/benchmark/statistics";
import { PageEntrant } from "./page-entrant";
import type { Site } from "./site";

/** The cost of one step at one size. */
export interface Cost extends Size {
  /** Median time, in ms. */
  readonly milliseconds: number;
  /** Peak bytes of tensors. */
  readonly tensors: number;
  /** Bytes of all WebAssembly memories. */
  readonly webAssembly: number;
}

/** How time and memory of a step grow with one of T and n, and the exponents p of the fits cost ∝ xᵖ. */
export interface Growth {
  readonly along: "T" | "n";
  readonly costs: readonly Cost[];
  readonly timeExponent: number;
  readonly memoryExponent: number;
}

const BATCH = 16;
const SERIES: readonly { readonly along: Growth["along"]; readonly sizes: readonly Size[] }[] = [
  { along: "T", sizes: [50, 100, 200, 400, 800, 1600].map((steps) => ({ units: 64, batch: BATCH, steps })) },
  { along: "n", sizes: [16, 32, 64, 128, 256, 512].map((units) => ({ units, batch: BATCH, steps: 100 })) },
];

/** Measures the lab's plain network on wasm at sizes that differ in one dimension, one sample per size in turn. */
export async function measureGrowth(
  site: Site,
  { samples, progress }: { readonly samples: number; readonly progress: (line: string) => void },
): Promise<Growth[]> {
  const page = await site.open(false);
  await page.goto(`${site.address}#screen=benchmark`);
  const grown: Growth[] = [];
  for (const { along, sizes } of SERIES) {
    progress(`Growth with ${along} …`);
    const entrants = sizes.map(
      () => new PageEntrant(page, site.worker("benchmark.worker"), contender("ours-wasm")),
    );
    const memories: { readonly tensors: number; readonly webAssembly: number }[] = [];
    for (const [i, entrant] of entrants.entries()) {
      const { memory } = await entrant.prepare(sizes[i], true);
      if (!memory) throw new Error("The worker did not measure its memory.");
      memories.push(memory);
    }
    const times = sizes.map((): number[] => []);
    for (let round = 0; round < samples; round++) {
      for (const [i, entrant] of entrants.entries()) times[i].push(await entrant.sample());
    }
    for (const entrant of entrants) entrant.end();
    const costs = sizes.map((size, i) => ({ ...size, milliseconds: median(times[i]), ...memories[i] }));
    const x = costs.map(({ steps, units }) => (along === "T" ? steps : units));
    grown.push({
      along,
      costs,
      timeExponent: exponent(
        x,
        costs.map(({ milliseconds }) => milliseconds),
      ),
      memoryExponent: exponent(
        x,
        costs.map(({ tensors }) => tensors),
      ),
    });
  }
  await page.close();
  return grown;
}

/** The exponent p of the power law y ∝ xᵖ, by least squares in the logarithms. */
export function exponent(x: readonly number[], y: readonly number[]): number {
  const [u, v] = [x.map(Math.log), y.map(Math.log)];
  const mean = (values: readonly number[]) => values.reduce((sum, one) => sum + one, 0) / values.length;
  const [mu, mv] = [mean(u), mean(v)];
  const along = u.reduce((sum, one, i) => sum + (one - mu) * (v[i] - mv), 0);
  return along / u.reduce((sum, one) => sum + (one - mu) ** 2, 0);
}
