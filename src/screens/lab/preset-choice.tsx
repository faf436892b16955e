import { matchingPreset, PRESETS, presetConfig } from "../../config/presets";
import { lab, useLab } from "../../store/use-lab";
import { ChoiceField } from "../../ui/choice-field";
import styles from "./PresetChoice.module.css";

const CUSTOM = { value: "custom", label: "Custom" };
const OPTIONS = PRESETS.map(({ id, label }) => ({ value: id, label }));

/** The list of presets. Choosing one starts a new run with its settings. */
export function PresetChoice() {
  const preset = useLab((state) => matchingPreset(state.config));
  const open = (id: string) => {
    const chosen = PRESETS.find((candidate) => candidate.id === id);
    if (chosen) lab.open(presetConfig(chosen, lab.state.config));
  };
  return (
    <div className={styles.preset}>
      <ChoiceField
        label="Preset"
        value={preset?.id ?? CUSTOM.value}
        options={preset ? OPTIONS : [CUSTOM, ...OPTIONS]}
        onChange={open}
        framed
      />
      {preset && <p className={styles.shows}>{preset.shows}</p>}
    </div>
  );
}
