// Another language or other colours: the page is loaded anew, and what was typed stands in it again.
// It is kept by this tab for the time of that one load, under the address to which it goes, and nowhere else.

const KEY = "egnatia-typed";
/** What a page says of itself: it is another one after the load. */
const ITS_OWN = ["form_key", "once", "back", "seen", "form"];

type Field = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;
type Typed = { id: string; name: string; value: string; on: boolean };

function fields(page: Document): Field[] {
  const found = page.querySelectorAll<Field>("main :is(input, select, textarea):is([id], [name])");
  return [...found].filter((field) => !["password", "file"].includes(field.type) && !ITS_OWN.includes(field.name));
}

function ticked(field: Field): field is HTMLInputElement {
  return field instanceof HTMLInputElement && (field.type === "checkbox" || field.type === "radio");
}

function keep(page: Document, back: string): void {
  const typed: Typed[] = fields(page).map((field) => ({
    id: field.id,
    name: field.name,
    value: field.value,
    on: ticked(field) ? field.checked : true,
  }));
  sessionStorage.setItem(KEY, JSON.stringify({ at: back, typed }));
}

/** Tell whether something was typed into a field: its id says so, or where one of both has none, its name. */
function isOf(field: Field, typed: Typed): boolean {
  if (field.id && typed.id) return field.id === typed.id;
  return field.name === typed.name && (!ticked(field) || field.value === typed.value);
}

function restore(page: Document): void {
  const kept = sessionStorage.getItem(KEY);
  sessionStorage.removeItem(KEY);
  if (!kept) return;
  const { at, typed } = JSON.parse(kept) as { at: string; typed: Typed[] };
  if (at !== location.pathname + location.search) return;
  const changed = fields(page).filter((field) => field.type !== "hidden" && put(field, typed));
  // What follows the form (the law's word) follows what stands in it again.
  changed[0]?.dispatchEvent(new Event("input", { bubbles: true }));
}

function put(field: Field, typed: Typed[]): boolean {
  const known = typed.find((one) => isOf(field, one));
  if (!known) return false;
  if (ticked(field)) field.checked = known.on;
  else field.value = known.value;
  return true;
}

/** Keep what was typed while the language or the colours change. */
export function listenToLanguage(page: Document): void {
  const form = page.querySelector<HTMLFormElement>("form[action='/display']");
  const back = form?.querySelector<HTMLInputElement>("input[name=back]")?.value ?? "";
  form?.addEventListener("submit", () => keep(page, back));
  restore(page);
}
