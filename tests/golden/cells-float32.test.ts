import { beforeAll, describe } from "vitest";
import { BACKENDS, useBackend } from "../unit/backends";
import { compareCells } from "./cells-float32";

describe.each(BACKENDS)("gated cells in float32 on %s", (backend) => {
  beforeAll(() => useBackend(backend));
  compareCells(backend);
});
