import { type ReactNode, useEffect } from "react";
import { useAppearance } from "../../store/appearance";
import styles from "./Missing.module.css";

/** The parts of the page that a print would lack now. */
const missing = new Set<object>();

/** Whether everything is there that a print shows. */
export const allIsThere = (): boolean => missing.size === 0;

/** Says of a component, while it is mounted, that something is still loaded, computed or measured for it. */
export function useMissing(isMissing = true): void {
  useEffect(() => {
    if (!isMissing) return;
    const part = {};
    missing.add(part);
    return () => void missing.delete(part);
  }, [isMissing]);
}

/** Stands in the place of what is not there yet. On paper it is a sentence; on the screen, which waits, nothing. */
export function NotYet({ children }: { readonly children?: ReactNode }) {
  useMissing();
  const printing = useAppearance((state) => state.printing);
  return printing && children ? (
    <p className={styles.missing} data-paper="missing">
      {children}
    </p>
  ) : null;
}
