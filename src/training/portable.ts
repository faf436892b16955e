type Numbers = readonly number[] | Float32Array | Float64Array | Int32Array;

/** An array as an exported run writes it: row-major `data` with its `shape`, and `imag` if it is complex. */
export interface ArrayOf {
  readonly shape: readonly number[];
  readonly data: Numbers;
  readonly imag?: Numbers;
}
