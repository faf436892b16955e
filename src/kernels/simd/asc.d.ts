/** An AssemblyScript module, compiled to WebAssembly when imported (scripts/assemblyscript.ts). */
declare module "*?asc" {
  const bytes: Uint8Array<ArrayBuffer>;
  export default bytes;
}

/** The same with relaxed SIMD, for processors with fused multiply-add. */
declare module "*?asc&fused" {
  const bytes: Uint8Array<ArrayBuffer>;
  export default bytes;
}
