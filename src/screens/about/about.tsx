import ownLicence from "../../../LICENSE?raw";
import packageJson from "../../../package.json";
import { useOffline } from "../../service-worker/register";
import styles from "./About.module.css";
import type { ShippedLicences } from "./shipped";
import { useLicences } from "./use-licences";
import { useStoredBytes } from "./use-stored-bytes";

/** The about screen: what the page is, what it stores on this computer, and the licences. */
export function About() {
  return (
    <main className={styles.screen}>
      <h1>About</h1>
      <p>
        Unitary RNN Lab {packageJson.version} follows and checks{" "}
        <cite>Convergence of RNN under Unitary Weights</cite>, lecture slides by Hoang Chu (2024); on these
        pages they are called “the lecture”. Everything is computed in this browser; nothing is sent anywhere.
      </p>
      <Offline />
      <section aria-labelledby="licences">
        <h2 id="licences">Licences</h2>
        <p>The lab’s own code is under the MIT licence.</p>
        <details className={styles.package}>
          <summary>
            <span>Unitary RNN Lab {packageJson.version}</span>
            <span className={styles.licence}>MIT</span>
          </summary>
          <pre>{ownLicence.trim()}</pre>
        </details>
        <h3>Data</h3>
        <p>
          Text: chapters 1 to 34 of <cite>Pride and Prejudice</cite> by Jane Austen (1813), in the public
          domain.
        </p>
        <p>
          Digits, under <a href="https://creativecommons.org/licenses/by/4.0/">CC BY 4.0</a>: E. Alpaydin, C.
          Kaynak (1998), <cite>Optical Recognition of Handwritten Digits</cite>, UCI Machine Learning
          Repository. The notation was changed; the pixels were not.
        </p>
        <h3>Packages</h3>
        <Packages licences={useLicences()} />
      </section>
    </main>
  );
}

function Offline() {
  const ready = useOffline((state) => state.ready);
  const bytes = useStoredBytes();
  return (
    <section aria-labelledby="offline">
      <h2 id="offline">Works offline</h2>
      <p role="status" aria-label="Offline">
        {ready
          ? `Ready: this page opens and trains without an internet connection.${bytes === undefined ? "" : ` The browser keeps about ${megabytes(bytes)} MB for it.`}`
          : "Not ready: this browser has not saved the page. It needs a secure address (https, or this computer) and one visit of some seconds."}
      </p>
    </section>
  );
}

const megabytes = (bytes: number) => Number((bytes / 1e6).toPrecision(2));

function Packages({ licences }: { readonly licences: ShippedLicences | null | undefined }) {
  if (licences === undefined) return <p className={styles.waiting}>Reading the list …</p>;
  if (licences === null) {
    return <p>The list of packages is made when the site is built; here there is none to read.</p>;
  }
  return (
    <ul className={styles.packages} translate="no">
      {licences.packages.map(({ name, version, licence, text, source }) => (
        <li key={`${name} ${version}`}>
          <details className={styles.package}>
            <summary>
              <span>
                {name} {version}
              </span>
              <span className={styles.licence}>{licence}</span>
            </summary>
            {source && (
              <p className={styles.source}>
                Used unmodified; its source is at <a href={source}>{source}</a>.
              </p>
            )}
            <pre>{licences.texts[text]}</pre>
          </details>
        </li>
      ))}
    </ul>
  );
}
