import { type ReactNode, use } from "react";
import { createPortal } from "react-dom";
import type { FigureId } from "../../address/keys";
import { ChoiceField, type Option } from "../../ui/choice-field";
import { Segmented } from "../../ui/segmented";
import { FigurePlaces } from "./figure-places";
import styles from "./Lesson.module.css";

interface FigureControlsProps {
  /** The figures that they set. A frame has them below the first of these that it shows. */
  readonly of: readonly FigureId<"why">[];
  /** Controls of a frame alone, in place of the words of the lesson that set the figure. */
  readonly more?: ReactNode;
  readonly children?: ReactNode;
}

/** Controls beside the words of the lesson; in a frame, which has no words, in one row below their figure. */
export function FigureControls({ of, more, children }: FigureControlsProps): ReactNode {
  const places = use(FigurePlaces);
  if (!places) return children;
  const place = of.map((id) => places.get(id)).find((each) => each !== undefined);
  return place
    ? createPortal(
        <fieldset className={styles.settings} aria-label="Settings of the figure">
          {children}
          {more}
        </fieldset>,
        place,
      )
    : null;
}

interface ChoiceProps<Value extends string> {
  readonly label: string;
  readonly options: readonly Option<Value>[];
  readonly value: Value;
  readonly onChange: (value: Value) => void;
}

/** A choice of one among a few: a row of segments, or in a frame, which has little space, a list. */
export function Choice<Value extends string>(props: ChoiceProps<Value>) {
  return use(FigurePlaces) ? <ChoiceField {...props} /> : <Segmented {...props} />;
}
