// Where points of the earth stand on a picture.
import assert from "node:assert/strict";
import { test } from "node:test";

import { bounded, drawer, fit, moved, place, unpack, windowOf } from "../../../../src/egnatia/web/scripts/projection.ts";

const SIZE = [800, 480] as const;

test("a window fits the picture, with its middle in the middle", () => {
  const view = fit([19, 41, 23, 44], ...SIZE);
  for (const [longitude, latitude] of [[19, 41], [23, 44], [19, 44]] as const) {
    const [x, y] = place(view, ...SIZE, longitude, latitude);
    assert.ok(x >= 47 && x <= 753 && y >= 47 && y <= 433, `${x}, ${y}`);
  }
  const [x] = place(view, ...SIZE, 21, 42);
  assert.ok(Math.abs(x - 400) < 1e-6);
});

test("north is up and east is right", () => {
  const view = fit([19, 41, 23, 44], ...SIZE);
  assert.ok(place(view, ...SIZE, 21, 43)[1] < place(view, ...SIZE, 21, 42)[1]);
  assert.ok(place(view, ...SIZE, 22, 42)[0] > place(view, ...SIZE, 21, 42)[0]);
});

test("Mercator: a degree of latitude at 60 degrees is twice one of longitude", () => {
  const view = { longitude: 10, latitude: 60, scale: 10_000 };
  const [x0, y0] = place(view, ...SIZE, 10, 60);
  const wide = place(view, ...SIZE, 10.01, 60)[0] - x0;
  const high = y0 - place(view, ...SIZE, 10, 60.01)[1];
  assert.ok(Math.abs(high / wide - 2) < 1e-3);
});

test("the window around one point still shows the land about it, and none is around nothing", () => {
  assert.deepEqual(windowOf([[42, 21]]), [20.25, 41.25, 21.75, 42.75]);
  assert.deepEqual(windowOf([[42, 21], [44, 25]]), [21, 42, 25, 44]);
  assert.equal(windowOf([]), null);
});

test("a view is not moved out of the region, and not made larger than the map is good for", () => {
  const frame: [number, number, number, number] = [-11, 28, 75, 61];
  const view = fit([19, 41, 23, 44], ...SIZE);
  assert.equal(moved(view, 1e9, 0, frame).longitude, 75);
  assert.equal(moved(view, 0, 1e9, frame).latitude, 28);
  const back = moved(moved(view, 80, 40, frame), -80, -40, frame);
  assert.ok(Math.abs(back.latitude - view.latitude) < 1e-9);
  assert.equal(bounded(1e9), bounded(1e12));
});

test("packed points are read as they were, and drawn straight from one to the next", () => {
  assert.deepEqual(unpack([2000, 4100, 100, 0, 0, -50]), [[20, 41], [21, 41], [21, 40.5]]);
  const path = drawer(fit([19, 41, 23, 44], ...SIZE), ...SIZE)({ type: "LineString", coordinates: unpack([2000, 4200, 100, 0]) });
  assert.match(path, /^M[\d.]+,[\d.]+L[\d.]+,[\d.]+$/);
});
