// The land of the region on a page: how it is packed, and where a point of the earth stands on the picture.
import { type GeoPermissibleObjects, geoMercatorRaw, geoPath, geoTransform } from "d3-geo";

/** A piece of the earth: west, south, east, north. */
export type Window = [number, number, number, number];

/** What is seen: the middle, in degrees, and how many pixels a radian is. */
export interface View {
  longitude: number;
  latitude: number;
  scale: number;
}

const RADIAN = Math.PI / 180;
/** From 1:12 million, at which the region fits, to about 1:300,000. */
const SCALES = [300, 40_000] as const;

/** Read packed points as longitude and latitude. */
export function unpack(packed: number[]): [number, number][] {
  const points: [number, number][] = [];
  let [x, y] = [0, 0];
  for (let index = 0; index + 1 < packed.length; index += 2) {
    x += packed[index] ?? 0;
    y += packed[index + 1] ?? 0;
    points.push([x / 100, y / 100]);
  }
  return points;
}

/** Return where a point of the earth stands on a picture of this size (Mercator's projection). */
export function place(view: View, width: number, height: number, longitude: number, latitude: number): [number, number] {
  const [x, y] = geoMercatorRaw(longitude * RADIAN, latitude * RADIAN);
  const [midX, midY] = geoMercatorRaw(view.longitude * RADIAN, view.latitude * RADIAN);
  return [width / 2 + view.scale * (x - midX), height / 2 - view.scale * (y - midY)];
}

/** Return a view in which a window fits a picture of this size, with some room around it. */
export function fit(window: Window, width: number, height: number, room = 48): View {
  const [west, south, east, north] = window;
  const [left, bottom] = geoMercatorRaw(west * RADIAN, south * RADIAN);
  const [right, top] = geoMercatorRaw(east * RADIAN, north * RADIAN);
  const [wide, high] = [Math.max(right - left, 1e-9), Math.max(top - bottom, 1e-9)];
  const scale = Math.min(Math.max(width - 2 * room, 1) / wide, Math.max(height - 2 * room, 1) / high);
  const middle = geoMercatorRaw.invert?.((left + right) / 2, (top + bottom) / 2) ?? [0, 0];
  return { longitude: middle[0] / RADIAN, latitude: middle[1] / RADIAN, scale: bounded(scale) };
}

/** Return the window around points, and never one so small that no border is in sight; none: no points. */
export function windowOf(points: [number, number][], least = 1.5): Window | null {
  if (!points.length) return null;
  const [latitudes, longitudes] = [points.map(([latitude]) => latitude), points.map(([, longitude]) => longitude)];
  const around = (values: number[]): [number, number] => {
    const [low, high] = [Math.min(...values), Math.max(...values)];
    const more = Math.max(0, least - (high - low)) / 2;
    return [low - more, high + more];
  };
  const [[south, north], [west, east]] = [around(latitudes), around(longitudes)];
  return [west, south, east, north];
}

/** Keep a scale where the map is still one. */
export function bounded(scale: number): number {
  return Math.min(Math.max(scale, SCALES[0]), SCALES[1]);
}

/** Move a view by pixels, within the region. */
export function moved(view: View, right: number, down: number, frame: Window): View {
  const [x, y] = geoMercatorRaw(view.longitude * RADIAN, view.latitude * RADIAN);
  const [longitude, latitude] = geoMercatorRaw.invert?.(x + right / view.scale, y - down / view.scale) ?? [x, y];
  const within = (value: number, low: number, high: number): number => Math.min(Math.max(value, low), high);
  return {
    ...view,
    longitude: within(longitude / RADIAN, frame[0], frame[2]),
    latitude: within(latitude / RADIAN, frame[1], frame[3]),
  };
}

/** Return what writes lines and land as the path of an SVG, straight from point to point. */
export function drawer(view: View, width: number, height: number): (shape: GeoPermissibleObjects) => string {
  const transform = geoTransform({
    point(longitude, latitude) {
      this.stream.point(...place(view, width, height, longitude, latitude));
    },
  });
  const path = geoPath(transform).digits(1);
  return (shape) => path(shape) ?? "";
}
