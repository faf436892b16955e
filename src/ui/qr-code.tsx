import { useEffect, useState } from "react";
import type { QrCodeGenerateResult } from "uqr";
import styles from "./Share.module.css";

/** Returns the dark modules as one path, one unit per module. */
export const modulesOf = ({ data }: QrCodeGenerateResult) =>
  data.map((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : "")).join("")).join("");

/** The text as a QR code. The encoder is fetched when it is first needed. */
export function QrCode({ text }: { readonly text: string }) {
  const [code, setCode] = useState<QrCodeGenerateResult | "too long" | null>(null);
  useEffect(() => {
    let wanted = true;
    import("uqr")
      .then(({ encode }) => encode(text, { ecc: "M", boostEcc: false, border: 4 }))
      .then(
        (made) => wanted && setCode(made),
        () => wanted && setCode("too long"),
      );
    return () => {
      wanted = false;
    };
  }, [text]);
  if (code === "too long") return <p className={styles.words}>The link is too long for a QR code.</p>;
  return (
    // Dark on light in both themes, as cameras expect.
    <div className={styles.code} data-theme="light">
      {code && (
        <svg viewBox={`0 0 ${code.size} ${code.size}`} role="img" aria-label="QR code of the link">
          <path d={modulesOf(code)} fill="var(--ink)" shapeRendering="crispEdges" />
        </svg>
      )}
    </div>
  );
}
