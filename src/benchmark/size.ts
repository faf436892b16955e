/** The sizes of a network and its batch. */
export interface Size {
  /** n */
  readonly units: number;
  readonly batch: number;
  /** T */
  readonly steps: number;
}

/** The most work per step of a size that is selected by default: it takes some seconds even with autodiff. */
const MAX_SMALL_WORK = 4e7;

export const SIZES: readonly Size[] = [
  { units: 32, batch: 16, steps: 68 },
  { units: 64, batch: 16, steps: 100 },
  { units: 128, batch: 16, steps: 100 },
  { units: 128, batch: 32, steps: 400 },
  { units: 256, batch: 32, steps: 200 },
];

export const sizeName = ({ units, batch, steps }: Size): string => `n ${units}, batch ${batch}, T ${steps}`;

/** The multiplications of the forward recurrence, T·batch·n²; the backward one and ∂L/∂W take as many each. */
export const work = ({ units, batch, steps }: Size): number => steps * batch * units ** 2;

export const isSmall = (size: Size): boolean => work(size) <= MAX_SMALL_WORK;
