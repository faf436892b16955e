import { useEffect, useRef, useState } from "react";
import { messageOf } from "../../../errors";
import { usePictureLook } from "../../../export/picture-choice";
import { formatCount } from "../../../math/number-format";
import { ChoiceField } from "../../../ui/choice-field";
import { Words } from "../../../ui/words";
import { CHARTS, ON_PAGE } from "../charts/index";
import { rememberedSteps } from "../history-slider";
import { type Encodable, encodable, encodingRemark, FORMATS, type FormatId } from "./encoder";
import styles from "./FilmDialog.module.css";
import { ALL_CHARTS, closeFilm, useFilm } from "./film";
import { makeFilm, type Progress, shotsFor } from "./make-film";
import { frameCount, type Pace } from "./schedule";
import { FILM_SIZES, type FilmSizeId, GIF_SIZES, maxGifFrames, VIDEO_SIZES } from "./size";

interface Chosen {
  readonly of: string;
  readonly format: FormatId;
  readonly size: FilmSizeId;
  readonly from: number;
  readonly to: number;
  readonly seconds: number;
  readonly fps: number;
  readonly pace: Pace;
}

/** Frames per second that are offered, and that a GIF, whose frames last whole hundredths of a second, has. */
const RATES = [10, 15, 25, 30, 60] as const;
const [VIDEO_RATE, GIF_RATE] = [30, 10];
const MAX_SECONDS = 120;

const PACES = [
  { value: "even", label: "evenly" },
  { value: "early", label: "slower at first (logarithmic)" },
] as const;

/** What was chosen last, besides the stretch of the run. */
let last = { seconds: 10, pace: "even" as Pace };

const within = (value: number, low: number, high: number) =>
  Number.isFinite(value) ? Math.min(high, Math.max(low, value)) : low;

/** The settings of a film of the run, and its progress. */
export function FilmDialog() {
  const dialog = useRef<HTMLDialogElement>(null);
  // The run may go on, or give way to another, while the dialog is open.
  const steps = rememberedSteps();
  const [first, newest] = [steps[0] ?? 0, steps[steps.length - 1] ?? 0];
  const [can, setCan] = useState<Encodable | null>(null);
  const [chosen, setChosen] = useState<Chosen>(() => ({
    of: useFilm.getState().of ?? ALL_CHARTS,
    format: "mp4",
    size: "full",
    from: first,
    to: newest,
    fps: VIDEO_RATE,
    ...last,
  }));
  const [progress, setProgress] = useState<Progress | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const abort = useRef<AbortController | null>(null);
  const { theme } = usePictureLook();

  useEffect(() => {
    dialog.current?.showModal();
    return () => abort.current?.abort();
  }, []);
  useEffect(() => {
    let wanted = true;
    encodable(FILM_SIZES[chosen.size]).then((found) => {
      if (!wanted) return;
      setCan(found);
      // Until something is chosen, the first that the browser can make.
      setChosen((now) =>
        now.format === "gif" || found[now.format] ? now : withFormat(now, offered(found)[0]),
      );
    });
    return () => {
      wanted = false;
    };
  }, [chosen.size]);

  const set = (part: Partial<Chosen>) => setChosen((now) => ({ ...now, ...part }));
  const hasMoments = steps.some((step) => step >= chosen.from && step <= chosen.to);
  const shots = hasMoments ? shotsFor(chosen).length : 0;
  const most = maxGifFrames(FILM_SIZES[chosen.size]);
  const isTooMuch = chosen.format === "gif" && shots > most;
  const save = async () => {
    abort.current = new AbortController();
    last = { seconds: chosen.seconds, pace: chosen.pace };
    setFailure(null);
    setProgress({ made: 0, of: frameCount(chosen), left: null });
    try {
      const charts = chosen.of === ALL_CHARTS ? ON_PAGE : CHARTS.filter(({ id }) => id === chosen.of);
      const settings = { ...chosen, charts, size: FILM_SIZES[chosen.size], theme };
      await makeFilm(settings, setProgress, abort.current.signal);
      dialog.current?.close();
    } catch (error) {
      if (!abort.current.signal.aborted) setFailure(`The film was not made. ${messageOf(error)}`);
    }
    setProgress(null);
  };

  return (
    <dialog ref={dialog} className={styles.film} aria-label="Save film" onClose={closeFilm}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <h2>Save film</h2>
        <fieldset disabled={progress !== null} className={styles.settings}>
          <ChoiceField
            label="Shows"
            value={chosen.of}
            options={[
              { value: ALL_CHARTS, label: "all charts" },
              ...ON_PAGE.map(({ id, name }) => ({ value: id, label: name })),
            ]}
            onChange={(value) => set({ of: value })}
          />
          <ChoiceField
            label="Format"
            value={chosen.format}
            options={(can ? offered(can) : [chosen.format]).map((value) => ({
              value,
              label: value === "gif" ? "GIF, animated" : FORMATS[value].label,
            }))}
            onChange={(format) => setChosen((now) => withFormat(now, format))}
          />
          <ChoiceField
            label="Size"
            value={chosen.size}
            options={(chosen.format === "gif" ? GIF_SIZES : VIDEO_SIZES).map((value) => ({
              value,
              label: FILM_SIZES[value].label,
            }))}
            onChange={(size) => set({ size })}
          />
          <NumberField
            label="From step"
            value={chosen.from}
            low={first}
            high={chosen.to}
            onChange={(from) => set({ from })}
          />
          <NumberField
            label="To step"
            value={chosen.to}
            low={chosen.from}
            high={newest}
            onChange={(to) => set({ to })}
          />
          <NumberField
            label="Seconds"
            value={chosen.seconds}
            low={1}
            high={MAX_SECONDS}
            onChange={(seconds) => set({ seconds })}
          />
          <ChoiceField
            label="Frames per second"
            value={String(chosen.fps)}
            options={RATES.map((rate) => ({ value: String(rate), label: String(rate) }))}
            onChange={(fps) => set({ fps: Number(fps) })}
          />
          <ChoiceField
            label="Steps pass"
            value={chosen.pace}
            options={PACES}
            onChange={(pace) => set({ pace })}
          />
        </fieldset>
        <p className={styles.remark}>
          <Words>
            {hasMoments
              ? `Frames: ${formatCount(frameCount(chosen))}. Moments of the run in them: ${formatCount(shots)}, each the nearest that is remembered; its step is in the picture.`
              : "No moment of this stretch is remembered: choose a longer one."}
            {isTooMuch &&
              ` A GIF of this size holds ${formatCount(most)} moments: make it smaller, shorter, or with fewer frames per second.`}
            {chosen.format === "gif" &&
              " A GIF has at most 1280 × 720 pixels: all its frames are held in memory while it is made."}
            {can && encodingRemark(can) && ` ${encodingRemark(can)}`}
          </Words>
        </p>
        {progress && (
          <div className={styles.progress}>
            <progress aria-label="Progress of the film" max={progress.of} value={progress.made} />
            <span role="status" aria-label="Film">
              <Words>{progressText(progress)}</Words>
            </span>
          </div>
        )}
        {failure && (
          <p role="alert" className={styles.failure}>
            {failure}
          </p>
        )}
        <div className={styles.buttons}>
          {progress ? (
            <button type="button" onClick={() => abort.current?.abort()}>
              Cancel
            </button>
          ) : (
            <>
              <button type="button" onClick={() => dialog.current?.close()}>
                Close
              </button>
              <button type="submit" className={styles.save} disabled={!can || !hasMoments || isTooMuch}>
                Save film
              </button>
            </>
          )}
        </div>
      </form>
    </dialog>
  );
}

/** The formats that the browser can make. */
const offered = ({ mp4, webm }: Encodable): readonly FormatId[] => [
  ...(mp4 ? (["mp4"] as const) : []),
  ...(webm ? (["webm"] as const) : []),
  "gif",
];

/** The settings with another format, and a size and a rate that suit it. */
function withFormat(chosen: Chosen, format: FormatId): Chosen {
  if ((format === "gif") === (chosen.format === "gif")) return { ...chosen, format };
  return format === "gif"
    ? { ...chosen, format, size: GIF_SIZES[0], fps: GIF_RATE }
    : { ...chosen, format, size: VIDEO_SIZES[0], fps: VIDEO_RATE };
}

function progressText({ made, of, left }: Progress): string {
  if (made === of) return "writing the file";
  const frames = `frame ${formatCount(made)} of ${formatCount(of)}`;
  return left === null
    ? frames
    : `${frames}, about ${formatCount(Math.max(1, Math.round(left / 1000)))} s left`;
}

function NumberField({
  label,
  value,
  low,
  high,
  onChange,
}: {
  readonly label: string;
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly onChange: (value: number) => void;
}) {
  const [draft, setDraft] = useState<string | null>(null);
  const finish = () => {
    if (draft !== null) onChange(within(Math.round(Number(draft.replace(",", "."))), low, high));
    setDraft(null);
  };
  return (
    <label className={styles.number}>
      <span>{label}</span>
      <input
        type="text"
        inputMode="numeric"
        autoComplete="off"
        value={draft ?? String(value)}
        onChange={(event) => setDraft(event.currentTarget.value)}
        onBlur={finish}
        onKeyDown={(event) => event.key === "Enter" && finish()}
      />
    </label>
  );
}
