import type { LaneConfig } from "../../config/schema";
import { SCAN_ACTIVATIONS, scanned } from "../../kernels/activations";
import { CELLS } from "../../kernels/cells";
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

/** The Python class of a lane’s network, and the arguments that it has besides the rule and the bounds. */
function network(config: LaneConfig): Part & { readonly given: Readonly<Record<string, string | number>> } {
  const { numbers, cell, forget } = config;
  const { gated, label, blocks } = CELLS[cell];
  if (gated) {
    const given = blocks.includes("f") ? { forget } : {};
    return { needs: ["draw", "gated_network", `cells/${cell}`], expression: `${label}Network`, given };
  }
  const { needs, expression: sigma } = activation(config);
  const isComplex = numbers === "complex";
  return {
    needs: [...needs, "draw", "network", ...(isComplex ? ["complex_network"] : [])],
    expression: isComplex ? "ComplexNetwork" : "Network",
    given: { sigma },
  };
}

/**
 * One lane: its network with its rule, and its optimiser.
 * @param drawnAs the lane whose random numbers it draws: its own, unless it is a copy
 * @throws RangeError as {@link pythonRule}
 */
export function pythonNetwork(config: LaneConfig, lane: LaneKey, drawnAs = lane): Part {
  const { optimiser, rate, clip } = config;
  const rule = pythonRule(config, drawnAs);
  const net = network(config);
  const bounds = pythonBounds(config);
  const given = { rule: rule.expression, ...net.given, v_bound: bounds.v, u_bound: bounds.u };
  const lines = Object.entries(given).map(([name, value]) => `    ${name}=${value},`);
  const trained = [`optimiser=${optimiser}`, `rate=${rate}`, ...(clip > 0 ? [`clip=${clip}`] : [])];
  return {
    needs: [`optimisers/${optimiser}`, ...rule.needs, ...net.needs, "lane"],
    expression: [
      `net_${lane} = ${net.expression}(`,
      `    "${drawnAs}",`,
      ...lines,
      ").to(DEVICE)",
      `${lane} = Lane("${lane.toUpperCase()}", net_${lane}, ${trained.join(", ")})`,
    ].join("\n"),
  };
}
