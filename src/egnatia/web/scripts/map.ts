// The map of a case file, by d3-geo, out of an atlas that this node serves; the table below it says the same.
import region from "egnatia:region";

import { handedOver } from "./network.ts";
import { addSizes, openPicture } from "./picture.ts";
import { type View, type Window, bounded, drawer, fit, moved, place, unpack, windowOf } from "./projection.ts";

interface Spot {
  point: [number, number];
  words: string;
  open: string;
  title?: string;
  when?: string;
  group?: string;
  radius?: string;
}

interface Handed {
  names: Record<string, string>;
  border: "solid" | "dashed";
  spots: Spot[];
  places: Spot[];
}

const SVG = "http://www.w3.org/2000/svg";
const STEP = 80;
const LARGER = 1.5;
/** Names of countries that are narrower than their name takes are not written. */
const LETTER = 8;
const RADIUS = 7;

function element(name: string, attributes: Record<string, string | number>, text = ""): SVGElement {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  if (text) made.textContent = text;
  return made;
}

const LAND = region.countries.map(({ code, at, rings }) => ({ code, at, rings: rings.map(unpack) }));
const lines = (packed: number[][]): GeoJSON.MultiLineString => ({
  type: "MultiLineString",
  coordinates: packed.map(unpack),
});
const BORDERS = lines(region.borders);
const KOSOVO = lines(region.kosovo);
const WHOLE: Window = region.frame;
/** What is shown of the region where nothing has a point. */
const BALKANS: Window = [13, 36, 30, 48];

/** One map with where one looks. */
class Chart {
  private view: View;
  private readonly start: Window;
  private readonly spots: Spot[];

  constructor(
    private readonly handed: Handed,
    private readonly drawing: HTMLElement,
  ) {
    const points = [...handed.spots, ...handed.places].map((spot) => spot.point);
    this.spots = together(handed.spots);
    this.start = windowOf(points) ?? BALKANS;
    this.view = fit(this.start, ...this.size());
    this.draw();
    drawing.addEventListener("keydown", (event) => this.press(event));
    new ResizeObserver(() => this.draw()).observe(drawing);
    this.listenToDragging();
  }

  larger(by: number): void {
    this.view = { ...this.view, scale: bounded(this.view.scale * by) };
    this.draw();
  }

  all(): void {
    this.view = fit(this.start, ...this.size());
    this.draw();
  }

  private size(): [number, number] {
    return [this.drawing.clientWidth || 800, this.drawing.clientHeight || 480];
  }

  private draw(): void {
    const [width, height] = this.size();
    const focused = [...this.drawing.querySelectorAll("a")].indexOf(document.activeElement as never);
    const svg = element("svg", { viewBox: `0 0 ${width} ${height}` });
    const write = drawer(this.view, width, height);
    const land = LAND.flatMap(({ rings }) => rings);
    svg.append(element("path", { class: "map-land", d: land.map((ring) => `${write(line(ring))}Z`).join("") }));
    svg.append(element("path", { class: "map-border", d: write(BORDERS) }));
    svg.append(element("path", { class: `map-border ${this.handed.border}`, d: write(KOSOVO) }));
    svg.append(...this.names(width, height));
    svg.append(...this.handed.places.map((spot) => this.mark(spot, width, height)));
    svg.append(...this.spots.map((spot) => this.mark(spot, width, height)));
    this.drawing.replaceChildren(svg);
    this.drawing.querySelectorAll<SVGAElement>("a")[focused]?.focus();
  }

  private *names(width: number, height: number): Generator<SVGElement> {
    for (const { code, at, rings } of LAND) {
      const name = this.handed.names[code];
      const [x, y] = place(this.view, width, height, ...at);
      const half = ((name?.length ?? 0) * LETTER) / 2;
      if (!name || x < half || y < LETTER || x > width - half || y > height - LETTER) continue;
      const degrees = Math.max(...rings.map((ring) => spread(ring)));
      const wide = (degrees * Math.PI * this.view.scale) / 180;
      if (wide > name.length * LETTER) yield element("text", { class: "map-name", x, y }, name);
    }
  }

  /** A point that Tab reaches and Enter opens; what it says is its name. */
  private mark(spot: Spot, width: number, height: number): SVGElement {
    const [x, y] = place(this.view, width, height, spot.point[1], spot.point[0]);
    const said = [spot.title, spot.words, spot.when, spot.radius && `± ${spot.radius}`].filter(Boolean).join(" · ");
    const link = element("a", { href: spot.open, "aria-label": said });
    const happened = spot.when !== undefined;
    link.append(element("title", {}, said));
    link.append(
      happened
        ? element("circle", { class: `map-spot group-${spot.group ?? ""}`, cx: x, cy: y, r: RADIUS })
        : element("path", { class: "map-place", d: `M${x - 5},${y - 5}h10l-5,9z` }),
    );
    const words = happened ? [spot.words, spot.when].filter(Boolean).join(", ") : spot.words;
    link.append(element("text", { class: "map-word", x: x + RADIUS + 4, y: y + 5 }, words));
    return link;
  }

  private press(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const ways: Record<string, [number, number]> = {
      ArrowRight: [STEP, 0],
      ArrowLeft: [-STEP, 0],
      ArrowUp: [0, -STEP],
      ArrowDown: [0, STEP],
    };
    const way = ways[event.key];
    const acts: Record<string, () => void> = {
      "+": () => this.larger(LARGER),
      "-": () => this.larger(1 / LARGER),
      "0": () => this.all(),
    };
    const act = way ? () => this.move(...way) : acts[event.key];
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  }

  private move(right: number, down: number): void {
    this.view = moved(this.view, right, down, WHOLE);
    this.draw();
  }

  private listenToDragging(): void {
    let last: PointerEvent | null = null;
    this.drawing.addEventListener("pointerdown", (event) => {
      if (!(event.target as Element).closest("a")) last = event;
    });
    this.drawing.addEventListener("pointermove", (event) => {
      if (!last || event.buttons !== 1) return;
      this.move(last.clientX - event.clientX, last.clientY - event.clientY);
      last = event;
    });
    window.addEventListener("pointerup", () => (last = null));
  }
}

/** Put what happened at one point into one mark, which leads to the table. */
function together(spots: Spot[]): Spot[] {
  const byPoint = new Map<string, Spot[]>();
  for (const spot of spots) byPoint.set(spot.point.join(), [...(byPoint.get(spot.point.join()) ?? []), spot]);
  return [...byPoint.values()].flatMap(([first, ...rest]) => {
    if (!first || !rest.length) return first ? [first] : [];
    const said = [first, ...rest].map((spot) => `${spot.title ?? ""} ${spot.when ?? ""}`).join("; ");
    return [{ ...first, title: said, when: `× ${rest.length + 1}`, open: "#where-table" }];
  });
}

function line(points: [number, number][]): GeoJSON.LineString {
  return { type: "LineString", coordinates: points };
}

function spread(ring: [number, number][]): number {
  const longitudes = ring.map(([longitude]) => longitude);
  return Math.max(...longitudes) - Math.min(...longitudes);
}

document.querySelectorAll<HTMLElement>("[data-map]").forEach((island) => {
  const handed = handedOver(island) as Handed | null;
  if (!handed) return;
  const drawing = openPicture(island, "group");
  const chart = new Chart(handed, drawing);
  addSizes(island, drawing, { in: () => chart.larger(LARGER), out: () => chart.larger(1 / LARGER), all: () => chart.all() });
  const footnote = island.querySelector<HTMLElement>("[data-footnote]");
  if (footnote?.textContent) footnote.hidden = false;
  island.dataset["drawn"] = "yes";
  const table = island.querySelector<HTMLDetailsElement>("details[data-table]");
  drawing.addEventListener("click", (event) => {
    const link = (event.target as Element).closest("a");
    if (table && link?.getAttribute("href") === "#where-table") table.open = true;
  });
});
