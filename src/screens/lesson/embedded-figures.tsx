import { useEffect, useState } from "react";
import type { FigureId } from "../../address/keys";
import embed from "../embed/Figures.module.css";
import { useRunner } from "../embed/runner";
import { CHAPTERS } from "./chapters";
import { FigurePlaces } from "./figure-places";
import { ShownChapter } from "./shown-chapter";

/** The chapter of each figure. */
const CHAPTER_OF: Readonly<Record<FigureId<"why">, string>> = {
  network: "problem",
  product: "problem",
  spectrum: "eigenvalues",
  powers: "eigenvalues",
  vector: "unitary",
  circle: "unitary",
  factors: "past-approach",
  modrelu: "past-approach",
  breaking: "what-breaks-it",
  turn: "exponential",
  tangent: "new-rule",
  climbing: "new-rule",
  accuracies: "does-it-help",
  "linear-memory": "does-it-help",
  "forget-gate": "what-came-next",
  forgetting: "what-came-next",
  ring: "what-came-next",
};

/** The figures that the address of a frame names. Their chapters are there, unseen, because the figures belong to them. */
export function EmbeddedFigures({ shown }: { readonly shown: readonly FigureId<"why">[] }) {
  // Every value of a figure is in its chapter, which a reset mounts again.
  const [resets, setResets] = useState(0);
  useEffect(() => {
    useRunner.setState({ reset: () => setResets((count) => count + 1) });
    return () => useRunner.setState({ reset: null });
  }, []);
  const [places, setPlaces] = useState<ReadonlyMap<FigureId<"why">, HTMLElement>>(new Map());
  return (
    <main>
      <div
        className={`${embed.figures} ${embed.lesson}`}
        ref={(element) => {
          const cells = element ? Array.from(element.children) : [];
          const next = new Map(shown.map((id, i) => [id, cells[i] as HTMLElement]));
          if (element && shown.some((id) => places.get(id) !== next.get(id))) setPlaces(next);
        }}
      >
        {shown.map((id) => (
          <div
            key={id}
            className={`${embed.figure} ${id === "network" ? `${embed.tall} ${embed.stepped}` : ""}`}
          />
        ))}
      </div>
      <div hidden>
        <FigurePlaces value={places}>
          {CHAPTERS.map(
            ({ id, title, Body }, i) =>
              shown.some((figure) => CHAPTER_OF[figure] === id) && (
                <ShownChapter key={`${id} ${resets}`} value={{ id, title, number: i + 1 }}>
                  <Body />
                </ShownChapter>
              ),
          )}
        </FigurePlaces>
      </div>
    </main>
  );
}
