/**
 * A recurrent network in float64, in plain loops from the definitions, with which the engine's numbers are compared. It
 * shares no code with the lab. h_t = σ(W h_{t−1} + V x_t + b), y_t = U h_t + c.
 */
export type Vector = number[];
export type Rows = number[][];

export interface Network {
  readonly activation: string;
  readonly W: Rows;
  readonly V: Rows;
  readonly b: Vector;
  readonly U: Rows;
  readonly c: Vector;
  /** The threshold of modReLU. */
  readonly threshold?: Vector;
}

export interface Sequences {
  /** [T][batch][d] */
  readonly X: number[][][];
  /** [T][batch] classes, or [T][batch][o] real targets of the squared error */
  readonly Y: readonly (readonly (number | readonly number[])[])[];
  /** [T] */
  readonly weights: Vector;
  /** [batch][n]; zero if absent */
  readonly h0?: Rows;
}

export interface Gradients {
  readonly loss: number;
  /** [T+1][batch][n] */
  readonly h: number[][][];
  /** ∂L/∂h_t, [T+1][batch][n] */
  readonly dH: number[][][];
  readonly W: Rows;
  readonly V: Rows;
  readonly b: Vector;
  readonly U: Rows;
  readonly c: Vector;
  readonly threshold: Vector;
}

const zeros = (...shape: number[]): never => fill(shape) as never;
const fill = ([length, ...rest]: number[]): unknown =>
  Array.from({ length }, () => (rest.length === 0 ? 0 : fill(rest)));

/** σ(z), of the activations that treat each number by itself. */
export function activate(name: string, z: number, threshold: number): number {
  if (name === "tanh") return Math.tanh(z);
  if (name === "sigmoid") return 1 / (1 + Math.exp(-z));
  if (name === "relu") return Math.max(0, z);
  if (name === "identity") return z;
  if (name === "modrelu") return Math.sign(z) * Math.max(Math.abs(z) + threshold, 0);
  return refuse(name);
}

function refuse(name: string): never {
  throw new Error(`The reference has no activation “${name}”: write it in tests/reference/network.ts.`);
}

/** σ′ computed from z, unlike in the lab, which computes it from h. */
function slope(name: string, z: number, threshold: number): number {
  if (name === "tanh") return 1 / Math.cosh(z) ** 2;
  if (name === "sigmoid") return 1 / (2 + Math.exp(z) + Math.exp(-z));
  if (name === "relu") return z > 0 ? 1 : 0;
  if (name === "identity") return 1;
  if (name === "modrelu") return Math.abs(z) + threshold > 0 ? 1 : 0;
  return refuse(name);
}

/**
 * Mean loss over the batch, weighted by time step, with all its gradients: cross-entropy in nats if the targets are
 * classes, ‖y − Y‖² (not halved) if they are real.
 */
export function backpropagate(network: Network, { X, Y, weights, h0 }: Sequences): Gradients {
  const { activation, W, V, b, U, c } = network;
  const [T, batch, n, d, o] = [X.length, X[0].length, W.length, V[0].length, U.length];
  const threshold = network.threshold ?? (zeros(n) as Vector);
  const scale = 1 / (batch * weights.reduce((sum, w) => sum + w, 0));
  const h: number[][][] = [h0 ?? zeros(batch, n)];
  const z: number[][][] = [];
  const dY: number[][][] = [];
  let loss = 0;
  for (let t = 0; t < T; t++) {
    z.push(zeros(batch, n));
    h.push(zeros(batch, n));
    dY.push(zeros(batch, o));
    for (let k = 0; k < batch; k++) {
      for (let i = 0; i < n; i++) {
        let sum = b[i];
        for (let j = 0; j < n; j++) sum += W[i][j] * h[t][k][j];
        for (let j = 0; j < d; j++) sum += V[i][j] * X[t][k][j];
        z[t][k][i] = sum;
        h[t + 1][k][i] = activate(activation, sum, threshold[i]);
      }
      const y = U.map((row, q) => row.reduce((sum, u, i) => sum + u * h[t + 1][k][i], c[q]));
      const target = Y[t][k];
      const share = weights[t] * scale;
      if (typeof target !== "number") {
        for (let q = 0; q < o; q++) {
          loss += share * (y[q] - target[q]) ** 2;
          dY[t][k][q] = share * 2 * (y[q] - target[q]);
        }
        continue;
      }
      const largest = Math.max(...y);
      const total = y.reduce((sum, value) => sum + Math.exp(value - largest), 0);
      loss += share * (largest + Math.log(total) - y[target]);
      for (let q = 0; q < o; q++) {
        dY[t][k][q] = share * (Math.exp(y[q] - largest) / total - (target === q ? 1 : 0));
      }
    }
  }
  const dH: number[][][] = Array.from({ length: T + 1 }, () => zeros(batch, n));
  const g: Gradients = {
    loss,
    h,
    dH,
    W: zeros(n, n),
    V: zeros(n, d),
    b: zeros(n),
    U: zeros(o, n),
    c: zeros(o),
    threshold: zeros(n),
  };
  for (let t = T - 1; t >= 0; t--) {
    for (let k = 0; k < batch; k++) {
      for (let q = 0; q < o; q++) {
        g.c[q] += dY[t][k][q];
        for (let i = 0; i < n; i++) {
          g.U[q][i] += dY[t][k][q] * h[t + 1][k][i];
          dH[t + 1][k][i] += U[q][i] * dY[t][k][q];
        }
      }
      for (let i = 0; i < n; i++) {
        const delta = slope(activation, z[t][k][i], threshold[i]) * dH[t + 1][k][i];
        g.b[i] += delta;
        g.threshold[i] += delta * Math.sign(z[t][k][i]);
        for (let j = 0; j < d; j++) g.V[i][j] += delta * X[t][k][j];
        for (let j = 0; j < n; j++) {
          g.W[i][j] += delta * h[t][k][j];
          dH[t][k][j] += W[i][j] * delta;
        }
      }
    }
  }
  return g;
}

/** ‖x‖_F of each time step. */
export const norms = (x: number[][][]): number[] => x.map((rows) => Math.hypot(...rows.flat()));

/** The largest difference divided by the largest wanted value; NaN if any difference is NaN. */
export function relativeError(got: ArrayLike<number>, wanted: ArrayLike<number>): number {
  if (got.length !== wanted.length) return Number.POSITIVE_INFINITY;
  let [difference, size] = [0, 0];
  for (let i = 0; i < wanted.length; i++) {
    // Math.max returns NaN if any argument is NaN.
    difference = Math.max(difference, Math.abs(got[i] - wanted[i]));
    size = Math.max(size, Math.abs(wanted[i]));
  }
  return difference / (size || 1);
}
