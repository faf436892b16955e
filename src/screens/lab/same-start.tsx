import { useRef } from "react";
import { DEFAULT_CONFIG, isUnconstrained, type LaneConfig, type RunConfig } from "../../config/schema";
import { INITIALISATIONS } from "../../initialisations";
import { RULES } from "../../rules";
import { lab, useLab } from "../../store/use-lab";
import styles from "./Remarks.module.css";

type Start = Pick<LaneConfig, "rule" | "init" | "gain">;

/** Whether B’s W starts orthogonal by an initialisation that A can use as well. */
const offered = ({ b }: RunConfig) => INITIALISATIONS[b.init].orthogonal && !RULES[b.rule].drawsStart;

/** Makes lane A a plain RNN that starts orthogonal by B's initialisation, from a draw of its own, and back. */
export function SameStart() {
  const config = useLab((state) => state.config);
  const before = useRef<Start>(DEFAULT_CONFIG.a);
  if (!offered(config)) return null;
  const { a, b } = config;
  const checked = isUnconstrained(a.rule) && a.init === b.init;
  const change = () => {
    const { rule, init, gain } = before.current;
    if (!checked) before.current = { rule: a.rule, init: a.init, gain: a.gain };
    const start = checked ? { rule, init, gain } : { rule: "none" as const, init: b.init };
    lab.open({ ...config, a: { ...a, ...start } });
  };
  return (
    <label
      className={styles.check}
      title={`Lane A becomes an unconstrained RNN whose W is drawn as B’s is (${INITIALISATIONS[b.init].label}): the same kind of matrix, another draw. The run starts again.`}
    >
      <input type="checkbox" checked={checked} onChange={change} />
      <span>
        <b>A</b>: RNN, orthogonal start like B’s
      </span>
    </label>
  );
}
