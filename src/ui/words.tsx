import { Children, Fragment, isValidElement, type PropsWithChildren, type ReactNode } from "react";

/** A number as the page writes it, with its power of ten and sign of per cent; or a quotation, which is data. */
const VERBATIM =
  /([−±-]?(?:\d[\d\u202f]*(?:\.\d+)?|∞)(?:\u202f?×\u202f?10)?[⁻⁰¹²³⁴-⁹]*(?:\u202f?%)?|NaN|“[^”]*”)/;

/** Splits a text into words, at even places, and what no translation may change, at odd ones. */
export const splitWords = (text: string): readonly string[] => text.split(VERBATIM);

/**
 * Words of which a browser may translate all but the numbers and quotations. A number that changes is not translated again, nor
 * are the words around it. Elements among the children are left as they are, fragments are not.
 */
export function Words({ children }: { readonly children: ReactNode }): ReactNode {
  return Children.toArray(children).map((child, i) => {
    if (isValidElement<PropsWithChildren>(child) && child.type === Fragment)
      return <Words key={child.key}>{child.props.children}</Words>;
    if (typeof child !== "string" && typeof child !== "number") return child;
    return (
      <Fragment key={i}>
        {splitWords(String(child)).map((piece, j) =>
          j % 2 === 0 ? (
            piece
          ) : (
            <span key={j} translate="no">
              {piece}
            </span>
          ),
        )}
      </Fragment>
    );
  });
}
