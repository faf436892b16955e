/** The file of the built site that holds {@link ShippedLicences}. */
export const LICENCES = "licences.json";

/** A package whose code or fonts are part of the built site. */
export interface ShippedPackage {
  readonly name: string;
  readonly version: string;
  /** An SPDX expression such as `MIT`. */
  readonly licence: string;
  /** Index of its licence in {@link ShippedLicences.texts}. */
  readonly text: number;
  /** Where its source is, if its licence asks to say so. */
  readonly source?: string;
}

export interface ShippedLicences {
  readonly packages: readonly ShippedPackage[];
  readonly texts: readonly string[];
}
