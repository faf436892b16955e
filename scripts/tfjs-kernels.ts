import type { Plugin } from "vite";

/** The kernels of TensorFlow.js that training on WebAssembly and plain JavaScript may run. The packages would register all of theirs, 110 and 160. */
const KERNELS =
  `Abs Add AddN ArgMax BatchMatMul Cast ClipByValue Concat Equal Exp ExpandDims Fill Greater GreaterEqual Identity Less
LessEqual Log LogicalAnd LogicalNot Max Maximum Mean Min Minimum Multiply Neg NotEqual OneHot OnesLike Pack PadV2 Pow RealDiv
Reciprocal Relu Reshape Rsqrt Select Sigmoid Sign Slice Softmax SplitV Sqrt Square SquaredDifference Sub Sum Tanh Tile Transpose
Unpack ZerosLike`.split(/\s+/);

const MODULE = /^virtual:tfjs-kernels\/(cpu|wasm)$/;

/** The module `virtual:tfjs-kernels/wasm`, or `cpu`: the configurations of these kernels, from that backend’s package. */
export const tfjsKernels = (): Plugin => ({
  name: "tfjs-kernels",
  resolveId: (id) => (MODULE.test(id) ? `\0${id}` : undefined),
  load(id) {
    const backend = MODULE.exec(id.replace("\0", ""))?.[1];
    if (!backend) return undefined;
    const nameOf = (kernel: string) => `${kernel.charAt(0).toLowerCase()}${kernel.slice(1)}Config`;
    const imports = KERNELS.map(
      (kernel) =>
        `import { ${nameOf(kernel)} } from "@tensorflow/tfjs-backend-${backend}/dist/kernels/${kernel}";`,
    );
    return [...imports, `export const KERNELS = [${KERNELS.map(nameOf).join(", ")}];`].join("\n");
  },
});
