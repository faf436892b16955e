import type { ReactNode } from "react";
import { useAppearance } from "../../store/appearance";

/** What only a print shows. */
export function OnPaper({ children }: { readonly children: ReactNode }): ReactNode {
  return useAppearance((state) => state.printing) ? children : null;
}
