import type { Plan } from "../../experiments/plan";

/** How a network looks in every figure: by colour, by dash and by shape. */
export interface NetworkLook {
  /** CSS variable of its words. */
  readonly ink: string;
  /** CSS variable of its lines and marks. */
  readonly mark: string;
  readonly dash: string | undefined;
}

/** The plain network, or the first one, looks like lane A of the lab, the exact exp like lane B. */
const LANE_A: NetworkLook = { ink: "--lane-a", mark: "--lane-a-mark", dash: "7 4" };
const LANE_B: NetworkLook = { ink: "--lane-b", mark: "--lane-b-mark", dash: undefined };
const OTHERS: readonly NetworkLook[] = [
  { ink: "--series-3", mark: "--series-3", dash: "10 3 2 3" },
  { ink: "--series-4", mark: "--series-4", dash: "4 3" },
  { ink: "--series-5", mark: "--series-5", dash: "2 3" },
  { ink: "--series-6", mark: "--series-6", dash: "12 3" },
  { ink: "--series-7", mark: "--series-7", dash: "5 2 2 2 2 2" },
];

/** The look of each network of a plan, by its name. */
export function looksOf({ networks }: Pick<Plan, "networks">): ReadonlyMap<string, NetworkLook> {
  const unitary = networks.find(({ settings }) => settings.rule === "exp");
  const plain =
    networks.find(({ settings }) => settings.rule === "none") ?? networks.find((one) => one !== unitary);
  let next = 0;
  return new Map(
    networks.map((network) => {
      if (network === plain) return [network.name, LANE_A];
      if (network === unitary) return [network.name, LANE_B];
      return [network.name, OTHERS[next++ % OTHERS.length]];
    }),
  );
}
