import { LANE_KEYS } from "../lanes";
import { formatCount, formatTenTo } from "../math/number-format";
import { deadUnits, JACOBIAN_LINES } from "./jacobian-curves";
import type { JacobianProps } from "./props";
import { naming, type Sentence } from "./sentence";

/** What becomes of a change in h_0 until T: the values of the view's two lines at t = 0, lane by lane. */
export function jacobianSummary({ run, view, steps, lanes }: JacobianProps): Sentence {
  const { heavy, light } = JACOBIAN_LINES[view];
  const values = LANE_KEYS.flatMap((lane) => {
    const { measures } = lanes[lane];
    if (!measures) return [];
    const at0 = (of: typeof heavy.of) => formatTenTo(of(measures)[0]);
    return [
      {
        name: naming(run.lanes, lane),
        heavy: at0(heavy.of),
        light: at0(light.of),
        why: deadUnits(lanes[lane]),
      },
    ];
  });
  if (values.length === 0) return ["∂h_T/∂h_t is being measured."];
  const list = (say: (value: (typeof values)[number]) => string): Sentence =>
    values.flatMap((value, i) => [`${i === 0 ? "" : ", "}by ${say(value)} in `, value.name]);
  const when = measuredText(lanes);
  if (view === "jacobian") {
    const range = ({ light: least, heavy: most, why }: (typeof values)[number]) => {
      const reason = least === "0" && why ? ` (${why})` : "";
      return least === most ? `${most}${reason}` : `${least}${reason} to ${most}`;
    };
    return [`Over ${steps} steps a change in h is multiplied `, ...list(range), when];
  }
  return [
    `Over ${steps} steps W alone multiplies the largest direction `,
    ...list((value) => value.heavy),
    `; σ′ alone by ${values.map((value) => value.light).join(" and ")}${when}`,
  ];
}

/** The end of the sentence: of which steps it is, where that is not the one shown. */
function measuredText(lanes: JacobianProps["lanes"]): string {
  const steps = [lanes.a.measuredAt, lanes.b.measuredAt].filter((step) => step !== undefined);
  return steps.length > 0
    ? `, as measured at step ${[...new Set(steps)].map(formatCount).join(" and ")}.`
    : ".";
}
