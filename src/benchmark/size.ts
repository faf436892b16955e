/** How large a network is and what it is trained on. */
export interface Size {
  /** n */
  readonly units: number;
  readonly batch: number;
  /** T */
  readonly steps: number;
}

/** Up to this much work a step, a size is measured without being asked for: some seconds even with autodiff. */
const SMALL = 4e7;

export const SIZES: readonly Size[] = [
  { units: 32, batch: 16, steps: 68 },
  { units: 64, batch: 16, steps: 100 },
  { units: 128, batch: 16, steps: 100 },
  { units: 128, batch: 32, steps: 400 },
  { units: 256, batch: 32, steps: 200 },
];

export const sizeName = ({ units, batch, steps }: Size): string => `n ${units}, batch ${batch}, T ${steps}`;

/** Multiplications of the recurrence forward, T·batch·n²; back and ∂L/∂W are as many again each. */
export const work = ({ units, batch, steps }: Size): number => steps * batch * units ** 2;

export const isSmall = (size: Size): boolean => work(size) <= SMALL;
