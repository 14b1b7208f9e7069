// Cuts the map of the region out of world-atlas (Natural Earth, 1:50m): land by country, and boundaries.
import { readFile } from "node:fs/promises";
import { feature, mesh } from "topojson-client";

/** West, south, east, north: from Ireland to the Hindu Kush, along which the routes lead. */
const FRAME = [-11, 28, 75, 61];
/** Countries of the frame by their number (ISO 3166-1), as world-atlas has them; what has no code here is not drawn. */
const CODES = Object.fromEntries(
  (
    "AFG004 ALB008 AND020 ARM051 AUT040 AZE031 BEL056 BGR100 BHR048 BIH070 BLR112 CHE756 CYP196 CZE203 DEU276 DNK208 " +
    "DZA012 EGY818 ESP724 EST233 FIN246 FRA250 GBR826 GEO268 GGY831 GRC300 HRV191 HUN348 IMN833 IND356 IRL372 IRN364 " +
    "IRQ368 ISR376 ITA380 JEY832 JOR400 KAZ398 KGZ417 KWT414 LBN422 LBY434 LIE438 LTU440 LUX442 LVA428 MAR504 MCO492 " +
    "MDA498 MKD807 MLT470 MNE499 NLD528 NOR578 PAK586 POL616 PRT620 PSE275 QAT634 ROU642 RUS643 SAU682 SMR674 SRB688 " +
    "SVK703 SVN705 SWE752 SYR760 TJK762 TKM795 TUN788 TUR792 UKR804 UZB860 VAT336"
  )
    .split(" ")
    .map((both) => [both.slice(3), both.slice(0, 3)]),
);
/** Two have no number. Northern Cyprus, which Natural Earth draws apart, is Cyprus (UN Security Council 541 and 550). */
const OF_NAME = { Kosovo: "XKX", "N. Cyprus": "CYP" };
/** Where a name stands, if the middle of the land is no good place. */
const NAMED_AT = { HRV: [15.9, 45.6], NOR: [9.5, 60.3], SWE: [14.8, 58.2], RUS: [41, 54], FRA: [2.4, 46.6], GRC: [21.9, 39.3] };

/** Keep what lies on the good side of one edge of the frame, with the crossings (Sutherland and Hodgman, 1974). */
function cutEdge(points, axis, limit, sign) {
  const good = (point) => sign * (point[axis] - limit) >= 0;
  const kept = [];
  points.forEach((point, index) => {
    const before = points.at(index - 1);
    if (good(point) !== good(before)) {
      const share = (limit - before[axis]) / (point[axis] - before[axis]);
      kept.push([0, 1].map((one) => before[one] + share * (point[one] - before[one])));
    }
    if (good(point)) kept.push(point);
  });
  return kept;
}

const EDGES = [[0, FRAME[0], 1], [1, FRAME[1], 1], [0, FRAME[2], -1], [1, FRAME[3], -1]];
const cutRing = (ring) => EDGES.reduce((points, edge) => (points.length ? cutEdge(points, ...edge) : points), ring.slice(0, -1));
const inside = ([x, y]) => x >= FRAME[0] && x <= FRAME[2] && y >= FRAME[1] && y <= FRAME[3];

/** Cut a line into the pieces that lie in the frame. */
function cutLine(line) {
  const pieces = [[]];
  for (const point of line) {
    if (inside(point)) pieces.at(-1).push(point);
    else if (pieces.at(-1).length) pieces.push([]);
  }
  return pieces.filter((piece) => piece.length > 1);
}

/** Write points as whole hundredths of a degree, each but the first by its distance from the one before. */
function pack(points) {
  const packed = [];
  let [lastX, lastY] = [0, 0];
  for (const point of points) {
    const [x, y] = point.map((value) => Math.round(value * 100));
    if (packed.length && x === lastX && y === lastY) continue;
    packed.push(x - lastX, y - lastY);
    [lastX, lastY] = [x, y];
  }
  return packed;
}

function area(ring) {
  return ring.reduce((sum, [x, y], index) => sum + ring.at(index - 1)[0] * y - x * ring.at(index - 1)[1], 0) / 2;
}

/** The middle of the largest ring. */
function middle(rings) {
  const ring = rings.reduce((best, one) => (Math.abs(area(one)) > Math.abs(area(best)) ? one : best));
  const whole = area(ring);
  const sums = ring.reduce(
    ([sumX, sumY], [x, y], index) => {
      const [beforeX, beforeY] = ring.at(index - 1);
      const cross = beforeX * y - x * beforeY;
      return [sumX + (beforeX + x) * cross, sumY + (beforeY + y) * cross];
    },
    [0, 0],
  );
  return sums.map((sum) => Math.round((sum / (6 * whole)) * 100) / 100);
}

/**
 * Return the region: countries with their packed rings, and boundaries, that of Kosovo with Serbia apart.
 * @param atlas path of world-atlas/countries-50m.json
 */
export async function region(atlas) {
  const topology = JSON.parse(await readFile(atlas, "utf8"));
  const all = topology.objects.countries;
  const codeOf = (one) => OF_NAME[one.properties.name] ?? CODES[one.id] ?? null;
  const countries = new Map();
  for (const one of all.geometries) {
    const code = codeOf(one);
    const { type, coordinates } = feature(topology, one).geometry;
    const rings = (type === "Polygon" ? [coordinates] : coordinates).flatMap((polygon) => polygon.map(cutRing));
    const kept = rings.filter((ring) => ring.length > 2);
    if (code && kept.length) countries.set(code, [...(countries.get(code) ?? []), ...kept]);
  }
  const disputed = (a, b) => [codeOf(a), codeOf(b)].sort().join() === "SRB,XKX";
  const lines = (wanted) => mesh(topology, all, wanted).coordinates.flatMap(cutLine).map(pack);
  return {
    frame: FRAME,
    countries: [...countries].map(([code, rings]) => ({ code, at: NAMED_AT[code] ?? middle(rings), rings: rings.map(pack) })),
    borders: lines((a, b) => a !== b && codeOf(a) !== codeOf(b) && !disputed(a, b)),
    kosovo: lines((a, b) => a !== b && disputed(a, b)),
  };
}
