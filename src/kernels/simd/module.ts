import { loadPart } from "../../load-part";

/** The module with fused multiply-adds (relaxed SIMD), which not every browser supports, and without. */
const BUILDS = {
  fused: () => import("./assembly/index.ts?asc&fused"),
  plain: () => import("./assembly/index.ts?asc"),
};

export type Build = keyof typeof BUILDS;

/** The exports of the compiled module; each function is documented in its source, in assembly/. */
export interface SimdModule {
  readonly memory: WebAssembly.Memory;
  heapStart(): number;
  sumSixRows(on: boolean): void;
  pack(
    source: number,
    rows: number,
    width: number,
    inner: number,
    rowStride: number,
    innerStride: number,
    panels: number,
  ): void;
  accumulate(
    panels: number,
    inner: number,
    rows: number,
    x: number,
    xWidth: number,
    y: number,
    yWidth: number,
  ): void;
  outerProductsOfBlocks(
    rows: number,
    blocks: number,
    width: number,
    x: number,
    xWidth: number,
    y: number,
    sums: number,
  ): void;
  outerProducts(rows: number, xWidth: number, yWidth: number, x: number, y: number, sum: number): void;
  columnSums(x: number, rows: number, width: number, to: number): void;
  embed(index: number, rows: number, table: number, bias: number, width: number, to: number): void;
  project(
    values: number,
    rows: number,
    d: number,
    stride: number,
    table: number,
    bias: number,
    width: number,
    to: number,
  ): void;
  embedGradient(index: number, rows: number, delta: number, width: number, sums: number): void;
  scan(
    activation: number,
    steps: number,
    batch: number,
    n: number,
    width: number,
    w: number,
    threshold: number,
    states: number,
  ): void;
  scanGradient(
    activation: number,
    steps: number,
    batch: number,
    n: number,
    width: number,
    w: number,
    threshold: number,
    states: number,
    gradient: number,
    delta: number,
  ): void;
  scanDiagonal: SimdModule["scan"];
  scanDiagonalGradient: SimdModule["scanGradient"];
  diagonalGradient(delta: number, h: number, rows: number, units: number, width: number, to: number): void;
  lstmScan(
    steps: number,
    batch: number,
    n: number,
    width: number,
    w: number,
    gates: number,
    states: number,
    cells: number,
  ): void;
  lstmScanGradient(
    steps: number,
    batch: number,
    n: number,
    width: number,
    w: number,
    gates: number,
    cells: number,
    gradient: number,
    cellGradient: number,
    flushing: boolean,
  ): void;
  gruScan(
    steps: number,
    batch: number,
    n: number,
    width: number,
    w: number,
    gates: number,
    states: number,
  ): void;
  gruScanGradient(
    steps: number,
    batch: number,
    n: number,
    width: number,
    w: number,
    gates: number,
    states: number,
    gradient: number,
    flushing: boolean,
  ): void;
  thresholdGradient(delta: number, h: number, rows: number, width: number, to: number): void;
  pairedThresholdGradient(
    delta: number,
    h: number,
    rows: number,
    pairs: number,
    width: number,
    to: number,
  ): void;
  crossEntropy(
    y: number,
    rows: number,
    width: number,
    target: number,
    weight: number,
    score: number,
    sums: number,
  ): void;
  squaredError(
    y: number,
    rows: number,
    o: number,
    width: number,
    target: number,
    weight: number,
    score: number,
    near: number,
    sums: number,
  ): void;
  product(n: number, width: number, dual: boolean, a: number, b: number, c: number, panels: number): void;
  productWithTransposed(n: number, width: number, a: number, b: number, c: number, panels: number): void;
  exponential(
    n: number,
    width: number,
    dual: boolean,
    halvings: number,
    norm: number,
    skew: boolean,
    work: number,
    panels: number,
  ): number;
}

/** The first versions known to keep twelve vectors of sums in registers; V8 12 takes 1.4 times as long with them. */
const KEEP_TWELVE: Readonly<Record<string, number>> = { Chrome: 136, "Node.js": 24 };

/** Whether products are faster with six rows at a time, which changes no number. */
function keepsTwelve(): boolean {
  const [, engine, version] = /(Chrome|Node\.js)\/(\d+)/.exec(globalThis.navigator?.userAgent ?? "") ?? [];
  return Number(version) >= KEEP_TWELVE[engine];
}

/**
 * Instantiates the first build that the device can run, with its own memory; undefined if the device has no SIMD.
 * @param sixRows whether to multiply six rows at a time
 */
export async function instantiate(
  builds: readonly Build[] = ["fused", "plain"],
  sixRows = keepsTwelve(),
): Promise<SimdModule | undefined> {
  for (const build of builds) {
    const { default: bytes } = await loadPart(BUILDS[build]);
    if (!WebAssembly.validate(bytes)) continue;
    const { instance } = await WebAssembly.instantiate(bytes);
    const module = instance.exports as WebAssembly.Exports & SimdModule;
    // Without fused multiply-adds a product needs a register of its own.
    module.sumSixRows(sixRows && build === "fused");
    return module;
  }
  return undefined;
}
