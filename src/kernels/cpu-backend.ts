import "@tensorflow/tfjs-backend-cpu/dist/base";
import "./cpu";
import "./cpu-kernels";
