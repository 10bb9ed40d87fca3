// backlog.ts - the sums below an old register's columns while they are keyed,
// and whether the book's own sums agree.
import { paisa, plain } from "./number";

// What a cell saved: a letter for the mark may stand before the amount.
const amount = (said: string): number =>
  paisa(said.trim().replace(/^\p{L}/u, ""));

function sums(box: HTMLElement): void {
  box.querySelectorAll<HTMLElement>("[data-column-sum]").forEach((o) => {
    const at = o.dataset.columnSum;
    const book = box.querySelector<HTMLInputElement>(`[data-book="${at}"]`);
    let sum = 0;
    box.querySelectorAll<HTMLInputElement>(`[data-column="${at}"]`)
      .forEach((i) => { sum += amount(i.value); });
    const text = sum ? plain(sum / 100) : "";
    const said = book?.value.trim() ?? "";
    if (o.textContent !== text) o.textContent = text;
    book?.classList.toggle("differs", said !== "" && paisa(said) !== sum);
  });
}

const about = (e: Event): void => {
  const box = (e.target as Element).closest("form")
    ?.querySelector<HTMLElement>("[data-down]");
  if (box) sums(box);
};
document.addEventListener("input", about);
document.addEventListener("summed", about);
document.querySelectorAll<HTMLElement>("[data-down]").forEach(sums);
