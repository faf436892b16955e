import { useAppearance } from "../store/appearance";
import styles from "./PaperFacts.module.css";

/** A name and its value. */
export type Fact = readonly [name: string, value: string];

interface PaperFactsProps {
  /** Accessible name. */
  readonly name: string;
  /** Lists beside each other, each with a heading. */
  readonly groups: readonly { readonly name: string; readonly facts: readonly Fact[] }[];
  /** Longer facts, below. */
  readonly more?: readonly Fact[];
}

function List({ facts }: { readonly facts: readonly Fact[] }) {
  return (
    <dl className={styles.list}>
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Settings as text, on paper; nothing on the screen, which has controls instead. */
export function PaperFacts({ name, groups, more = [] }: PaperFactsProps) {
  const printing = useAppearance((state) => state.printing);
  if (!printing) return null;
  return (
    <section className={styles.facts} aria-label={name} data-paper="facts">
      <div className={styles.groups}>
        {groups.map((group) => (
          <div key={group.name}>
            <h2 className={styles.heading}>{group.name}</h2>
            <List facts={group.facts} />
          </div>
        ))}
      </div>
      {more.length > 0 && <List facts={more} />}
    </section>
  );
}
