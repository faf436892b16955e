import type { ReactNode } from "react";

/** An icon on a 16×16 grid in the colour of the text; its button has the accessible name. */
function Icon({ children }: { readonly children: ReactNode }) {
  return (
    <svg viewBox="0 0 16 16" width="1em" height="1em" aria-hidden="true" focusable="false">
      {children}
    </svg>
  );
}

const line = {
  fill: "none",
  stroke: "currentColor",
  strokeWidth: 1.6,
  strokeLinecap: "round",
  strokeLinejoin: "round",
} as const;

export const PlayIcon = () => (
  <Icon>
    <path d="M4.8 2.6v10.8L13.4 8z" fill="currentColor" />
  </Icon>
);
export const PauseIcon = () => (
  <Icon>
    <path d="M4 2.8h2.7v10.4H4zM9.3 2.8H12v10.4H9.3z" fill="currentColor" />
  </Icon>
);
export const StepIcon = () => (
  <Icon>
    <path d="M3.6 3.4v9.2L10.4 8z" fill="currentColor" />
    <path d="M12.2 3.6v8.8" {...line} />
  </Icon>
);
export const ResetIcon = () => (
  <Icon>
    <path d="M4 5.2A5 5 0 1 1 3 8.6M3.4 2.4v3.2h3.2" {...line} />
  </Icon>
);
export const ThemeIcon = () => (
  <Icon>
    <circle cx="8" cy="8" r="5.6" {...line} strokeWidth={1.3} />
    <path d="M8 2.4a5.6 5.6 0 0 1 0 11.2z" fill="currentColor" />
  </Icon>
);
export const GripIcon = () => (
  <Icon>
    <path d="M6 3.5h.01M10 3.5h.01M6 8h.01M10 8h.01M6 12.5h.01M10 12.5h.01" {...line} strokeWidth={2} />
  </Icon>
);
export const CloseIcon = () => (
  <Icon>
    <path d="m4 4 8 8M12 4l-8 8" {...line} />
  </Icon>
);
