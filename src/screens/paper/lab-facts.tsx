import { matchingPreset } from "../../config/presets";
import { type ConfigKey, FIELDS, getField, type RunConfig } from "../../config/schema";
import { keysOf } from "../../keys";
import { LANE_KEYS } from "../../lanes";
import { formatCount } from "../../math/number-format";
import { useLab } from "../../store/use-lab";
import { useMoment } from "../../store/use-moment";
import { type Fact, PaperFacts } from "../../ui/paper-facts";
import { changesText } from "../lab/change-text";
import { applies, fixedLength, valueLabel } from "../lab/option-labels";
import { laneNames } from "../lab/run-label";
import { machine } from "../lab/run-status";

/** What is said of the machine with its name, and what only a switch of the page means. */
const NOT_LISTED: readonly ConfigKey[] = ["backend", "exp"];

function facts(keys: readonly ConfigKey[], config: RunConfig): readonly Fact[] {
  return keys
    .filter((key) => applies(key, config) && !NOT_LISTED.includes(key))
    .map((key) => [FIELDS[key].label, valueLabel(key, getField(config, key))]);
}

const isOf = (lane: string) => (key: ConfigKey) => key.startsWith(`${lane}.`);

/** What the lab’s run is, in words: its preset, settings, changes, the step that is shown and the machine. */
export function LabFacts() {
  const { applied, backend, changes, fork, task } = useLab((state) => state);
  const { step } = useMoment();
  const all = keysOf(FIELDS);
  const names = laneNames(applied, fork);
  const length = fixedLength(applied);
  const ofRun = all.filter((key) => !LANE_KEYS.some((lane) => isOf(lane)(key)));
  const run: readonly Fact[] = [
    ["Preset", matchingPreset(applied)?.label ?? "none: own settings"],
    ...facts(ofRun, applied),
    ...(length === undefined ? [] : [["Sequence length", formatCount(length)] as const]),
    ["Shown", `step ${formatCount(step)}`],
    ...(backend ? [["Backend", machine(backend)] as const] : []),
  ];
  const story: readonly Fact[] = [
    ...(task ? [["Task", task.description] as const] : []),
    ...(fork ? [["Fork", `lane ${fork.lane.toUpperCase()} at step ${formatCount(fork.step)}`] as const] : []),
    ...(changes.length > 0 ? [["Changed", changesText(changes)] as const] : []),
  ];
  return (
    <PaperFacts
      name="The run"
      groups={[
        { name: "The run", facts: run },
        ...LANE_KEYS.map((lane) => ({
          name: `Lane ${lane.toUpperCase()}: ${names[lane]}`,
          facts: facts(all.filter(isOf(lane)), applied),
        })),
      ]}
      more={story}
    />
  );
}
