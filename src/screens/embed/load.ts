/** The controls of an embedded page, loaded on demand. In the lab they belong to the moment shown, so the lab has them. */
export const EMBEDDED = {
  name: "The controls",
  load: () => import("./embedded").then((module) => module.Embedded),
};
