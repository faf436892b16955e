/** Returns the bytes of all typed arrays in an object, however deep. */
export const bytesOf = (object: object): number =>
  Object.values(object).reduce((sum: number, part) => {
    if (ArrayBuffer.isView(part)) return sum + part.byteLength;
    return typeof part === "object" && part !== null ? sum + bytesOf(part) : sum;
  }, 0);
