// What the build cuts out of the atlas (scripts/build_region.mjs).
declare module "egnatia:region" {
  /** Points are hundredths of a degree, each but the first by its distance from the one before. */
  export interface Region {
    frame: [number, number, number, number];
    countries: { code: string; at: [number, number]; rings: number[][] }[];
    borders: number[][];
    kosovo: number[][];
  }
  const region: Region;
  export default region;
}
