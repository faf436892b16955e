import { type KeyboardEvent, type PointerEvent, useMemo, useState } from "react";
import { useStore } from "zustand";
import { formatNumber } from "../math/number-format";
import { colour, type Look } from "./look";
import styles from "./Reader.module.css";
import { usePointing } from "./reader";
import { type ComplexValues, placeOnDisc } from "./rim";
import type { PlotSize } from "./size";
import { spectrumDisc } from "./spectrum";

interface Named extends ComplexValues {
  readonly key: string;
  readonly name: string;
  readonly look: Look;
}

interface Value extends Omit<Named, "re" | "im"> {
  readonly re: number;
  readonly im: number;
}

/** Series by series, each counter-clockwise from −π. */
const valuesOf = (spectra: readonly Named[]): Value[] =>
  spectra.flatMap((spectrum) =>
    Array.from(spectrum.re, (re, k) => ({ ...spectrum, re, im: spectrum.im[k] }))
      .filter(({ re, im }) => Number.isFinite(re + im))
      .sort((one, other) => Math.atan2(one.im, one.re) - Math.atan2(other.im, other.re)),
  );

/** Reach of a value, px. */
const REACH = 18;
const MOVES: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 };

/** Reads a plane of eigenvalues: the one under the pointer, or one after the other by the arrow keys. */
export function SpectrumReader({
  chart,
  size,
  spectra,
}: {
  /** Name of the chart. */
  readonly chart: string;
  readonly size: PlotSize;
  readonly spectra: readonly Named[];
}) {
  const pointing = usePointing();
  const isSource = useStore(pointing, (state) => state.at?.chart === chart);
  const [index, setIndex] = useState(0);
  const values = useMemo(() => valuesOf(spectra), [spectra]);
  const disc = spectrumDisc(size);

  const leave = () => {
    if (pointing.getState().at?.chart === chart) pointing.setState({ at: null });
  };
  const point = (next: number) => {
    const value = values[next];
    if (!value) return leave();
    setIndex(next);
    pointing.setState({ at: { on: {}, series: value.key, chart } });
  };
  const onPointer = (event: PointerEvent<HTMLElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const distances = values.map(({ re, im }) => {
      const [x, y] = placeOnDisc(re, im, disc);
      return Math.hypot(x - (event.clientX - box.left), y - (event.clientY - box.top));
    });
    const nearest = distances.reduce((best, each, i) => (each < distances[best] ? i : best), 0);
    if (distances[nearest] <= REACH) point(nearest);
    else leave();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || values.length === 0) return;
    if (Object.hasOwn(MOVES, event.key)) {
      point(isSource ? (index + MOVES[event.key] + values.length) % values.length : 0);
    } else if (event.key === "Escape" && isSource) leave();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  const value = isSource ? values[index] : undefined;
  const [x, y] = value ? placeOnDisc(value.re, value.im, disc) : [0, 0];
  return (
    <div
      className={styles.reader}
      style={{ inset: 0 }}
      role="slider"
      tabIndex={0}
      aria-label={`${chart}, reading`}
      aria-valuemin={1}
      aria-valuemax={Math.max(1, values.length)}
      aria-valuenow={Math.min(index, Math.max(0, values.length - 1)) + 1}
      aria-valuetext={value ? `${value.name}, λ = ${written(value)}` : "nothing pointed at"}
      onPointerMove={onPointer}
      onPointerDown={onPointer}
      onPointerLeave={(event) => event.pointerType !== "touch" && leave()}
      onBlur={leave}
      onKeyDown={onKeyDown}
    >
      {value && (
        <>
          <div className={styles.ring} style={{ left: x, top: y }} />
          <div
            className={styles.values}
            style={{
              ...(y < disc.centre ? { top: y + 12 } : { top: "auto", bottom: disc.side - y + 12 }),
              ...(x < disc.centre ? { left: x + 12 } : { right: disc.side - x + 12 }),
            }}
          >
            <b style={{ color: colour(value.look.ink) }}>{value.name}</b>
            <br />λ = {written(value)}
            <br />
            |λ| = {formatNumber(Math.hypot(value.re, value.im))}
          </div>
        </>
      )}
    </div>
  );
}

const written = ({ re, im }: Value) =>
  `${formatNumber(re)} ${im < 0 ? "−" : "+"} ${formatNumber(Math.abs(im))} i`;
