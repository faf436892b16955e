import styles from "./LinkField.module.css";

/** A link as text that is selected as a whole, to be copied by hand where the page may not copy. */
export function LinkField({ label, link }: { readonly label: string; readonly link: string }) {
  return (
    <input
      className={styles.link}
      type="text"
      readOnly
      aria-label={label}
      value={link}
      onFocus={(event) => event.currentTarget.select()}
    />
  );
}
