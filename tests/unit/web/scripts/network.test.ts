// What can be said of a network without a picture.
import assert from "node:assert/strict";
import { test } from "node:test";

import { type Network, type Thing, nextThing, sizeOf, tell } from "../../../../src/egnatia/web/scripts/network.ts";

const thing = (id: string, x: number, y: number): Thing => ({
  id, kind: "person", kindWords: "Person", group: "people", sign: "●", title: id.toUpperCase(), latin: "",
  x, y, start: false, more: 0, open: "", further: "",
});
const RIGHT = { x: 1, y: 0 };
const UP = { x: 0, y: 1 };

test("an arrow leads to the nearest thing in its direction", () => {
  const [near, far, aside] = [thing("near", 1, 0.1), thing("far", 3, 0), thing("aside", 0.5, 2)];
  assert.equal(nextThing({ x: 0, y: 0 }, [far, near, aside], RIGHT), near);
  assert.equal(nextThing({ x: 0, y: 0 }, [far, near, aside], UP), aside);
  assert.equal(nextThing({ x: 0, y: 0 }, [near, far], { x: -1, y: 0 }), null);
});

test("from each of many things, arrows reach all others", () => {
  const all = Array.from({ length: 60 }, (_, index) => thing(`t${index}`, Math.cos(index * 7.3) * index, Math.sin(index * 3.1) * index));
  const seen = new Set([all[0]]);
  const waiting = [all[0]!];
  while (waiting.length) {
    const from = waiting.pop()!;
    for (const way of [RIGHT, UP, { x: -1, y: 0 }, { x: 0, y: -1 }]) {
      const next = nextThing(from, all, way);
      if (next && !seen.has(next)) { seen.add(next); waiting.push(next); }
    }
  }
  assert.ok(seen.size >= 57, `${seen.size} of 60`);
});

test("what a thing is tied to is told with the names of the others, the first few", () => {
  const ties = Array.from({ length: 10 }, (_, index) => ({ one: "a", other: `b${index}`, words: "Use", mutual: false }));
  const network: Network = { nodes: [thing("a", 0, 0), ...ties.map((tie) => thing(tie.other, 1, 1))], ties };
  const told = tell(network, "a", "ties", 3);
  assert.equal(told, "Person A, ties: 10. Use – B0; Use – B1; Use – B2 (+7)");
  assert.equal(tell(network, "b4", "ties"), "Person B4, ties: 1. Use – A");
  assert.equal(tell(network, "nobody", "ties"), "");
});

test("things with more ties are larger, within bounds", () => {
  for (const many of [10, 1000, 10_000]) {
    const sizes = [0, 1, 10, 1000].map((ties) => sizeOf(ties, many));
    assert.deepEqual(sizes, [...sizes].sort((a, b) => a - b));
    assert.ok(sizes[3]! <= 14);
  }
});
