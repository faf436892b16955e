const FILES = import.meta.glob<string>("./python/**/*.py", { query: "?raw", import: "default", eager: true });

/** The pieces of Python that programs are made of, by path without ending, such as `rules/cayley`. */
export const SOURCES: ReadonlyMap<string, string> = new Map(
  Object.entries(FILES).map(([path, text]) => [path.replace(/^\.\/python\/|\.py$/g, ""), text.trim()]),
);

/** Python that a program needs, as paths in {@link SOURCES}, and the expression that then makes the thing. */
export interface Part {
  readonly needs: readonly string[];
  readonly expression: string;
}
