import type { LaneConfig } from "../../config/schema";
import { SCAN_ACTIVATIONS, scanned } from "../../kernels/activations";
import type { LaneKey } from "../../lanes";
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

/**
 * One lane: its network with its rule, and its optimiser.
 * @param drawnAs the lane whose random numbers it draws: its own, unless it is a copy
 * @throws RangeError as {@link pythonRule}
 */
export function pythonNetwork(config: LaneConfig, lane: LaneKey, drawnAs = lane): Part {
  const { optimiser, rate, clip, numbers } = config;
  const rule = pythonRule(config, drawnAs);
  const sigma = activation(config);
  const bounds = pythonBounds(config);
  const complex = numbers === "complex";
  const given = { rule: rule.expression, sigma: sigma.expression, v_bound: bounds.v, u_bound: bounds.u };
  const lines = Object.entries(given).map(([name, value]) => `    ${name}=${value},`);
  const trained = [`optimiser=${optimiser}`, `rate=${rate}`, ...(clip > 0 ? [`clip=${clip}`] : [])];
  return {
    needs: [
      ...sigma.needs,
      `optimisers/${optimiser}`,
      ...rule.needs,
      "network",
      ...(complex ? ["complex_network"] : []),
      "lane",
    ],
    expression: [
      `net_${lane} = ${complex ? "ComplexNetwork" : "Network"}(`,
      `    "${drawnAs}",`,
      ...lines,
      ").to(DEVICE)",
      `${lane} = Lane("${lane.toUpperCase()}", net_${lane}, ${trained.join(", ")})`,
    ].join("\n"),
  };
}
