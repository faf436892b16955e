import { formatNumber, formatTenTo } from "../../../math/number-format";
import { peakAt } from "../mathematics/powers";
import { LessonFigure } from "./lesson-figure";
import { Mark } from "./looks";
import { Plot, powersAround } from "./plot";

interface PowersFigureProps {
  /** log₁₀ ‖Wᵏ‖₂, k = 0 … */
  readonly norms: readonly number[];
  /** ρ(W). */
  readonly radius: number;
  readonly singularMax: number;
  /** What makes W non-normal. */
  readonly coupling: number;
}

/** The sentence's verdict: what a gradient does that is multiplied by W again and again. */
function story(norms: readonly number[]): string {
  const steps = norms.length - 1;
  const peak = peakAt(norms);
  const [high, end] = [norms[peak], norms[steps]];
  if (high < 1e-9 && end > -1e-9) return `‖Wᵏ‖ stays 1 for all ${steps} steps.`;
  if (peak === 0) return `‖Wᵏ‖ falls to ${formatTenTo(end)} in ${steps} steps.`;
  if (peak < steps)
    return `‖Wᵏ‖ grows to ${formatTenTo(high)} at k = ${peak} before it falls to ${formatTenTo(end)}.`;
  return `‖Wᵏ‖ grows to ${formatTenTo(end)} in ${steps} steps.`;
}

/** The norm of the powers against k, between ρᵏ and σ_maxᵏ. */
export function PowersFigure({ norms, radius, singularMax, coupling }: PowersFigureProps) {
  const steps = norms.length - 1;
  const straight = (rate: number) => [
    [0, 0] as const,
    [steps, Math.max(-1e3, Math.log10(rate) * steps)] as const,
  ];
  const lines = [
    { name: "ρᵏ", look: "reference", points: straight(radius) },
    { name: "‖Wᵏ‖₂", look: "ink", points: norms.map((norm, k) => [k, norm] as const) },
  ] as const;
  const [low, high] = powersAround(norms, -40);
  const peak = peakAt(norms);
  return (
    <LessonFigure
      name="Norm of the powers of W"
      shape="tall"
      settings={`ρ(W) = ${formatNumber(radius)} · σ_max(W) = ${formatNumber(singularMax)} · coupling s = ${formatNumber(coupling)}`}
      summary={story(norms)}
      table={{
        columns: ["k", "‖Wᵏ‖₂", "ρᵏ", "σ_maxᵏ"],
        rows: () => norms.map((norm, k) => [k, 10 ** norm, radius ** k, singularMax ** k]),
      }}
    >
      {(size) => (
        <Plot
          size={size}
          x={{ name: "k, steps back", scale: "linear", domain: [0, steps] }}
          y={{ name: "", scale: "powers", domain: [low, high] }}
          lines={lines}
          band={{ name: "bounds", upper: straight(singularMax), lower: straight(radius) }}
        >
          {(area) =>
            norms[peak] > 0.1 &&
            peak < steps && (
              <>
                <Mark look="ink" x={area.x(peak)} y={area.y(norms[peak])} r={size.fontSize * 0.32} />
                <text
                  x={area.x(peak) + size.fontSize * 0.7}
                  y={area.y(norms[peak]) - size.fontSize * 0.4}
                  fontSize={size.fontSize}
                  fill="var(--ink-2)"
                >
                  {formatNumber(10 ** norms[peak])} at k = {peak}
                </text>
              </>
            )
          }
        </Plot>
      )}
    </LessonFigure>
  );
}
