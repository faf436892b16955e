import { matchingPreset, PRESETS, type Preset, presetConfig, seenOn } from "../../config/presets";
import { lab, useLab } from "../../store/use-lab";
import { ChoiceField } from "../../ui/choice-field";
import { Words } from "../../ui/words";
import styles from "./PresetChoice.module.css";

const CUSTOM = { value: "custom", label: "Custom" };
const OPTIONS = PRESETS.map(({ id, label }) => ({ value: id, label }));

/** Returns “Seen on 57 of 60 seeds.”; nothing if it was not measured. */
function seenText(preset: Preset): string {
  const [seen, tried] = seenOn(preset);
  if (tried === 0) return "";
  return `Seen on ${seen === tried ? `all ${tried}` : `${seen} of ${tried}`} seeds.`;
}

function open(id: string): void {
  const chosen = PRESETS.find((candidate) => candidate.id === id);
  if (chosen) lab.open(presetConfig(chosen, lab.state.config));
}

/** The list of presets. Choosing one starts a new run with its settings. */
export function PresetChoice({ framed = false }: { readonly framed?: boolean }) {
  const preset = useLab((state) => matchingPreset(state.config));
  return (
    <ChoiceField
      label="Preset"
      value={preset?.id ?? CUSTOM.value}
      options={preset ? OPTIONS : [CUSTOM, ...OPTIONS]}
      onChange={open}
      framed={framed}
    />
  );
}

/** What the preset shows, and on how many seeds it was seen; nothing if the settings are those of none. */
export function PresetSummary() {
  const preset = useLab((state) => matchingPreset(state.config));
  return (
    preset && (
      <p className={styles.shows}>
        <Words>{`${preset.shows} ${seenText(preset)}`}</Words>
      </p>
    )
  );
}
