import type { LaneConfig } from "../../config/schema";
import type { LaneKey } from "../../lanes";
import { pythonRule } from "./rule";
import type { Part } from "./source";
import { pythonBounds } from "./start";

/** σ of a lane. */
function activation({ activation: id, numbers }: LaneConfig): Part {
  const file = (name: string) => `activations/${name}`;
  if (numbers === "real") return { needs: [file(id)], expression: id };
  if (id === "modrelu") return { needs: [file("modrelu_complex")], expression: "modrelu_complex" };
  return { needs: [file(id), file("by_parts")], expression: `by_parts(${id})` };
}

/** One lane's network with its rule and optimiser. @throws RangeError as {@link pythonRule} */
export function pythonNetwork(config: LaneConfig, lane: LaneKey): Part {
  const { optimiser, rate, clip, numbers } = config;
  const rule = pythonRule(config, lane);
  const sigma = activation(config);
  const bounds = pythonBounds(config);
  const complex = numbers === "complex";
  const given = {
    rule: rule.expression,
    sigma: sigma.expression,
    v_bound: bounds.v,
    u_bound: bounds.u,
    optimiser,
    rate,
    ...(clip > 0 ? { clip } : {}),
  };
  const lines = Object.entries(given).map(([name, value]) => `        ${name}=${value},`);
  return {
    needs: [
      ...sigma.needs,
      `optimisers/${optimiser}`,
      ...rule.needs,
      "network",
      ...(complex ? ["complex_network"] : []),
    ],
    expression: `    ${complex ? "ComplexNetwork" : "Network"}(\n        "${lane}",\n${lines.join("\n")}\n    ),`,
  };
}
