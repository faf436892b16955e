import type { LaneConfig } from "../../config/schema";
import { SCAN_ACTIVATIONS, scanned } from "../../kernels/activations";
import { CELLS } from "../../kernels/cells";
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

/** The Python class of a lane’s network, and the arguments that it has besides the rule and the bounds. */
function network(config: LaneConfig): Part & { readonly given: Readonly<Record<string, string | number>> } {
  const { rule, numbers, cell, forget } = config;
  const { gated, label, blocks } = CELLS[cell];
  if (gated) {
    const given = blocks.includes("f") ? { forget } : {};
    return { needs: ["draw", "gated_network", `cells/${cell}`], expression: `${label}Network`, given };
  }
  const sigma = activation(config);
  const needs = [...sigma.needs, "draw", "network"];
  const given = { sigma: sigma.expression };
  if (RULES[rule].diagonal)
    return {
      needs: [...needs, "complex_network", "diagonal_network"],
      expression: "DiagonalNetwork",
      given,
    };
  if (numbers === "complex")
    return { needs: [...needs, "complex_network"], expression: "ComplexNetwork", given };
  return { needs, expression: "Network", given };
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
