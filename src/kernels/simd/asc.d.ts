/** AssemblyScript, compiled to WebAssembly when imported (scripts/assemblyscript.ts). */
declare module "*?asc" {
  const bytes: Uint8Array<ArrayBuffer>;
  export default bytes;
}
