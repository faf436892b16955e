import { type ReactNode, Suspense } from "react";
import { faultReport } from "../store/fault-report";
import { ErrorBoundary } from "../ui/error-boundary";

/** A screen on its own: while it loads the header stays, and when it breaks the others still work. */
export function ScreenBoundary({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <ErrorBoundary name={name} report={faultReport}>
      <Suspense fallback={null}>{children}</Suspense>
    </ErrorBoundary>
  );
}
