import { Component, type ReactNode } from "react";
import { CopyReport } from "./copy-report";
import styles from "./ErrorBoundary.module.css";

interface Props {
  /** Name of the part for the user: “The lab”. */
  readonly name: string;
  /** Returns the report for developers. */
  readonly report: (error: Error) => string;
  /** Called before another attempt at the user's request. */
  readonly onRetry?: ((error: Error) => void) | undefined;
  readonly children: ReactNode;
}

/** Why a part is not shown. React finds its own elements, unless somebody else has moved or removed them. */
const reasonOf = (error: Error): string =>
  error instanceof DOMException && ["NotFoundError", "HierarchyRequestError"].includes(error.name)
    ? "another program, such as a browser extension, has changed it. The run continues meanwhile."
    : error.message;

/** Contains a fault in one part of the page and reports it there. */
export class ErrorBoundary extends Component<Props, { readonly error: Error | null }> {
  override state: { readonly error: Error | null } = { error: null };

  static getDerivedStateFromError(error: unknown) {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  override render() {
    const { error } = this.state;
    if (!error) return this.props.children;
    const retry = () => {
      this.props.onRetry?.(error);
      this.setState({ error: null });
    };
    return (
      <div className={styles.fault} role="alert">
        <p>
          {this.props.name} could not be shown: {reasonOf(error)}
        </p>
        <div className={styles.actions}>
          <button type="button" className={styles.retry} onClick={retry}>
            Try again
          </button>
          <CopyReport report={() => this.props.report(error)} />
        </div>
      </div>
    );
  }
}
