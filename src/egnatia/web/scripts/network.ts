// A network as the page hands it over, and what can be said of it without a picture.

export interface Thing {
  id: string;
  kind: string;
  kindWords: string;
  group: string;
  sign: string;
  title: string;
  latin: string;
  x: number;
  y: number;
  start: boolean;
  more: number;
  open: string;
  further: string;
}

export interface Tie {
  one: string;
  other: string;
  words: string;
  mutual: boolean;
}

export interface Network {
  nodes: Thing[];
  ties: Tie[];
}

export interface Place {
  x: number;
  y: number;
}

/** Read what a page hands over to a script; null if there is nothing. */
export function handedOver(island: Element): unknown {
  const text = island.querySelector("script[type='application/json']")?.textContent;
  return text ? (JSON.parse(text) as unknown) : null;
}

/** How large things are drawn: those with more ties larger, all smaller where there are many. */
export function sizeOf(ties: number, things: number): number {
  const [least, most] = things > 2000 ? [2, 7] : things > 200 ? [4, 10] : [8, 14];
  return Math.min(most, least + 1.5 * Math.sqrt(ties));
}

/**
 * Find the thing to which an arrow key leads: the nearest that lies more in that direction than aside.
 * @param from where one is
 * @param others the things that are shown
 * @param way of the key: x to the right, y upwards
 */
export function nextThing<T extends Place>(from: Place, others: Iterable<T>, way: Place): T | null {
  let best: T | null = null;
  let least = Infinity;
  for (const other of others) {
    const [x, y] = [other.x - from.x, other.y - from.y];
    const ahead = x * way.x + y * way.y;
    const aside = Math.abs(x * way.y) + Math.abs(y * way.x);
    if (ahead <= 0 || aside > ahead) continue;
    const far = ahead + 2 * aside;
    if (far < least) [best, least] = [other, far];
  }
  return best;
}

/** Say what a thing is tied to: kind and name, then each tie with the other's name, the first few. */
export function tell(network: Network, id: string, tiesWord: string, most = 8): string {
  const thing = network.nodes.find((one) => one.id === id);
  if (!thing) return "";
  const titles = new Map(network.nodes.map((one) => [one.id, one.title]));
  const own = network.ties.filter((tie) => tie.one === id || tie.other === id);
  const said = own.slice(0, most).map((tie) => `${tie.words} – ${titles.get(tie.one === id ? tie.other : tie.one) ?? ""}`);
  const rest = own.length > most ? ` (+${own.length - most})` : "";
  const name = thing.latin ? `${thing.title} (${thing.latin})` : thing.title;
  return `${thing.kindWords} ${name}, ${tiesWord}: ${own.length}. ${said.join("; ")}${rest}`;
}
