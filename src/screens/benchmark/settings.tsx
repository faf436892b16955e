import { type Plan, typicalTotal } from "../../benchmark/estimate";
import { SIZES } from "../../benchmark/size";
import { CELL_IDS, CELLS } from "../../kernels/cells";
import { ChoiceField } from "../../ui/choice-field";
import { type BenchmarkChoice, planOf, usesGpu } from "./choice";
import { formatDuration } from "./duration";
import styles from "./Settings.module.css";
import type { Gpu } from "./use-gpu";

const SAMPLES = [5, 15, 30];

interface CheckOptionProps {
  readonly label: string;
  readonly beside: string;
  readonly checked: boolean;
  readonly disabled: boolean;
  readonly onChange: (checked: boolean) => void;
}

function CheckOption({ label, beside, checked, disabled, onChange }: CheckOptionProps) {
  return (
    <label className={styles.check}>
      <input
        type="checkbox"
        checked={checked}
        disabled={disabled}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      <span translate="no">{label}</span>
      <span className={styles.beside}>{beside}</span>
    </label>
  );
}

const GPU_REMARKS: Readonly<Record<Gpu, string>> = {
  unknown: "",
  card: "",
  program: "in software, no graphics card: slow",
  none: "no adapter here",
};

interface Props {
  readonly choice: BenchmarkChoice;
  readonly gpu: Gpu;
  readonly plan: Plan;
  readonly running: boolean;
  readonly onChange: (choice: BenchmarkChoice) => void;
}

/** The choice of what to measure, with estimated times. */
export function Settings({ choice, gpu, plan, running, onChange }: Props) {
  const change = (part: Partial<BenchmarkChoice>) => onChange({ ...choice, ...part });
  return (
    <>
      <fieldset className={styles.group}>
        <legend>Sizes</legend>
        {SIZES.map((size) => (
          <CheckOption
            key={`${size.units} ${size.batch} ${size.steps}`}
            label={`n ${size.units} · batch ${size.batch} · T ${size.steps}`}
            beside={
              plan.contenders.length > 0
                ? `≈ ${formatDuration(typicalTotal({ ...plan, sizes: [size] }))}`
                : ""
            }
            checked={choice.sizes.includes(size)}
            disabled={running}
            onChange={(checked) =>
              change({
                sizes: checked ? [...choice.sizes, size] : choice.sizes.filter((other) => other !== size),
              })
            }
          />
        ))}
      </fieldset>
      <fieldset className={styles.group}>
        <legend>Backends</legend>
        <CheckOption
          label="WebAssembly"
          beside=""
          checked={choice.wasm}
          disabled={running}
          onChange={(wasm) => change({ wasm })}
        />
        <CheckOption
          label="WebGPU"
          beside={GPU_REMARKS[gpu]}
          checked={usesGpu(choice, gpu)}
          disabled={running || gpu === "none" || gpu === "unknown"}
          onChange={(webgpu) => change({ webgpu })}
        />
      </fieldset>
      <ChoiceField
        label="Cell"
        value={choice.cell}
        options={CELL_IDS.map((cell) => ({ value: cell, label: CELLS[cell].label, disabled: running }))}
        onChange={(cell) => change({ cell })}
      />
      <ChoiceField
        label="Repetitions"
        value={String(choice.samples)}
        options={SAMPLES.map((samples) => ({
          value: String(samples),
          label: String(samples),
          disabled: running,
        }))}
        onChange={(samples) => change({ samples: Number(samples) })}
        hint={`A contender that takes seconds per step is measured ${planOf(choice, gpu).sampling.slowSamples} times.`}
      />
    </>
  );
}
