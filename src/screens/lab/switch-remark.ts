import { type SwitchMeasured, switchMeasured } from "../../config/presets";
import type { RunConfig } from "../../config/schema";
import { formatCount, formatNumber } from "../../math/number-format";

/** The remark on Naive and Exp at the present learning rate. */
export interface SwitchRemark {
  readonly text: string;
  /** Another measured rate: the one at which Naive breaks or, if that is set, one at which it does not. */
  readonly rate?: number;
}

const UNMEASURED = "Naive does not keep W unitary: the drift chart shows how far it strays.";

const of = (count: number, seeds: number) => (count === seeds ? `all ${seeds}` : `${count} of ${seeds}`);

/** Returns “Naive learns on 85 of 100 seeds, Exp on all 100”, or that Naive overflows if it mostly does. */
function clauses({ seeds, naive, exp }: SwitchMeasured): string {
  const ofExp = exp.learned === seeds ? `all ${seeds}` : String(exp.learned);
  return naive.stopped > naive.learned
    ? `Naive overflows on ${of(naive.stopped, seeds)} seeds, Exp learns on ${ofExp}`
    : `Naive learns on ${of(naive.learned, seeds)} seeds, Exp on ${ofExp}`;
}

/** Returns the counts of seeds if lane B was measured with these settings at this rate; else a general remark. */
export function switchRemark(config: RunConfig): SwitchRemark {
  const measured = switchMeasured(config);
  if (!measured) return { text: UNMEASURED };
  const { steps, atRates } = measured;
  const [calm, breaking] = [atRates[0], atRates[atRates.length - 1]];
  const here = atRates.find(({ lr }) => lr === config.lr);
  const rate = (here === breaking ? calm : breaking).lr;
  if (!here) return { text: UNMEASURED, rate };
  return {
    text: `${formatCount(steps)} steps at ${formatNumber(here.lr)}: ${clauses(here)}.`,
    rate,
  };
}
