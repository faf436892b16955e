import { spectrum } from "../math/spectrum";
import type { Spectrum, SpectrumRequest } from "./protocol";

/** Eigenvalues and singular values in float64, on a thread of their own so that measuring never stalls training. */
self.onmessage = ({ data }: MessageEvent<SpectrumRequest>) => {
  const { run, lane, step, units, w } = data;
  const answer: Spectrum = { run, lane, step, ...spectrum({ n: units, values: w }) };
  self.postMessage(answer, { transfer: [answer.re.buffer, answer.im.buffer] });
};
