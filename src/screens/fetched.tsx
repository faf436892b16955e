import { type ComponentType, lazy, type ReactNode, useReducer } from "react";
import { loadPart, PART_DAMAGED } from "../load-part";
import { fetchAnew } from "../page-files";
import { NotYet } from "./paper/missing";
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

/** A part of the page whose code is fetched when it is first shown. If that fails, *Try again* fetches it
 * again; a damaged script stays so until the page is reloaded. */
export function Fetched({ name, load, waiting }: Props) {
  const [, render] = useReducer((count: number) => count + 1, 0);
  const Part = parts.get(name) ?? lazy(() => loadPart(load).then((part) => ({ default: part })));
  parts.set(name, Part);
  const retry = async ({ message }: Error) => {
    if (message.startsWith(PART_DAMAGED)) {
      await fetchAnew(/\.js$/);
      return location.reload();
    }
    // A lazy component that failed never retries, so it is replaced.
    parts.delete(name);
    render();
  };
  return (
    <ScreenBoundary name={name} waiting={waiting ?? <NotYet>{name}: not loaded yet.</NotYet>} onRetry={retry}>
      <Part />
    </ScreenBoundary>
  );
}
