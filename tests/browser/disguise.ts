/** Makes the software adapter report that it is hardware, so that it is timed, and its work spread over many threads. */
export const DISGUISE = `
for (const [name, value] of Object.entries({ isFallbackAdapter: false, vendor: "test", architecture: "test", description: "" })) {
  Object.defineProperty(GPUAdapterInfo.prototype, name, { get: () => value });
}
`;
