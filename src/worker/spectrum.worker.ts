import { drift } from "../math/arrays";
import { deckCosine, eigenangles, largestDifference } from "../math/exponent";
import { complexSpectrum, spectrum } from "../math/spectrum";
import type { Spectrum, SpectrumRequest } from "./protocol";

/** What there is to say of W, in float64, on a thread of its own so that measuring never stalls training. */
self.onmessage = ({ data }: MessageEvent<SpectrumRequest>) => {
  // What a promise rejects with would reach nobody, and the page would wait for ever.
  answer(data).catch(reportError);
};

async function answer(data: SpectrumRequest): Promise<void> {
  const { run, lane, step, complex } = data;
  const n = Math.sqrt(data.w.length);
  const w = { n, values: Float64Array.from(data.w) };
  const measured: Spectrum = {
    run,
    lane,
    step,
    ...(complex ? complexSpectrum(w) : spectrum(w)),
    // The real form of a complex matrix has every entry twice.
    drift: complex ? drift(w) / Math.SQRT2 : drift(w),
    exponent: await measureExponent(w, data),
  };
  self.postMessage(measured, { transfer: [measured.re.buffer, measured.im.buffer] });
}

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
