import { Formula } from "../../ui/formula";
import { Words } from "../../ui/words";
import type { Said } from "./mathematics/said";

/** A sentence with its formulas typeset. */
export function SaidText({ said }: { readonly said: Said }) {
  return said.map((part, i) =>
    typeof part === "string" ? <Words key={i}>{part}</Words> : <Formula key={i} mathml={part.mathml} />,
  );
}
