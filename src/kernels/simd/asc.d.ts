/** AssemblyScript, compiled to WebAssembly when imported (scripts/assemblyscript.ts). */
declare module "*?asc" {
  const bytes: Uint8Array<ArrayBuffer>;
  export default bytes;
}

/** The same with relaxed SIMD, for processors that multiply and add at once. */
declare module "*?asc&fused" {
  const bytes: Uint8Array<ArrayBuffer>;
  export default bytes;
}
