/** What is used of jStat, which comes without types. */
declare module "jstat" {
  const jStat: {
    /** Student's t distribution. */
    readonly studentt: {
      cdf(t: number, degreesOfFreedom: number): number;
      inv(p: number, degreesOfFreedom: number): number;
    };
    /** Draws without replacement: `k` marked ones in `draws` of a `population` with `marked` ones. */
    readonly hypgeom: {
      pdf(k: number, population: number, marked: number, draws: number): number;
    };
  };
  export default jStat;
}
