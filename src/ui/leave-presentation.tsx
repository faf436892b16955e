import { leavePresentation } from "../store/appearance";
import { CloseIcon } from "./icons";

/** The button that ends presentation mode, on a screen whose bar has none. */
export function LeavePresentation({ className }: { readonly className: string | undefined }) {
  return (
    <button
      type="button"
      className={className}
      aria-label="Leave presentation"
      title="Leave presentation (Escape)"
      onClick={leavePresentation}
    >
      <CloseIcon />
    </button>
  );
}
