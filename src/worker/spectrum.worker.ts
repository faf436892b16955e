import { complexSpectrum, spectrum } from "../math/spectrum";
import type { Spectrum, SpectrumRequest } from "./protocol";

/** Eigenvalues and singular values in float64, on a thread of their own so that measuring never stalls training. */
self.onmessage = ({ data }: MessageEvent<SpectrumRequest>) => {
  const { run, lane, step, complex, w } = data;
  const matrix = { n: Math.sqrt(w.length), values: w };
  const answer: Spectrum = { run, lane, step, ...(complex ? complexSpectrum(matrix) : spectrum(matrix)) };
  self.postMessage(answer, { transfer: [answer.re.buffer, answer.im.buffer] });
};
