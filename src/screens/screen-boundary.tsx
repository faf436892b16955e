import { type ReactNode, Suspense } from "react";
import { faultReport } from "../store/fault-report";
import { ErrorBoundary } from "../ui/error-boundary";

interface Props {
  readonly name: string;
  /** Shown while it loads. */
  readonly waiting?: ReactNode;
  readonly onRetry?: (error: Error) => void;
  readonly children: ReactNode;
}

/** Isolates a screen: while it loads the header stays, and if it fails the others still work. */
export function ScreenBoundary({ name, waiting = null, onRetry, children }: Props) {
  return (
    <ErrorBoundary name={name} report={faultReport} onRetry={onRetry}>
      <Suspense fallback={waiting}>{children}</Suspense>
    </ErrorBoundary>
  );
}
