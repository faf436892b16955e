/**
 * Lets Node import the engine's tables, whose formulas the build converts to MathML, by leaving the TeX as it is written.
 * It must be imported before them.
 */
const asWritten = ({ raw: [source] }: TemplateStringsArray): string => source;

Object.assign(globalThis, { tex: Object.assign(asWritten, { block: asWritten }) });
