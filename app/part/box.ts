// box.ts - what must lie in the box when a meeting closes, while it is typed:
// what was there before, saved, fines and instalments, less what was spent. The
// server says the same when the sheet is sent.

import { paisa, plain } from "./number";
import { textPut } from "./text";

function box(form: HTMLFormElement): void {
  const place = form.querySelector<HTMLElement>("[data-box]");
  const typed = (name: string): string =>
    (form.elements.namedItem(name) as HTMLInputElement | null)?.value ?? "";
  const total = (name: string): number =>
    paisa(form.querySelector(`[data-total=${name}]`)?.textContent ?? "");
  const put = (what: string, text: string): void =>
    textPut(place?.querySelector(`[data-box-${what}]`), text);
  if (!place) return;
  const rows = !!form.querySelector("tr[data-key] td input:checked, .sure") ||
    total("amount") !== 0;
  const sheet = paisa(typed("box_before")) +
    (rows ? total("amount") + total("voluntary") + total("special") :
      paisa(typed("total"))) + total("fined") + total("repaid") - paisa(typed("spent"));
  const counted = typed("boxed").trim() !== "";
  const differs = counted ? paisa(typed("boxed")) - sheet : 0;
  put("sheet", plain(sheet / 100));
  put("difference", counted ? plain(differs / 100) : "");
  place.classList.toggle("differs", differs !== 0);
  place.classList.toggle("agrees", counted && differs === 0);
}

const about = (e: Event): void => {
  const form = (e.target as Element).closest("form");
  if (form) box(form);
};
document.addEventListener("summed", about);
document.addEventListener("input", about);
document.querySelectorAll("form").forEach(box);
