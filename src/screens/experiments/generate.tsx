import { useState } from "react";
import { formatCount, formatPercent } from "../../math/number-format";
import type { ModelName } from "../../store/experiment-archive";
import { useExperiments } from "../../store/use-experiments";
import { useLab } from "../../store/use-lab";
import { TASKS } from "../../tasks";
import { ChoiceField, type Option } from "../../ui/choice-field";
import { LinearSlider } from "../../ui/linear-slider";
import { NumberEntry } from "../../ui/number-entry";
import { Words } from "../../ui/words";
import { OnPaper } from "../paper/on-paper";
import styles from "./Generate.module.css";
import { LAB_LANES, type Page, useWriting } from "./use-writing";

const MAX_TEMPERATURE = 2;
const formatTemperature = (temperature: number) => temperature.toFixed(2);

/** Two trained networks continue the same prompt. */
export function Generate() {
  const models = useExperiments((state) => state.models);
  const options = useSources(models);
  const [chosen, setChosen] = useState<readonly [string | null, string | null]>([null, null]);
  const able = options.filter(({ disabled }) => !disabled).map(({ value }) => value);
  const pick = (i: 0 | 1) => {
    const wanted = chosen[i];
    if (wanted !== null && able.includes(wanted)) return wanted;
    return able[Math.min(i, able.length - 1)] ?? "";
  };
  const sources = [pick(0), pick(1)] as const;
  const [prompt, setPrompt] = useState("It is a truth universally acknowledged, that");
  const [temperature, setTemperature] = useState(0.7);
  const [seed, setSeed] = useState(1);
  const run = useLab((state) => (sources.some((source) => LAB_LANES[source]) ? state.run : null));
  const { pages, writing, start, one, stop } = useWriting({
    sources,
    prompt,
    manner: { temperature, seed },
    run,
  });
  return (
    <section
      className={styles.section}
      aria-labelledby="generate"
      data-paper={pages.some(({ text }) => text !== "") ? "written" : "none"}
    >
      <h2 id="generate" className={styles.title}>
        Generate
      </h2>
      {able.length === 0 ? (
        <p className={styles.words}>
          Two networks that were trained on text continue a sentence here: run a plan on words or characters,
          or train on a text in the lab.
        </p>
      ) : (
        <>
          <p className={styles.words} data-paper="none">
            Each network reads the prompt and continues it, drawing every token from its own probabilities.
            Words that it does not know are read as one unknown word, and never written.
          </p>
          <OnPaper>
            <p className={styles.words}>
              Prompt “<bdi translate="no">{prompt}</bdi>”, temperature {formatTemperature(temperature)}, seed{" "}
              {seed}.
            </p>
          </OnPaper>
          <div className={styles.controls} data-paper="none">
            <label className={styles.prompt}>
              <span>Prompt</span>
              <input
                type="text"
                dir="auto"
                value={prompt}
                maxLength={4000}
                onChange={(event) => setPrompt(event.currentTarget.value)}
              />
            </label>
            <div className={styles.range}>
              <span>
                Temperature <output>{formatTemperature(temperature)}</output>
              </span>
              <LinearSlider
                label="Temperature"
                min={0}
                max={MAX_TEMPERATURE}
                step={0.05}
                value={temperature}
                format={formatTemperature}
                onChange={setTemperature}
              />
            </div>
            <div className={styles.seed}>
              <span>Seed</span>
              <NumberEntry field="seed" label="Seed" value={seed} format={String} onChange={setSeed} />
            </div>
            <div className={styles.buttons}>
              <button type="button" className={styles.main} onClick={() => (writing ? stop() : void start())}>
                {writing ? "Stop" : "Write"}
              </button>
              <button type="button" className={styles.button} disabled={writing} onClick={() => void one()}>
                Next token
              </button>
            </div>
          </div>
          <div className={styles.pages}>
            {([0, 1] as const).map((i) => (
              <div key={i} className={styles.page}>
                <ChoiceField
                  label={i === 0 ? "First network" : "Second network"}
                  value={sources[i]}
                  options={options}
                  onChange={(value) => setChosen(i === 0 ? [value, sources[1]] : [sources[0], value])}
                />
                <WrittenPage page={pages[i]} name={i === 0 ? "First text" : "Second text"} prompt={prompt} />
              </div>
            ))}
          </div>
        </>
      )}
    </section>
  );
}

interface WrittenPageProps {
  readonly page: Page;
  readonly name: string;
  /** Shown until something is written. */
  readonly prompt: string;
}

function WrittenPage({ page, name, prompt }: WrittenPageProps) {
  return (
    <>
      {page.trouble && (
        <p role="alert" className={styles.trouble}>
          {page.trouble}
        </p>
      )}
      <p
        className={styles.text}
        role="log"
        data-paper="text"
        aria-label={name}
        translate="no"
        data-waiting={page.text === "" ? prompt : undefined}
      >
        <span dir="auto">{page.text}</span>
      </p>
      {page.step !== null && (
        <p className={styles.words}>
          <Words>With its weights at step {formatCount(page.step)}.</Words>
        </p>
      )}
      <dl className={styles.bars} translate="no" aria-label={`${name}: what might have come`}>
        {page.candidates.map(({ symbol, probability, chosen }) => (
          <div key={symbol} className={chosen ? styles.chosen : styles.candidate}>
            <dt>
              <bdi>{symbol}</bdi>
            </dt>
            <dd>
              <span className={styles.bar} style={{ width: `${100 * probability}%` }} />
              <span className={styles.share}>{formatPercent(probability)}</span>
            </dd>
          </div>
        ))}
      </dl>
    </>
  );
}

/** Returns the available networks: the lab's lanes, and those of finished runs. */
function useSources(models: readonly ModelName[]): readonly Option[] {
  const ready = useLab((state) => state.phase === "ready");
  const text = useLab(({ applied }) => TASKS[applied.task].isText);
  const why = ready ? (text ? "" : " (its task is not text)") : " (not ready)";
  return [
    { value: "lab a", label: `Lab, lane A${why}`, disabled: why !== "" },
    { value: "lab b", label: `Lab, lane B${why}`, disabled: why !== "" },
    ...models.map(({ id, label }) => ({ value: id, label })),
  ];
}
