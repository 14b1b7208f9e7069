// What the pictures on a page have in common: the place where they are drawn, its buttons, the colours of the theme.

/** A picture that can be made larger and smaller, and shown as a whole. */
export interface Sizing {
  in: () => void;
  out: () => void;
  all: () => void;
}

/** Return a colour or another value of the style as it holds now, light or dark. */
export function styled(name: string): string {
  return getComputedStyle(document.body).getPropertyValue(`--${name}`).trim();
}

/** Call back whenever the computer changes between light and dark. */
export function whenThemeChanges(redraw: () => void): void {
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
}

/** Show the place of a picture, and fold the table that says the same; returns the element to draw in. */
export function openPicture(island: HTMLElement, role: string): HTMLElement {
  const picture = island.querySelector<HTMLElement>("[data-canvas]");
  if (!picture) throw new Error("no place for a picture");
  picture.hidden = false;
  const drawing = document.createElement("div");
  drawing.className = "drawing";
  drawing.tabIndex = 0;
  drawing.setAttribute("role", role);
  drawing.setAttribute("aria-label", island.dataset["saysLabel"] ?? "");
  picture.append(drawing);
  const table = island.querySelector<HTMLDetailsElement>("details[data-table]");
  if (table) {
    table.open = false;
    window.addEventListener("beforeprint", () => (table.open = true)); // paper has room for both
  }
  return drawing;
}

/** Add the buttons by which a picture is made larger and smaller. */
export function addSizes(island: HTMLElement, drawing: HTMLElement, sizing: Sizing): void {
  const bar = document.createElement("div");
  bar.className = "sizes";
  const buttons: [string, string, () => void][] = [
    ["+", island.dataset["saysIn"] ?? "", sizing.in],
    ["−", island.dataset["saysOut"] ?? "", sizing.out],
    ["⤢", island.dataset["saysAll"] ?? "", sizing.all],
  ];
  for (const [sign, words, act] of buttons) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "plain";
    button.textContent = sign;
    button.title = words;
    button.setAttribute("aria-label", words);
    button.addEventListener("click", act);
    bar.append(button);
  }
  drawing.before(bar);
}
