export interface Drivers {
  readonly name: string;
  readonly files: string | undefined;
}
export function ownDrivers(): Drivers;
export function swiftShader(): Drivers | undefined;
export function lavapipe(): Drivers | undefined;
export function environment(drivers: Drivers): Record<string, string>;
