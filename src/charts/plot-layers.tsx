import { createContext, type ReactNode, use } from "react";

/** What lies beneath the axes of a plot and over them; it may change with each frame of a run. */
export interface Layers {
  readonly background: ReactNode;
  readonly foreground: ReactNode;
}

/** The way past a frame that is not laid out again: what moves is read from here. */
export const LayersContext = createContext<Layers>({ background: null, foreground: null });

export const Background = () => use(LayersContext).background;
export const Foreground = () => use(LayersContext).foreground;
