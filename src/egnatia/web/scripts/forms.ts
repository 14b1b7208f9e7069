// Forms: one press sends once; ticking a box of a table's head ticks the whole column.

/** How long a second press is taken for a slip where a file comes. */
const FILE_MS = 3000;

/** Keep a second press from sending a form again while the first is under way. The node guards itself as well. */
function sendOnce(event: SubmitEvent): void {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || form.method !== "post" || event.defaultPrevented) return;
  if (form.dataset["sent"] === "yes") {
    event.preventDefault();
    return;
  }
  form.dataset["sent"] = "yes";
  // A form that is answered with a file stays on the page; a later press is meant.
  if ("file" in form.dataset) setTimeout(() => delete form.dataset["sent"], FILE_MS);
}

/** Listen to the forms of a page. */
export function listenToForms(page: Document): void {
  page.addEventListener("submit", sendOnce);
  // A page that comes back out of the browser's memory may be sent again: that is what going back is for.
  window.addEventListener("pageshow", () => {
    page.querySelectorAll<HTMLFormElement>("form[data-sent]").forEach((form) => delete form.dataset["sent"]);
  });
  page.querySelectorAll<HTMLInputElement>("input[data-ticks]").forEach((all) => {
    all.hidden = false;
    all.addEventListener("change", () => {
      const boxes = all.closest("table")?.querySelectorAll<HTMLInputElement>("tbody input[type=checkbox]") ?? [];
      boxes.forEach((box) => (box.checked = all.checked));
    });
  });
}
