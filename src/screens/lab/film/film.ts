import { create } from "zustand";

/** Whether the settings of a film are shown, and of what: the id of a chart, or all of them. */
export const useFilm = create<{ readonly of: string | null }>(() => ({ of: null }));

/** What a film of all charts is of. */
export const ALL_CHARTS = "all";

/** Shows the settings of a film of a chart, or of all. */
export const openFilm = (of: string): void => useFilm.setState({ of });
export const closeFilm = (): void => useFilm.setState({ of: null });
