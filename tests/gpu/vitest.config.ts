import { mergeConfig } from "vitest/config";
import lab from "../../vite.config.ts";

/** Tests that need WebGPU in Node: `npm run test:gpu`. One file at a time, as all share one device. */
export default mergeConfig(
  { ...lab, test: { ...lab.test, include: [] } },
  {
    test: {
      include: ["tests/gpu/**/*.test.ts"],
      setupFiles: ["tests/gpu/start.ts"],
      fileParallelism: false,
      testTimeout: 600_000,
      hookTimeout: 600_000,
      server: { deps: { inline: [/tfjs-backend-webgpu/, /tfjs-backend-cpu/] } },
    },
  },
);
