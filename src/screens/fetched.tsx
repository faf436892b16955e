import { type ComponentType, lazy, type ReactNode, useReducer } from "react";
import { ScreenBoundary } from "./screen-boundary";

/** Each part of the page that was shown, by name. */
const parts = new Map<string, ComponentType>();

interface Props {
  /** What could not be shown, as a person would call it: “The lesson”. */
  readonly name: string;
  readonly load: () => Promise<ComponentType>;
  /** Stands there meanwhile. */
  readonly waiting?: ReactNode;
}

/** A part of the page whose program is fetched when it is first shown. Should that fail, *Try again* fetches it again. */
export function Fetched({ name, load, waiting }: Props) {
  const [, render] = useReducer((count: number) => count + 1, 0);
  const Part = parts.get(name) ?? lazy(() => load().then((part) => ({ default: part })));
  parts.set(name, Part);
  const retry = () => {
    // What failed once is never asked for again by itself.
    parts.delete(name);
    render();
  };
  return (
    <ScreenBoundary name={name} waiting={waiting} onRetry={retry}>
      <Part />
    </ScreenBoundary>
  );
}
