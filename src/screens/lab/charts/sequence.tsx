import { SEQUENCE_VIEWS, type SequenceView } from "../../../store/lab-state";
import { lab } from "../../../store/use-lab";
import type { Chart, ChartView } from "./chart";
import { answersView } from "./sequence-answers";
import { SequenceChoice } from "./sequence-choice";
import { dependencesView } from "./sequence-dependences";
import { distancesView } from "./sequence-distances";
import { networkView } from "./sequence-network";
import { planeView } from "./sequence-plane";
import { statesView } from "./sequence-states";

const VIEWS: Readonly<Record<SequenceView, ChartView & { readonly label: string }>> = {
  answers: { label: "answers", ...answersView },
  dependences: { label: "what answers depend on", ...dependencesView },
  states: { label: "hidden states", ...statesView },
  plane: { label: "states in a plane", ...planeView },
  distances: { label: "distance after another first input", ...distancesView },
  network: { label: "network", ...networkView },
};

/** Chart of one held-out sequence: what the networks are asked, what they answer, and what they hold. */
export const sequence: Chart = {
  id: "sequence",
  name: "Sequence",
  short: "Sequence",
  place: "wide",
  choice: "Sequence shown",
  Controls: SequenceChoice,
  views: VIEWS,
  shown: ({ sequenceView }) => sequenceView,
  show(view) {
    const chosen = SEQUENCE_VIEWS.find((id) => id === view);
    if (chosen) lab.showSequenceView(chosen);
  },
};
