import { FIELDS, type ValueOf } from "../../config/schema";
import { filesText } from "../../experiments/own-data-plan";
import { type Plan, runCount, schemaKey } from "../../experiments/plan";
import type { Row } from "../../experiments/row";
import { formatCount } from "../../math/number-format";
import { type Fact, PaperFacts } from "../../ui/paper-facts";
import { valueLabel } from "../lab/option-labels";

function fact(name: string, values: readonly ValueOf[]): Fact {
  const key = schemaKey(name);
  const texts = values.map((value) => (key ? valueLabel(key, value) : value));
  return [key ? FIELDS[key].label : name, texts.join(", ")];
}

/** The data of the user's own that a plan is for. */
function dataFacts(plan: Plan): readonly Fact[] {
  return plan.data ? [["Data", `${filesText(plan)} (digest ${plan.data.digest})`]] : [];
}

/** What a plan is, in words on paper: its settings, its grid, its networks and how many of its runs are finished. */
export function PlanFacts({ plan, rows }: { readonly plan: Plan; readonly rows: readonly Row[] }) {
  const same = Object.entries(plan.settings).map(([name, value]) => fact(name, [value]));
  const grid = Object.entries(plan.grid).map(([name, values]) => fact(name, values));
  const networks = plan.networks.map(({ name, settings }): Fact => {
    const own = Object.entries(settings).map(([setting, value]) => fact(setting, [value]).join(" "));
    return [name, own.join(" · ")];
  });
  const finished = `${formatCount(rows.length)} of ${formatCount(runCount(plan))} runs`;
  return (
    <PaperFacts
      name="The plan"
      groups={[
        { name: "In every run", facts: [...same, ...dataFacts(plan)] },
        { name: "Varied", facts: [...grid, ["Finished", finished]] },
      ]}
      more={networks}
    />
  );
}
