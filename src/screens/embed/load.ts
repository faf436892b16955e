/** The controls of an embedded page, loaded on demand. In the lab they belong to the moment shown, so the lab has them. */
export const EMBEDDED = {
  name: "The controls",
  load: () => import("./embedded").then((module) => module.Embedded),
};

/** The code of a frame, in *Share*. */
export const EMBED_CODE = {
  name: "The code of a frame",
  load: () => import("./embed-code").then((module) => module.EmbedCode),
};
