import "@tensorflow/tfjs-backend-webgpu";
import { env } from "@tensorflow/tfjs-core";
import "./webgpu";

// Small tensors would be computed on the CPU instead, in double precision: other numbers than the GPU's own.
env().set("WEBGPU_CPU_FORWARD", false);
