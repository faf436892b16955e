export { type KnownLosses, pytorchNotebook } from "./notebook";
export { pytorchProgram } from "./program";
export { dataFile, dataFileText } from "./task";
