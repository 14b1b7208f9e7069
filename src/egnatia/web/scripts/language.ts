// Another language or other colours: the page is loaded anew, and what was typed stands in it again.
// It is kept by this tab for the time of that one load, under the address of the page, and nowhere else.

const KEY = "egnatia-typed";

type Field = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

function fields(page: Document): Field[] {
  const found = page.querySelectorAll<Field>("main input[id], main select[id], main textarea[id]");
  return [...found].filter((field) => !["hidden", "password", "file"].includes(field.type));
}

function ticked(field: Field): field is HTMLInputElement {
  return field instanceof HTMLInputElement && (field.type === "checkbox" || field.type === "radio");
}

function keep(page: Document): void {
  const typed = fields(page).map((field) => [field.id, ticked(field) ? field.checked : field.value]);
  sessionStorage.setItem(KEY, JSON.stringify({ at: location.pathname + location.search, typed }));
}

function restore(page: Document): void {
  const kept = sessionStorage.getItem(KEY);
  sessionStorage.removeItem(KEY);
  if (!kept) return;
  const { at, typed } = JSON.parse(kept) as { at: string; typed: [string, string | boolean][] };
  if (at !== location.pathname + location.search) return;
  const known = new Map(typed);
  for (const field of fields(page)) {
    const value = known.get(field.id);
    if (typeof value === "string" && !ticked(field)) field.value = value;
    if (typeof value === "boolean" && ticked(field)) field.checked = value;
  }
}

/** Keep what was typed while the language or the colours change. */
export function listenToLanguage(page: Document): void {
  page.querySelector("form[action='/display']")?.addEventListener("submit", () => keep(page));
  restore(page);
}
