import { Formula } from "../../ui/formula";
import styles from "./Lesson.module.css";
import { type Said, say, typeset } from "./mathematics/said";
import { SaidText } from "./said";

/** The letters of the lesson, in the order in which the equations use them. */
const LETTERS: readonly { readonly letter: string; readonly meaning: Said }[] = [
  {
    letter: tex`t,\;T`,
    meaning: say`the time step, ${typeset(tex`t=1,\dots,T`)}, and the length of the sequence`,
  },
  { letter: tex`x_t`, meaning: say`the input at time step ${typeset(tex`t`)}` },
  {
    letter: tex`h_t`,
    meaning: say`the hidden state: ${typeset(tex`n`)} numbers, one per hidden unit; ${typeset(tex`h_0=0`)}`,
  },
  {
    letter: tex`z_t`,
    meaning: say`what the activation is applied to: ${typeset(tex`z_t=W h_{t-1}+V x_t+b`)}`,
  },
  {
    letter: tex`\sigma,\;\sigma'`,
    meaning: say`the activation, applied to each unit, and its slope`,
  },
  {
    letter: tex`W`,
    meaning: say`the recurrent matrix, ${typeset(tex`n\times n`)}: it carries the state to the next time step`,
  },
  { letter: tex`V,\;U`, meaning: say`the input matrix and the output matrix` },
  { letter: tex`b,\;c`, meaning: say`the biases: one number per unit, and one per output` },
  { letter: tex`y_t`, meaning: say`the output at time step ${typeset(tex`t`)}` },
  {
    letter: tex`L_T`,
    meaning: say`the loss at the last time step: how wrong the output ${typeset(tex`y_T`)} is`,
  },
];

/** What a recurrent network is: its equations, and the meaning of every letter in them. */
export function Opening() {
  return (
    <div className={styles.row}>
      <div className={styles.words}>
        <p>
          A recurrent network reads a sequence one item at a time. What it remembers is a vector, its{" "}
          <em>hidden state</em>. At every time step it makes a new state from the last one and the input, and
          an output from the new state:
        </p>
        <Formula className={styles.formula} mathml={tex.block`h_t=\sigma(W h_{t-1}+V x_t+b)`} />
        <Formula className={styles.formula} mathml={tex.block`y_t=U h_t+c`} />
        <p>
          The matrices and biases are the same at every time step; training changes them, one{" "}
          <em>training step</em> after the other. To remember an early input, the network must carry it
          through W again and again, and to learn that it should, the error must come back the same way.
        </p>
      </div>
      <div className={styles.figures}>
        <dl className={styles.letters} aria-label="What each letter means">
          {LETTERS.map(({ letter, meaning }) => (
            <div key={letter}>
              <dt>
                <Formula mathml={letter} />
              </dt>
              <dd>
                <SaidText said={meaning} />
              </dd>
            </div>
          ))}
        </dl>
      </div>
    </div>
  );
}
