import { squarings } from "../../math/expm";
import type { MatrixKernels } from "../matrices";
import type { SimdModule } from "./module";
import { FLOAT, rowsOf, upTo, type Workspace } from "./workspace";

/** Products and exponentials in WebAssembly SIMD, for any n. */
export function simdMatrices(module: SimdModule, workspace: Workspace): MatrixKernels {
  const exponential = (
    n: number,
    dual: boolean,
    b: Float32Array,
    upload: (work: number, size: number) => void,
  ) => {
    const norm = norm1(n, b);
    const halvings = squarings(norm, "float32");
    const width = upTo(8, n);
    const size = width * width;
    const { work, panels } = workspace.place({ work: 8 * size * (dual ? 2 : 1), panels: width * n });
    upload(work, size);
    return { result: module.exponential(n, width, dual, halvings, norm, isSkew(n, b), work, panels), size };
  };

  return {
    product(n, a, b, transposed, to) {
      const width = upTo(8, n);
      const size = width * width;
      const at = workspace.place({ a: size, b: size, c: size, panels: width * n });
      write(at.a, a, n);
      write(at.b, b, n);
      if (transposed) module.productWithTransposed(n, width, at.a, at.b, at.c, at.panels);
      else module.product(n, width, false, at.a, at.b, at.c, at.panels);
      workspace.read(at.c, to, rowsOf(n));
    },
    exponential(n, b, to) {
      const { result } = exponential(n, false, b, (work) => write(work, b, n));
      workspace.read(result, to, rowsOf(n));
    },
    exponentialAdjoint(n, b, gradient, to) {
      const transposed = transpose(n, b);
      const { result, size } = exponential(n, true, transposed, (work, size) => {
        write(work, transposed, n);
        write(work + size * FLOAT, gradient, n);
      });
      workspace.read(result + size * FLOAT, to, rowsOf(n));
    },
  };

  function write(address: number, values: Float32Array, n: number): void {
    const width = upTo(8, n);
    workspace.write(address, values, rowsOf(n));
    if (width > n) workspace.floats(address + n * width * FLOAT, (width - n) * width).fill(0);
  }
}

function transpose(n: number, a: Float32Array): Float32Array {
  const to = new Float32Array(n * n);
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) to[j * n + i] = a[i * n + j];
  return to;
}

/** ‖A‖₁; NaN if an entry is NaN. */
function norm1(n: number, a: Float32Array): number {
  const sums = new Float64Array(n);
  for (let i = 0; i < a.length; i += n) for (let j = 0; j < n; j++) sums[j] += Math.abs(a[i + j]);
  return Math.max(...sums);
}

function isSkew(n: number, a: Float32Array): boolean {
  for (let i = 0; i < n; i++) for (let j = 0; j <= i; j++) if (a[i * n + j] !== -a[j * n + i]) return false;
  return true;
}
