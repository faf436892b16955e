export { pytorchProgram } from "./program";
export { dataFile } from "./task";
