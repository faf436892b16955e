import type { Matrix } from "../../math/arrays";

/** A vector of the plane. */
export type Vector2 = readonly [number, number];

/** The image of a circle about 0 under a 2×2 matrix: an ellipse, by its half axes. */
export interface Ellipse {
  /** Direction of the longer half axis, a unit vector. */
  readonly direction: Vector2;
  /** Lengths of the half axes: the singular values times the radius. */
  readonly longer: number;
  readonly shorter: number;
}

/** Returns the image of the circle of this radius under U, which is 2×2 and finite. */
export function imageOfCircle({ values }: Matrix, radius: number): Ellipse {
  const scale = Math.max(...values.map(Math.abs)) || 1;
  const [a, b, c, d] = values.map((x) => x / scale);
  // The principal direction of UUᵀ, from its entries.
  const angle = Math.atan2(2 * (a * c + b * d), a * a + b * b - (c * c + d * d)) / 2;
  const direction: Vector2 = [Math.cos(angle), Math.sin(angle)];
  // ‖Uᵀe‖ for e along either axis.
  const stretch = (x: number, y: number) => radius * scale * Math.hypot(x * a + y * c, x * b + y * d);
  const [x, y] = direction;
  return { direction, longer: stretch(x, y), shorter: stretch(-y, x) };
}

const CORNERS = 96;

/** Returns the parts of the ellipse within distance `reach` of 0, each as points in order; a whole ellipse is closed. */
export function partsWithin({ direction: [x, y], longer, shorter }: Ellipse, reach: number): Vector2[][] {
  const arc = (from: number, to: number) =>
    Array.from({ length: CORNERS + 1 }, (_, k): Vector2 => {
      const t = from + ((to - from) * k) / CORNERS;
      const [along, across] = [longer * Math.cos(t), shorter * Math.sin(t)];
      return [along * x - across * y, along * y + across * x];
    });
  if (longer <= reach) return [arc(0, 2 * Math.PI)];
  if (shorter >= reach) return [];
  // The crossing solves longer² cos² t + shorter² sin² t = reach².
  const ratio = shorter / longer;
  const cosine = Math.sqrt(((reach / longer) ** 2 - ratio ** 2) / (1 - ratio ** 2));
  const t = Math.acos(cosine);
  return [arc(t, Math.PI - t), arc(Math.PI + t, 2 * Math.PI - t)];
}
