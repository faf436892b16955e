import { type ComponentType, lazy, type ReactNode, useReducer } from "react";
import { ScreenBoundary } from "./screen-boundary";

/** The parts of the page shown so far, by name. */
const parts = new Map<string, ComponentType>();

interface Props {
  /** Name of the part for the user: “The lesson”. */
  readonly name: string;
  readonly load: () => Promise<ComponentType>;
  /** Shown while the part loads. */
  readonly waiting?: ReactNode;
}

/** A part of the page whose code is fetched when it is first shown. If that fails, *Try again* fetches it again. */
export function Fetched({ name, load, waiting }: Props) {
  const [, render] = useReducer((count: number) => count + 1, 0);
  const Part = parts.get(name) ?? lazy(() => load().then((part) => ({ default: part })));
  parts.set(name, Part);
  const retry = () => {
    // A lazy component that failed never retries, so it is replaced.
    parts.delete(name);
    render();
  };
  return (
    <ScreenBoundary name={name} waiting={waiting} onRetry={retry}>
      <Part />
    </ScreenBoundary>
  );
}
