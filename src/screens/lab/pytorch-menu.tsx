import { Popover } from "../../ui/popover";
import controls from "../../ui/RunControls.module.css";
import styles from "./PyTorchMenu.module.css";
import { exportPyTorch } from "./transfer";

const FORMS = [
  {
    form: "program",
    name: "Save program",
    file: ".py",
    words: "For the command line and for your own code.",
  },
  {
    form: "notebook",
    name: "Save notebook",
    file: ".ipynb",
    words:
      "The same program in cells with words and formulas, a plot, and the losses of this run beside its own.",
  },
] as const;

/** The button that offers the run’s networks as a program for PyTorch or as a notebook. */
export function PyTorchMenu({ disabled }: { readonly disabled: boolean }) {
  return (
    <Popover
      name="PyTorch code"
      button={{
        className: controls.text,
        title: "The same two networks in PyTorch",
        disabled,
        children: "PyTorch code",
      }}
      className={styles.menu}
    >
      {(close) => (
        <>
          {FORMS.map(({ form, name, file, words }) => (
            <div key={form} className={styles.form}>
              <button
                type="button"
                className={styles.save}
                onClick={() => {
                  close();
                  void exportPyTorch(form);
                }}
              >
                {name}
              </button>
              <span className={styles.file}>{file}</span>
              <p className={styles.words}>{words}</p>
            </div>
          ))}
          <p className={styles.open}>
            <b>Open in a notebook.</b> Save the notebook. In Colab choose <i>File → Upload notebook</i>, or
            start <code>jupyter lab</code> in its folder; then <i>Run all</i>. The page itself sends nothing.
          </p>
        </>
      )}
    </Popover>
  );
}
