import { useEffect, useRef } from "react";
import styles from "./Keys.module.css";
import { type Shortcut, useKeysShown } from "./shortcuts";

/** The dialog with the list of keys. */
export function Keys({ shortcuts }: { readonly shortcuts: readonly Pick<Shortcut, "shown" | "what">[] }) {
  const shown = useKeysShown((state) => state.shown);
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (shown) dialog.current?.showModal();
  }, [shown]);
  if (!shown) return null;
  const close = () => useKeysShown.setState({ shown: false });
  return (
    <dialog ref={dialog} className={styles.keys} aria-label="Keys" onClose={close}>
      <h2>Keys</h2>
      <table>
        <tbody>
          {shortcuts.map(({ shown: keys, what }) => (
            <tr key={keys}>
              <th scope="row" translate="no">
                <kbd>{keys}</kbd>
              </th>
              <td>{what}</td>
            </tr>
          ))}
          <tr>
            <th scope="row" translate="no">
              <kbd>Page Down, Page Up</kbd>
            </th>
            <td>in a lecture: the next scene, the scene before</td>
          </tr>
        </tbody>
      </table>
      <p>On a keyboard of another script, the key at the same place.</p>
      <form method="dialog">
        <button type="submit">Close</button>
      </form>
    </dialog>
  );
}
