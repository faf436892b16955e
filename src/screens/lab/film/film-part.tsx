import { Fetched } from "../../fetched";
import { useFilm } from "./film";

/** The settings of a film, while they are wanted; only then their code is fetched. */
export function Film() {
  const of = useFilm((state) => state.of);
  if (of === null) return null;
  return (
    <Fetched name="Save film" load={() => import("./film-dialog").then(({ FilmDialog }) => FilmDialog)} />
  );
}
