export { pytorchProgram } from "./program";
export { dataFile, dataFileText } from "./task";
