/** An array as the exported run writes it: row-major `data` with its `shape`. */
export interface ArrayOf {
  readonly shape: readonly number[];
  readonly data: readonly number[] | Float32Array | Float64Array | Int32Array;
}
