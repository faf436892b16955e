import { installOnDebian } from "./debian.mjs";
import { findPython } from "./find-python.mjs";

/**
 * Installs PyTorch as root on a Debian, where no Python has it: tests run the exported programs with it. Elsewhere they
 * are skipped, and it says why.
 */
export function ensurePyTorch() {
  if (findPython("torch")) return;
  console.log("No Python has PyTorch, with which tests run the exported programs.");
  // With OpenBLAS it computes several times faster.
  const why = installOnDebian(["python3-torch", "libopenblas0"]);
  if (why !== undefined) console.log(`${why} Those tests are skipped.`);
}
