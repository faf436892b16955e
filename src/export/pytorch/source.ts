const FILES = import.meta.glob<string>("./python/**/*.py", { query: "?raw", import: "default", eager: true });

/** The pieces of Python that programs consist of, by path without extension, such as `rules/cayley`. */
export const SOURCES: ReadonlyMap<string, string> = new Map(
  Object.entries(FILES).map(([path, text]) => [path.replace(/^\.\/python\/|\.py$/g, ""), text.trim()]),
);

/** A part of a program: the pieces of Python that it needs, as paths in {@link SOURCES}, and an expression using them. */
export interface Part {
  readonly needs: readonly string[];
  readonly expression: string;
}
