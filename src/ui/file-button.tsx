import { useRef } from "react";

interface FileButtonProps {
  /** Text of the button. */
  readonly label: string;
  /** Accessible name of the input behind it. */
  readonly name: string;
  /** The `accept` attribute of the input. */
  readonly accept: string;
  readonly className: string | undefined;
  readonly take: (file: File) => Promise<unknown>;
}

/** A button that lets the user choose one file. */
export function FileButton({ label, name, accept, className, take }: FileButtonProps) {
  const picker = useRef<HTMLInputElement>(null);
  return (
    <>
      <button type="button" className={className} onClick={() => picker.current?.click()}>
        {label}
      </button>
      <input
        ref={picker}
        type="file"
        hidden
        accept={accept}
        aria-label={name}
        onChange={(event) => {
          const input = event.currentTarget;
          const file = input.files?.[0];
          if (!file) return;
          // Cleared, so that the same file can be chosen again.
          take(file).finally(() => {
            input.value = "";
          });
        }}
      />
    </>
  );
}
