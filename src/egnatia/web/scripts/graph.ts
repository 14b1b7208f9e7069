// The picture of a network, by Sigma; the table below it says the same. Loaded on pages with a network only.
import Graph from "graphology";
import Sigma from "sigma";
import type { Settings } from "sigma/settings";
import type { NodeDisplayData, PartialButFor } from "sigma/types";

import { type Network, type Thing, handedOver, nextThing, sizeOf, tell } from "./network.ts";
import { addSizes, openPicture, styled, whenThemeChanges } from "./picture.ts";

const FONT = '"Noto Sans", "Segoe UI", Arial, sans-serif';
/** With more ties than these, words beside lines are a thicket. */
const MOST_WORDS = 80;
const MANY = 2000;
const WAYS: Record<string, { x: number; y: number }> = {
  ArrowRight: { x: 1, y: 0 },
  ArrowLeft: { x: -1, y: 0 },
  ArrowUp: { x: 0, y: 1 },
  ArrowDown: { x: 0, y: -1 },
};

type Labelled = PartialButFor<NodeDisplayData, "x" | "y" | "size" | "label" | "color">;

interface Colours {
  ink: string;
  paper: string;
  line: string;
  edge: string;
  quiet: string;
}

function coloursNow(): Colours {
  return {
    ink: styled("ink"),
    paper: styled("paper"),
    line: styled("line"),
    edge: styled("edge"),
    quiet: styled("quiet"),
  };
}

/** Put the things and ties of a network into Graphology's graph. */
function graphOf(network: Network): Graph {
  const graph = new Graph({ multi: true, type: "directed" });
  for (const thing of network.nodes) {
    const more = thing.more ? ` +${thing.more}` : "";
    graph.addNode(thing.id, { x: thing.x, y: thing.y, label: `${thing.sign} ${thing.title}${more}`, group: thing.group });
  }
  const type = network.ties.length > MANY ? "line" : "arrow";
  for (const tie of network.ties) {
    graph.addEdge(tie.one, tie.other, { label: tie.words, size: 2, type: tie.mutual ? "line" : type });
  }
  graph.forEachNode((id) => graph.setNodeAttribute(id, "size", sizeOf(graph.degree(id), graph.order)));
  return graph;
}

/** One picture, with what is chosen in it and which kinds are hidden. */
class Picture {
  private readonly graph: Graph;
  private readonly things: Map<string, Thing>;
  private readonly hidden = new Set<string>();
  private colours = coloursNow();
  private groups = new Map<string, string>();
  private chosen: string | null = null;
  private beside = new Set<string>();
  private readonly sigma: Sigma;

  constructor(
    private readonly island: HTMLElement,
    private readonly network: Network,
    drawing: HTMLElement,
  ) {
    this.graph = graphOf(network);
    this.things = new Map(network.nodes.map((thing) => [thing.id, thing]));
    this.takeColours();
    this.sigma = new Sigma(this.graph, drawing, this.settings());
    this.sigma.on("clickNode", ({ node }) => this.choose(node));
    this.sigma.on("doubleClickNode", (event) => {
      event.preventSigmaDefault();
      this.go(this.things.get(event.node)?.further);
    });
    this.sigma.on("clickStage", () => this.choose(null));
    drawing.addEventListener("keydown", (event) => this.press(event));
    const camera = this.sigma.getCamera();
    addSizes(island, drawing, {
      in: () => void camera.animatedZoom({ duration: 150 }),
      out: () => void camera.animatedUnzoom({ duration: 150 }),
      all: () => void camera.animatedReset({ duration: 150 }),
    });
    this.listenToKinds();
    whenThemeChanges(() => {
      this.takeColours();
      this.sigma.setSetting("labelColor", { color: this.colours.ink });
      this.sigma.setSetting("edgeLabelColor", { color: this.colours.quiet });
      this.sigma.setSetting("defaultEdgeColor", this.colours.edge);
      this.redraw();
    });
    this.say(null);
  }

  private settings(): Partial<Settings> {
    const many = this.graph.order > MANY;
    return {
      labelFont: FONT,
      labelSize: 14,
      labelColor: { color: this.colours.ink },
      labelDensity: many ? 0.4 : 2,
      labelGridCellSize: many ? 160 : 80,
      labelRenderedSizeThreshold: many ? 5 : 0,
      edgeLabelFont: FONT,
      edgeLabelSize: 12,
      edgeLabelColor: { color: this.colours.quiet },
      renderEdgeLabels: this.graph.size <= MOST_WORDS,
      hideEdgesOnMove: many,
      enableEdgeEvents: false,
      zIndex: true,
      minEdgeThickness: many ? 0.5 : 1.7,
      allowInvalidContainer: true,
      stagePadding: 48,
      defaultDrawNodeLabel: (context, data) => this.drawLabel(context, data),
      defaultDrawNodeHover: (context, data) => this.drawHover(context, data),
      defaultEdgeColor: this.colours.edge,
    };
  }

  private takeColours(): void {
    this.colours = coloursNow();
    this.groups = new Map(this.network.nodes.map((thing) => [thing.group, ""]));
    for (const group of this.groups.keys()) this.groups.set(group, styled(`group-${group}`));
    this.graph.updateEachNodeAttributes(
      (id, attributes) => ({ ...attributes, color: this.groups.get(this.things.get(id)?.group ?? "") }),
      { attributes: ["color"] },
    );
  }

  /** Draw anew; each thing and tie is looked at only where some differ from how all look. */
  private redraw(): void {
    const same = this.chosen === null && !this.hidden.size;
    this.sigma.setSetting("nodeReducer", same ? null : (id, data) => ({ ...data, ...this.looks(id) }));
    this.sigma.setSetting("edgeReducer", same ? null : (id, data) => ({ ...data, ...this.looksOfTie(id) }));
  }

  private looks(id: string): Partial<NodeDisplayData> {
    const thing = this.things.get(id);
    const color = this.groups.get(thing?.group ?? "") ?? this.colours.ink;
    if (thing && this.hidden.has(thing.kind)) return { hidden: true };
    if (this.chosen === null) return { color, zIndex: 1 };
    if (id === this.chosen) return { color, highlighted: true, forceLabel: true, zIndex: 2 };
    if (this.beside.has(id)) return { color, forceLabel: true, zIndex: 1 };
    return { color: this.colours.line, label: "", zIndex: 0 };
  }

  private looksOfTie(id: string): { color: string; hidden?: boolean; forceLabel?: boolean; zIndex?: number } {
    const ends = this.graph.extremities(id);
    if (this.chosen === null) return { color: this.colours.edge };
    if (ends.includes(this.chosen)) return { color: this.colours.ink, forceLabel: true, zIndex: 1 };
    return { color: this.colours.line, zIndex: 0 };
  }

  /** Draw the label of what is pointed at or chosen on a ground of its own, in the colours of the theme. */
  private drawHover(context: CanvasRenderingContext2D, data: Labelled): void {
    context.beginPath();
    context.arc(data.x, data.y, data.size + 4, 0, 2 * Math.PI);
    context.lineWidth = 3;
    context.strokeStyle = this.colours.ink;
    context.stroke();
    if (!data.label) return;
    context.font = `600 14px ${FONT}`;
    const width = context.measureText(data.label).width + 12;
    const [left, top] = [data.x - width / 2, data.y + data.size + 8];
    context.fillStyle = this.colours.paper;
    context.fillRect(left, top, width, 24);
    context.lineWidth = 1;
    context.strokeStyle = this.colours.edge;
    context.strokeRect(left, top, width, 24);
    context.fillStyle = this.colours.ink;
    context.fillText(data.label, left + 6, top + 17);
  }

  /** Write a label below its thing, with a rim in the colour of the ground, so that lines do not run through it. */
  private drawLabel(context: CanvasRenderingContext2D, data: Labelled): void {
    if (!data.label) return;
    context.font = `14px ${FONT}`;
    const [left, base] = [data.x - context.measureText(data.label).width / 2, data.y + data.size + 16];
    context.lineWidth = 4;
    context.lineJoin = "round";
    context.strokeStyle = this.colours.paper;
    context.strokeText(data.label, left, base);
    context.fillStyle = this.colours.ink;
    context.fillText(data.label, left, base);
  }

  private choose(id: string | null): void {
    this.chosen = id;
    this.beside = new Set(id === null ? [] : this.graph.neighbors(id));
    this.redraw();
    this.say(id);
  }

  /** Say below the picture what is chosen, with the ways on; it is read aloud too. */
  private say(id: string | null): void {
    const told = this.island.querySelector<HTMLElement>("[data-told]");
    const says = this.island.dataset;
    const thing = id === null ? undefined : this.things.get(id);
    if (!told) return;
    told.hidden = false;
    told.textContent = thing ? `${tell(this.network, thing.id, says["saysTies"] ?? "")} ` : (says["saysStart"] ?? "");
    const ways: [string | undefined, string | undefined][] = [
      [thing?.open, says["saysOpen"]],
      [thing?.further, says["saysFurther"]],
    ];
    for (const [path, words] of ways) {
      if (!path) continue;
      const link = document.createElement("a");
      link.href = path;
      link.textContent = words ?? "";
      told.append(link, " ");
    }
  }

  private press(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const thing = this.chosen === null ? undefined : this.things.get(this.chosen);
    const camera = this.sigma.getCamera();
    const way = WAYS[event.key];
    const acts: Record<string, () => void> = {
      Enter: () => this.go(thing?.open),
      e: () => this.go(thing?.further),
      Escape: () => this.choose(null),
      "+": () => void camera.animatedZoom({ duration: 150 }),
      "-": () => void camera.animatedUnzoom({ duration: 150 }),
      "0": () => void camera.animatedReset({ duration: 150 }),
    };
    const act = way ? () => this.move(way) : acts[event.key];
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  }

  private move(way: { x: number; y: number }): void {
    const shown = this.network.nodes.filter((thing) => !this.hidden.has(thing.kind));
    const from = this.chosen === null ? undefined : this.things.get(this.chosen);
    const next = from ? nextThing(from, shown, way) : (shown.find((thing) => thing.start) ?? shown[0]);
    if (next) this.choose(next.id);
  }

  private go(path: string | undefined): void {
    if (path) window.location.assign(path);
  }

  /** Hide kinds whose tick is taken away, in the picture and in the table. */
  private listenToKinds(): void {
    this.island.querySelectorAll<HTMLInputElement>("[data-kinds] input").forEach((box) => {
      box.hidden = false;
      box.addEventListener("change", () => {
        if (box.checked) this.hidden.delete(box.value);
        else this.hidden.add(box.value);
        this.island.querySelectorAll<HTMLElement>("tr[data-kind]").forEach((row) => {
          row.hidden = this.hidden.has(row.dataset["kind"] ?? "");
        });
        this.redraw();
      });
    });
  }
}

/** Tell whether this computer can draw the picture; where it cannot, the table says the same. */
function canDraw(): boolean {
  const probe = document.createElement("canvas");
  return (probe.getContext("webgl2") ?? probe.getContext("webgl")) !== null;
}

document.querySelectorAll<HTMLElement>("[data-graph]").forEach((island) => {
  const network = handedOver(island) as Network | null;
  if (!network?.nodes.length || !canDraw()) return;
  new Picture(island, network, openPicture(island, "application"));
  performance.mark("network-drawn");
  island.dataset["drawn"] = "yes";
});
