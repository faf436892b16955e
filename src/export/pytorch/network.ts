import type { LaneConfig } from "../../config/schema";
import { SCAN_ACTIVATIONS, scanned } from "../../kernels/activations";
import type { LaneKey } from "../../lanes";
import { pythonRule } from "./rule";
import type { Part } from "./source";
import { pythonBounds } from "./start";

/** σ of a lane. */
function activation({ activation, numbers }: LaneConfig): Part {
  const file = (name: string) => `activations/${name}`;
  const complex = numbers === "complex";
  const id = scanned(activation, complex);
  const name = id.replaceAll("-", "_");
  if (!complex || SCAN_ACTIVATIONS[id].wgsl.kind === "paired")
    return { needs: [file(name)], expression: name };
  return { needs: [file(name), file("by_parts")], expression: `by_parts(${name})` };
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
