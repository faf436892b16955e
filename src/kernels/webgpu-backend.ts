import "@tensorflow/tfjs-backend-webgpu/dist/base";
import { env } from "@tensorflow/tfjs-core";
import "./webgpu";
import "./webgpu-kernels";

// Small tensors would be computed on the CPU instead, in double precision: other numbers than the GPU's own.
env().set("WEBGPU_CPU_FORWARD", false);
