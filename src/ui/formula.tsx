/** A comma and a quad, as TeX writers part two statements on a line. */
const BETWEEN_STATEMENTS = '<mo separator="true">,</mo><mspace width="1em"></mspace>';

/**
 * A formula from MathML made at build time, each of its statements on a line of its own. It needs no cleaning:
 * nothing in it comes from the person.
 */
export function Formula({ mathml, className }: { readonly mathml: string; readonly className?: string }) {
  const lines = mathml.split(BETWEEN_STATEMENTS).join("</mrow></math><br><math><mrow>");
  return <span className={className} dangerouslySetInnerHTML={{ __html: lines }} />;
}
