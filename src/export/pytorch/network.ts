import type { LaneConfig } from "../../config/schema";
import { SCAN_ACTIVATIONS, scanned } from "../../kernels/activations";
import type { LaneKey } from "../../lanes";
import { RULES } from "../../rules";
import { pythonRule } from "./rule";
import type { Part } from "./source";
import { pythonBounds } from "./start";

/** σ of a lane. */
export function activation({ activation, numbers }: LaneConfig): Part {
  const file = (name: string) => `activations/${name}`;
  const complex = numbers === "complex";
  const id = scanned(activation, complex);
  const name = id.replaceAll("-", "_");
  if (!complex || SCAN_ACTIVATIONS[id].wgsl.kind === "paired")
    return { needs: [file(name)], expression: name };
  return { needs: [file(name), file("by_parts")], expression: `by_parts(${name})` };
}

/** The Python class of a lane's network. */
function networkClass({ numbers, rule }: LaneConfig): {
  readonly needs: readonly string[];
  readonly name: string;
} {
  if (RULES[rule].diagonal)
    return { needs: ["network", "complex_network", "diagonal_network"], name: "DiagonalNetwork" };
  if (numbers === "complex") return { needs: ["network", "complex_network"], name: "ComplexNetwork" };
  return { needs: ["network"], name: "Network" };
}

/**
 * One lane: its network with its rule, and its optimiser.
 * @param drawnAs the lane whose random numbers it draws: its own, unless it is a copy
 * @throws RangeError as {@link pythonRule}
 */
export function pythonNetwork(config: LaneConfig, lane: LaneKey, drawnAs = lane): Part {
  const { optimiser, rate, clip } = config;
  const rule = pythonRule(config, drawnAs);
  const sigma = activation(config);
  const bounds = pythonBounds(config);
  const { needs, name } = networkClass(config);
  const given = { rule: rule.expression, sigma: sigma.expression, v_bound: bounds.v, u_bound: bounds.u };
  const lines = Object.entries(given).map(([name, value]) => `    ${name}=${value},`);
  const trained = [`optimiser=${optimiser}`, `rate=${rate}`, ...(clip > 0 ? [`clip=${clip}`] : [])];
  return {
    needs: [...sigma.needs, `optimisers/${optimiser}`, ...rule.needs, ...needs, "lane"],
    expression: [
      `net_${lane} = ${name}(`,
      `    "${drawnAs}",`,
      ...lines,
      ").to(DEVICE)",
      `${lane} = Lane("${lane.toUpperCase()}", net_${lane}, ${trained.join(", ")})`,
    ].join("\n"),
  };
}
