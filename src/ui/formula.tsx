/** A comma and a quad, which separate two statements in TeX. */
const BETWEEN_STATEMENTS = '<mo separator="true">,</mo><mspace width="1em"></mspace>';

/**
 * A formula from MathML generated at build time, one line per statement. It needs no sanitising, because nothing in it is
 * user input.
 */
export function Formula({ mathml, className }: { readonly mathml: string; readonly className?: string }) {
  const lines = mathml.split(BETWEEN_STATEMENTS).join("</mrow></math><br><math><mrow>");
  return <span className={className} translate="no" dangerouslySetInnerHTML={{ __html: lines }} />;
}
