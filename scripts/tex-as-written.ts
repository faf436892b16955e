/**
 * Lets Node import the engine's tables, whose formulas the build turns into MathML: here they stay as they are written.
 * It must be imported before them.
 */
const asWritten = ({ raw: [source] }: TemplateStringsArray): string => source;

Object.assign(globalThis, { tex: Object.assign(asWritten, { block: asWritten }) });
