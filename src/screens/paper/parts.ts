export { LabFacts } from "./lab-facts";
export { PaperHead } from "./paper-head";
