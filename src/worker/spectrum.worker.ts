import { drift } from "../math/arrays";
import { deckCosine, eigenangles, largestDifference } from "../math/exponent";
import { complexSpectrum, spectrum } from "../math/spectrum";
import { stepJacobians } from "../sequence/step-jacobian";
import type { Spectrum, SpectrumRequest } from "./protocol";

/** Measures W's spectrum, drift and exponent in float64, in its own thread, so that it does not delay training. */
self.onmessage = ({ data }: MessageEvent<SpectrumRequest>) => {
  // An unhandled rejection would not reach the page, which would wait for ever.
  answer(data).catch(reportError);
};

async function answer(data: SpectrumRequest): Promise<void> {
  const { run, lane, step, complex, gated } = data;
  if (gated) {
    const values = stepJacobians(gated.network)(gated.last);
    const nothing = { drift: Number.NaN, exponent: null };
    send({
      run,
      lane,
      step,
      of: "one time step",
      ...spectrum({ n: Math.sqrt(values.length), values }),
      ...nothing,
    });
    return;
  }
  const n = Math.sqrt(data.w.length);
  const w = { n, values: Float64Array.from(data.w) };
  send({
    run,
    lane,
    step,
    of: "W",
    ...(complex ? complexSpectrum(w) : spectrum(w)),
    // The real form of a complex matrix contains every entry twice.
    drift: complex ? drift(w) / Math.SQRT2 : drift(w),
    exponent: await measureExponent(w, data),
  });
}

const send = (measured: Spectrum) =>
  self.postMessage(measured, { transfer: [measured.re.buffer, measured.im.buffer] });

async function measureExponent(
  w: { readonly n: number; readonly values: Float64Array },
  { exponent, complex }: SpectrumRequest,
): Promise<Spectrum["exponent"]> {
  if (!exponent) return null;
  const b = { n: w.n, values: exponent.b };
  const gradient = { n: w.n, values: exponent.gradient };
  const finite = [w, b, gradient].every(({ values }) => values.every(Number.isFinite));
  return {
    cosine: finite ? await deckCosine(w, b, gradient) : Number.NaN,
    largestDifference: largestDifference(eigenangles(b, complex), complex),
  };
}
