import { formatCount, formatNumber, formatPercent } from "../math/number-format";
import { naming, type Sentence } from "./sentence";
import type { ChartTable, TableRow } from "./table";
import type { Answer, Cell, UnrolledData } from "./unrolled-layout";
import { unitState } from "./unrolled-scales";

/** The sentence and the data table of an unrolled network. */

const spoken = ({ text, words = text }: Cell): string => words;

const withProbability = (answer: Answer): string =>
  answer.probability === null ? spoken(answer) : `${spoken(answer)} at ${formatPercent(answer.probability)}`;

/** Returns the sentence on the time step reached: its input and answers, or how much of the gradient arrives at it. */
export function unrolledSentence({ networks, inputs, at, direction }: UnrolledData): Sentence {
  const steps = inputs.length;
  if (direction === "backward") {
    const known = networks.flatMap(({ name, look, gradients }) =>
      gradients ? [[`${formatNumber(gradients[at])} in `, naming(name, look)]] : [],
    );
    const norm =
      at === steps
        ? "where the gradient starts: its norm"
        : `${counted(steps - at, "time step")} back: the norm of the gradient`;
    return [
      `t = ${formatCount(at)}, ${norm} is `,
      ...(known.length > 0
        ? known.flatMap((piece, i) => (i > 0 ? [" and ", ...piece] : piece))
        : ["not known"]),
      ".",
    ];
  }
  if (at === 0) return [`t = 0, before the first of ${counted(steps, "input")}: h is 0.`];
  const answers = networks.flatMap(({ name, look, answers }) => {
    const answer = answers?.[at - 1];
    return answer ? [", ", naming(name, look), ` answers ${withProbability(answer)}`] : [];
  });
  return [
    `t = ${formatCount(at)} of ${formatCount(steps)}: input ${spoken(inputs[at - 1])}`,
    ...answers,
    ".",
  ];
}

/**
 * Returns the table of all time steps: input, target, and of each network the answer with its probability, the
 * gradient's norm and all units (of complex ones the real and the imaginary part).
 */
export function unrolledTable({
  networks,
  inputs,
  targets,
}: Pick<UnrolledData, "networks" | "inputs" | "targets">): ChartTable {
  const columns = networks.flatMap(({ name, units, complex }) => [
    `${name}: answer`,
    `${name}: probability`,
    `${name}: ‖∂L_T/∂h_t‖`,
    ...Array.from({ length: units }, (_, i) =>
      complex
        ? [`${name}: Re h, unit ${i + 1}`, `${name}: Im h, unit ${i + 1}`]
        : [`${name}: h, unit ${i + 1}`],
    ).flat(),
  ]);
  const row = (t: number): TableRow => [
    t,
    t > 0 ? spoken(inputs[t - 1]) : "",
    t > 0 && targets ? spoken(targets[t - 1]) : "",
    ...networks.flatMap((network) => {
      const answer = t > 0 ? network.answers?.[t - 1] : undefined;
      const states = Array.from({ length: network.units }, (_, unit) => {
        const { re, im } = unitState(network, t, unit);
        return network.complex ? [re, im] : [re];
      });
      return [
        answer ? spoken(answer) : "",
        answer?.probability ?? "",
        network.gradients?.[t] ?? "",
        ...states.flat(),
      ];
    }),
  ];
  return {
    columns: ["t", "input", "target", ...columns],
    rows: () => Array.from({ length: inputs.length + 1 }, (_, t) => row(t)),
  };
}

const counted = (count: number, noun: string) => `${formatCount(count)} ${noun}${count === 1 ? "" : "s"}`;
