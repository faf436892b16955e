import { useState } from "react";
import { figuresOf } from "../../address/keys";
import { useScreen } from "../../store/screen";
import { frameLink } from "../../store/share-link";
import { copyText } from "../../ui/copy-text";
import { Segmented } from "../../ui/segmented";
import { Words } from "../../ui/words";
import { useCarried } from "./carried";
import styles from "./EmbedCode.module.css";
import { namesOf } from "./figure-names";
import { frameCode, SIZES, type SizeId } from "./frame-code";

const THEMES = [
  { value: "visitor", label: "Visitor’s" },
  { value: "light", label: "Light" },
  { value: "dark", label: "Dark" },
] as const;
type ThemeChoice = (typeof THEMES)[number]["value"];

/** The screens with something to play. */
const PLAYED: readonly string[] = ["lab", "counterexample"];

/** The code that embeds this screen, or some of its figures, and the choices for it. */
export function EmbedCode() {
  const screen = useScreen((state) => state.screen);
  const ids = figuresOf(screen);
  const names = namesOf(screen);
  const [chosen, setChosen] = useState(ids.slice(0, 1));
  const [size, setSize] = useState<SizeId>("slide");
  const [play, setPlay] = useState(true);
  const [loop, setLoop] = useState(false);
  const [theme, setTheme] = useState<ThemeChoice>("visitor");
  const [said, setSaid] = useState("");

  const plays = PLAYED.includes(screen);
  const carried = useCarried(screen, plays && play);
  const link = frameLink({
    figures: chosen,
    play: plays && play,
    loop: plays && loop,
    theme: theme === "visitor" ? null : theme,
    ...carried.parts,
  });
  const title = ["Unitary RNN Lab", chosen.map((id) => names[id]).join(", ")].filter(Boolean).join(": ");
  const code = frameCode(link, title, size);
  const copy = async () => {
    const isCopied = await copyText(code);
    setSaid(isCopied ? "Code copied" : "The browser does not let the page copy: select the code.");
  };

  return (
    <div className={styles.form}>
      {ids.length > 0 && (
        <fieldset className={styles.figures}>
          <legend>Figures; none is all of them</legend>
          {ids.map((id) => (
            <label key={id}>
              <input
                type="checkbox"
                checked={chosen.includes(id)}
                onChange={({ currentTarget: { checked } }) =>
                  setChosen(checked ? [...chosen, id] : chosen.filter((each) => each !== id))
                }
              />
              {names[id]}
            </label>
          ))}
        </fieldset>
      )}
      {plays && (
        <div className={styles.row}>
          <label>
            <input
              type="checkbox"
              checked={play}
              onChange={(event) => setPlay(event.currentTarget.checked)}
            />
            Play when visible
          </label>
          <label>
            <input
              type="checkbox"
              checked={loop}
              onChange={(event) => setLoop(event.currentTarget.checked)}
            />
            Loop
          </label>
        </div>
      )}
      <label className={styles.size}>
        Size
        <select
          value={size}
          onChange={(event) => {
            const id = (Object.keys(SIZES) as SizeId[]).find((each) => each === event.currentTarget.value);
            if (id) setSize(id);
          }}
        >
          {Object.entries(SIZES).map(([id, { label }]) => (
            <option key={id} value={id}>
              {label}
            </option>
          ))}
        </select>
      </label>
      <Segmented label="Theme" options={THEMES} value={theme} onChange={setTheme} />
      {(carried.choices.length > 0 || carried.rest) && (
        <div className={styles.carried}>
          {carried.choices.map(({ id, label }) => (
            <label key={id}>
              <input
                type="checkbox"
                checked={carried.isIn(id)}
                onChange={(event) => carried.put(id, event.currentTarget.checked)}
              />
              <span>
                <Words>{label}</Words>
              </span>
            </label>
          ))}
          <p className={styles.words}>
            <Words>{carried.rest}</Words>
          </p>
        </div>
      )}
      <textarea
        className={styles.code}
        aria-label="Code"
        readOnly
        rows={5}
        value={code}
        translate="no"
        onFocus={(event) => event.currentTarget.select()}
      />
      <div className={styles.row}>
        <button type="button" className={styles.copy} onClick={copy}>
          Copy code
        </button>
        <span role="status" aria-label="Code">
          {said}
        </span>
      </div>
      <p className={styles.words}>
        A platform that puts it into a sandbox must allow scripts and the same origin. The manual has recipes
        for slides and learning platforms.
      </p>
    </div>
  );
}
