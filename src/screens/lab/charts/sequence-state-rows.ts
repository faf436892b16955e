import { width } from "../../../kernels/cell-size";
import { LANE_KEYS, type LaneKey } from "../../../lanes";
import { formatNumber } from "../../../math/number-format";
import type { TimeRow } from "../../../plot/time-rows-layout";
import { lab } from "../../../store/use-lab";
import { LANE_LOOKS } from "../../lane-looks";
import type { SequenceShown } from "./sequence-shown";

/** The states of a lane’s units, [T, n]: h itself, or |h| of complex units. */
interface Units {
  readonly values: Float64Array;
  readonly units: number;
  readonly complex: boolean;
}

/** The rows of the figure *Sequence* with the hidden states of both networks. */
export function stateRows(shown: SequenceShown): readonly Omit<TimeRow, "block">[] {
  const parts = LANE_KEYS.map((lane) => {
    const units = unitsOf(lane, shown);
    return { lane, name: shown.run.lanes[lane], units, extent: units ? largest(units.values) : 0 };
  });
  return parts.map(({ lane, name, units, extent: found }, i) => {
    const extent = found || 1;
    return {
      key: `states of ${lane}`,
      series: lane,
      name: { text: name, ink: LANE_LOOKS[lane].ink },
      height: 1.8,
      ...(i === 0 ? { above: 1.65, captions: captionsOf(parts) } : { above: 0.3 }),
      content: {
        kind: "map",
        values: units?.values ?? new Float64Array(0),
        rows: units?.units ?? 1,
        range: units?.complex ? [0, extent] : [-extent, extent],
        stops: units?.complex ? "--heat" : "--diverging",
      },
    };
  });
}

interface Part {
  readonly name: string;
  readonly units: Units | null;
  /** Largest modulus. */
  readonly extent: number;
}

/** What the colours stand for, the longest text first. */
function captionsOf(parts: readonly Part[]): readonly string[] {
  const symbolOf = ({ units }: Part) => (units?.complex ? "|h_t|" : "h_t");
  const coloursOf = ({ units }: Part) => (units?.complex ? "dark 0" : "orange below 0, blue above");
  const [one, other] = parts;
  if (symbolOf(one) !== symbolOf(other)) {
    const each = (told: (part: Part) => string) =>
      `what they hold: ${parts.map((part) => `${part.name} ${symbolOf(part)}${told(part)}`).join(", ")}`;
    return [
      each((part) => ` (${coloursOf(part)}, to ${formatNumber(part.extent)})`),
      each((part) => ` (to ${formatNumber(part.extent)})`),
      each(() => ""),
      "what they hold",
    ];
  }
  const kind = one.units?.complex ? "complex units" : "units";
  const scales = parts.map(({ name, extent }) => `${name} to ${formatNumber(extent)}`).join(", ");
  const of = `what they hold: ${symbolOf(one)} of ${one.units?.units ?? 0} ${kind}`;
  return [`${of}, ${coloursOf(one)} (${scales})`, `${of} (${scales})`, `what they hold: ${symbolOf(one)}`];
}

function unitsOf(lane: LaneKey, shown: SequenceShown): Units | null {
  const { answers } = shown.lanes[lane];
  const network = answers && lab.history.lane(lane).networks.upTo(answers.step);
  if (!answers || !network) return null;
  const { size } = network;
  const { units, complex } = size;
  const w = width(size);
  const values = new Float64Array(shown.steps * units);
  for (let t = 1; t <= shown.steps; t++)
    for (let i = 0; i < units; i++) {
      const re = answers.states[t * w + i];
      values[(t - 1) * units + i] = complex ? Math.hypot(re, answers.states[t * w + units + i]) : re;
    }
  return { values, units, complex };
}

const largest = (values: Float64Array) => values.reduce((max, value) => Math.max(max, Math.abs(value)), 0);
