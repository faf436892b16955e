import styles from "./References.module.css";

interface Reference {
  readonly id: string;
  readonly authors: string;
  readonly title: string;
  readonly where: string;
  /** Id on arXiv. */
  readonly arxiv?: string;
}

/** The title of the lecture that the lesson follows. */
export const LECTURE = "Convergence of RNN under Unitary Weights";

const REFERENCES: readonly Reference[] = [
  {
    id: "deck",
    authors: "H. Chu",
    title: LECTURE,
    where: "slides, 29 April 2024: the lecture",
  },
  {
    id: "pascanu",
    authors: "R. Pascanu, T. Mikolov, Y. Bengio",
    title: "Understanding the exploding gradient problem",
    where:
      "2012; in its version of 2013, which proposes clipping, On the difficulty of training recurrent neural networks",
    arxiv: "1211.5063",
  },
  {
    id: "saxe",
    authors: "A. Saxe, J. McClelland, S. Ganguli",
    title: "Exact solutions to the nonlinear dynamics of learning in deep linear neural networks",
    where: "2014: orthogonal starts",
    arxiv: "1312.6120",
  },
  {
    id: "le",
    authors: "Q. V. Le, N. Jaitly, G. E. Hinton",
    title: "A simple way to initialize recurrent networks of rectified linear units",
    where: "2015",
    arxiv: "1504.00941",
  },
  {
    id: "arjovsky",
    authors: "M. Arjovsky, A. Shah, Y. Bengio",
    title: "Unitary evolution recurrent neural networks",
    where: "2015",
    arxiv: "1511.06464",
  },
  {
    id: "henaff",
    authors: "M. Henaff, A. Szlam, Y. LeCun",
    title: "Recurrent orthogonal networks and long-memory tasks",
    where: "2016",
    arxiv: "1602.06662",
  },
  {
    id: "wisdom",
    authors: "S. Wisdom, T. Powers, J. Hershey, J. Le Roux, L. Atlas",
    title: "Full-capacity unitary recurrent neural networks",
    where: "2016",
    arxiv: "1611.00035",
  },
  {
    id: "mhammedi",
    authors: "Z. Mhammedi, A. Hellicar, A. Rahman, J. Bailey",
    title: "Efficient orthogonal parametrisation of recurrent neural networks using Householder reflections",
    where: "2017",
    arxiv: "1612.00188",
  },
  {
    id: "lezcano-exp",
    authors: "M. Lezcano-Casado, D. Martínez-Rubio",
    title: "Cheap orthogonal constraints in neural networks",
    where: "2019: the exact gradient through exp",
    arxiv: "1901.08428",
  },
  {
    id: "lezcano-triv",
    authors: "M. Lezcano-Casado",
    title: "Trivializations for gradient-based optimization on manifolds",
    where: "2019: moving the base",
    arxiv: "1909.09501",
  },
  {
    id: "bader",
    authors: "P. Bader, S. Blanes, F. Casas",
    title: "Computing the matrix exponential with an optimized Taylor polynomial approximation",
    where: "Mathematics 7(12), 2019",
  },
];

/** The references of the lesson. */
export function References() {
  return (
    <section className={styles.references} aria-labelledby="references-title">
      <h3 id="references-title">References</h3>
      <ul>
        {REFERENCES.map(({ id, authors, title, where, arxiv }) => (
          <li key={id}>
            {authors}: <cite>{title}</cite>, {where}
            {arxiv && (
              <>
                , <a href={`https://arxiv.org/abs/${arxiv}`}>arXiv:{arxiv}</a>
              </>
            )}
            .
          </li>
        ))}
      </ul>
    </section>
  );
}
