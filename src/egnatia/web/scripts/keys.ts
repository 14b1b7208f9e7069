// Keys: "/" goes to the search box, "g" and a letter to a section, "?" shows them all.

/** How long "g" waits for its letter. */
const PATIENCE_MS = 1500;

/** Where letters go in: a ticked box or a chosen file takes none, and would only swallow the keys. */
const WRITTEN =
  "input:not([type=checkbox], [type=radio], [type=file], [type=button], [type=submit]), select, textarea, [contenteditable]";

/** Tell whether somebody is typing there, so that a key is a letter and no command. */
export function isTyping(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest(WRITTEN) !== null;
}

/** Name a key as the help does: where it writes Greek or Cyrillic, by the Latin letter that is printed beside it. */
export function letterOf(event: Pick<KeyboardEvent, "key" | "code">): string {
  const foreign = event.key.length === 1 && event.key > "\u007f";
  return foreign && event.code.startsWith("Key") ? event.code.slice(3).toLowerCase() : event.key;
}

/** Read from the help dialog which letter goes where: what is written there is what works. */
export function sections(page: Document): Map<string, string> {
  const found = new Map<string, string>();
  for (const line of page.querySelectorAll<HTMLElement>("#keys [data-key]")) {
    found.set(line.dataset["key"] ?? "", line.dataset["path"] ?? "");
  }
  return found;
}

/** Listen to keys for as long as the page is there. */
export function listenToKeys(page: Document): void {
  const dialog = page.querySelector<HTMLDialogElement>("#keys");
  const search = page.querySelector<HTMLInputElement>("#search");
  const paths = sections(page);
  let waitingSince = 0;

  page.querySelectorAll<HTMLButtonElement>("[data-opens]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => {
      page.querySelector<HTMLDialogElement>(`#${button.dataset["opens"] ?? ""}`)?.showModal();
    });
  });
  page.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    const key = letterOf(event);
    const path = event.timeStamp - waitingSince < PATIENCE_MS ? paths.get(key) : undefined;
    waitingSince = key === "g" ? event.timeStamp : -PATIENCE_MS;
    if (path !== undefined) {
      event.preventDefault();
      window.location.assign(path);
    } else if (event.key === "/" && search) {
      event.preventDefault();
      search.focus();
      search.select();
    } else if (event.key === "?" && dialog && !dialog.open) {
      event.preventDefault();
      dialog.showModal();
    }
  });
}
