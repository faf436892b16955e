import type { Preset } from "./index";

export const explode: Preset = {
  id: "explode",
  label: "Explode",
  shows:
    "The plain network starts with W half as large again as is safe: its gradient grows until it overflows.",
  settings: { a: { init: "gaussian", gain: 1.5 } },
};
