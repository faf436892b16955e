/** TeX, turned into a string of MathML at build time (scripts/tex-to-mathml.ts). */
interface Tex {
  (source: TemplateStringsArray): string;
  block(source: TemplateStringsArray): string;
}
declare const tex: Tex;
