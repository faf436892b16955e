import { tensor1d, tensor2d, tensor3d, tidy } from "@tensorflow/tfjs-core";
import { ACTIVATIONS_BY_ID } from "../kernels/activations";
import { scan, scanGradient } from "../kernels/reference-scan";
import { rnnScan, rnnScanGradient } from "../kernels/rnn-scan";
import { random } from "../math/random";

const SIZE = { steps: 5, batch: 3, units: 6 };
const TOLERANCE = 1e-4;

/**
 * Runs a tiny recurrence forward and back on the present backend and compares it with the plain reference.
 * Some phones' GPUs return zeros without any error.
 * @returns what was wrong, or undefined
 */
export async function verifyBackend(): Promise<string | undefined> {
  const { steps, batch, units } = SIZE;
  const stream = random(1, "self-test");
  const draw = (length: number) => Float32Array.from({ length }, () => stream.uniform(-1, 1));
  const w = draw(units * units);
  const drive = draw(steps * batch * units);
  const h0 = draw(batch * units);
  const threshold = draw(units);
  const direct = draw(steps * batch * units);
  const wantedH = new Float32Array((steps + 1) * batch * units);
  const wantedGradient = wantedH.slice();
  const activation = ACTIVATIONS_BY_ID.tanh;
  scan(SIZE, activation, { w, drive, h0, threshold }, wantedH);
  scanGradient(SIZE, activation, { w, h: wantedH, direct, threshold }, wantedGradient);
  const { h, gradient } = tidy(() => {
    const matrix = tensor2d(w, [units, units]);
    const thresholds = tensor1d(threshold);
    const states = rnnScan(
      {
        w: matrix,
        drive: tensor3d(drive, [steps, batch, units]),
        h0: tensor2d(h0, [batch, units]),
        threshold: thresholds,
      },
      "tanh",
    );
    return {
      h: states,
      gradient: rnnScanGradient(
        { w: matrix, h: states, direct: tensor3d(direct, [steps, batch, units]), threshold: thresholds },
        "tanh",
      ),
    };
  });
  const [gotH, gotGradient] = await Promise.all([h.data(), gradient.data()]);
  h.dispose();
  gradient.dispose();
  return wrong("states", gotH, wantedH) ?? wrong("gradients", gotGradient, wantedGradient);
}

function wrong(what: string, got: ArrayLike<number>, wanted: Float32Array): string | undefined {
  const at = wanted.findIndex((value, i) => !(Math.abs(got[i] - value) <= TOLERANCE));
  return at < 0 ? undefined : `the ${what} differ (${got[at]} where ${wanted[at]} is right)`;
}
