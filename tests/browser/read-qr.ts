/**
 * Reads a QR code by ISO/IEC 18004, restricted to codes without errors of level M and version 1 to 6 in byte mode. Shares
 * no code with the generator.
 */

/** Data codewords of a block and number of blocks, level M, versions 1 … 6. */
const BLOCKS = [
  [16, 1],
  [28, 1],
  [44, 1],
  [32, 2],
  [43, 2],
  [27, 4],
] as const;
const QUIET = 4;

const MASKS: readonly ((row: number, column: number) => boolean)[] = [
  (i, j) => (i + j) % 2 === 0,
  (i) => i % 2 === 0,
  (_, j) => j % 3 === 0,
  (i, j) => (i + j) % 3 === 0,
  (i, j) => (Math.floor(i / 2) + Math.floor(j / 3)) % 2 === 0,
  (i, j) => ((i * j) % 2) + ((i * j) % 3) === 0,
  (i, j) => (((i * j) % 2) + ((i * j) % 3)) % 2 === 0,
  (i, j) => (((i + j) % 2) + ((i * j) % 3)) % 2 === 0,
];

/** The text of a code given as an SVG path of unit squares with a quiet zone of four. */
export function readQr(path: string | null): string {
  const squares = [...(path ?? "").matchAll(/M(\d+) (\d+)h1v1h-1z/g)].map(([, x, y]) => [
    Number(x),
    Number(y),
  ]);
  const size = Math.max(...squares.map(([x]) => x)) + 1 - QUIET;
  const version = (size - 17) / 4;
  const grid = Array.from({ length: size }, () => new Array<boolean>(size).fill(false));
  for (const [x, y] of squares) grid[y - QUIET][x - QUIET] = true;

  // The format: level and mask, in the first copy beside the upper left finder.
  const formatCells = [0, 1, 2, 3, 4, 5, 7].map((j) => grid[8][j]);
  const format = formatCells.reduce((bits, dark) => bits * 2 + Number(dark), 0) ^ (0x5412 >> 8);
  if (format >> 5 !== 0) throw new Error(`The code is of level ${format >> 5}, not M.`);
  const mask = MASKS[(format >> 2) & 7];

  const alignment = 4 * version + 10;
  const isFunction = (i: number, j: number) =>
    (i < 9 && j < 9) ||
    (i < 9 && j >= size - 8) ||
    (i >= size - 8 && j < 9) ||
    i === 6 ||
    j === 6 ||
    (version > 1 && Math.abs(i - alignment) <= 2 && Math.abs(j - alignment) <= 2);

  const bits: boolean[] = [];
  let upwards = true;
  for (let right = size - 1; right > 0; right -= 2) {
    if (right === 6) right = 5;
    for (let k = 0; k < size; k++) {
      const i = upwards ? size - 1 - k : k;
      for (const j of [right, right - 1]) if (!isFunction(i, j)) bits.push(grid[i][j] !== mask(i, j));
    }
    upwards = !upwards;
  }
  const codewords = Array.from({ length: Math.floor(bits.length / 8) }, (_, k) =>
    bits.slice(8 * k, 8 * k + 8).reduce((byte, bit) => 2 * byte + Number(bit), 0),
  );
  const [length, blocks] = BLOCKS[version - 1];
  const data = Array.from({ length: length * blocks }, (_, k) => {
    const [block, place] = [Math.floor(k / length), k % length];
    return codewords[place * blocks + block];
  });
  // Four bits of mode, eight of length, then bytes, all shifted by half a byte.
  if (data[0] >> 4 !== 4) throw new Error("The code is not in byte mode.");
  const nibbles = data.flatMap((byte) => [byte >> 4, byte & 15]);
  const byteAt = (k: number) => 16 * nibbles[1 + 2 * k] + nibbles[2 + 2 * k];
  return new TextDecoder().decode(Uint8Array.from({ length: byteAt(0) }, (_, k) => byteAt(k + 1)));
}
