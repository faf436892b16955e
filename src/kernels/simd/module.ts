import bytes from "./assembly/index.ts?asc";

/** What the compiled module exports; each function is documented where it is written, in assembly/. */
export interface ScanModule {
  readonly memory: WebAssembly.Memory;
  heapStart(): number;
  scan(
    activation: number,
    steps: number,
    batch: number,
    n: number,
    width: number,
    w: number,
    threshold: number,
    states: number,
    panels: number,
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
    panels: number,
    delta: number,
  ): void;
  scanDelta(
    activation: number,
    rows: number,
    n: number,
    width: number,
    threshold: number,
    states: number,
    gradient: number,
  ): void;
  weightGradient(rows: number, width: number, delta: number, states: number, sum: number): void;
}

/** A module of its own memory, or undefined where WebAssembly has no SIMD. */
export async function instantiateScan(): Promise<ScanModule | undefined> {
  if (!WebAssembly.validate(bytes)) return undefined;
  const { instance } = await WebAssembly.instantiate(bytes);
  return instance.exports as WebAssembly.Exports & ScanModule;
}
