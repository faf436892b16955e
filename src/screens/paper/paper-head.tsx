import { encode } from "uqr";
import { address } from "../../address";
import { useScreen } from "../../store/page";
import { modulesOf } from "../../ui/qr-code";
import { shareLink } from "../lab/transfer";
import styles from "./PaperHead.module.css";

/** The QR code of a link; none if the link is too long for one. */
function codeOf(link: string) {
  try {
    return encode(link, { ecc: "M", boostEcc: false, border: 0 });
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
