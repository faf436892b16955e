import { address } from "../../address";
import { loadPart } from "../../load-part";
import { useScreen } from "../../store/screen";
import { shareLink } from "../../store/share-link";
import { modulesOf } from "../../ui/qr-code";
import styles from "./PaperHead.module.css";

let encode: typeof import("uqr").encode | undefined;

/** Fetches what draws the QR code: a browser that prints waits for nothing. @returns null if it is there */
export const loadQrCode = (): Promise<void> | null =>
  encode
    ? null
    : loadPart(() => import("uqr")).then(
        (module) => {
          encode = module.encode;
        },
        // The head says that it is missing; the next print tries again.
        () => {},
      );

/** The QR code of a link; none if the link is too long for one. */
function codeOf(link: string) {
  try {
    return encode?.(link, { ecc: "M", boostEcc: false, border: 0 });
  } catch {
    return null;
  }
}

/** The head of a print: the site’s name, the address of what is printed, also as a QR code. */
export function PaperHead() {
  const screen = useScreen((state) => state.screen);
  const [page] = location.href.split("#");
  const link = screen === "lab" ? shareLink() : `${page}${address.link(screen)}`;
  const code = codeOf(link);
  return (
    <header className={styles.head}>
      <div className={styles.words}>
        <p className={styles.name}>Unitary RNN Lab</p>
        <p className={styles.address} translate="no">
          {link}
        </p>
      </div>
      {!encode && <p className={styles.address}>The QR code is not loaded yet.</p>}
      {code && (
        <svg
          className={styles.code}
          viewBox={`0 0 ${code.size} ${code.size}`}
          role="img"
          aria-label="QR code of the address"
        >
          <path d={modulesOf(code)} fill="var(--ink)" shapeRendering="crispEdges" />
        </svg>
      )}
    </header>
  );
}
