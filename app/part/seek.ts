// seek.ts - the box that finds anything: Ctrl-K from anywhere, results while
// one types, arrows and Enter. Without script it is a form that leads to /find.
import { combo } from "./combo";

interface Hit {
  name: string;
  hint: string;
  what: string;
  path: string;
}

function seeker(form: HTMLFormElement, serial: number): void {
  const input = form.querySelector<HTMLInputElement>("input[name=q]");
  if (!input) return;
  combo<Hit>({
    input, into: form, id: "seek" + serial,
    label: input.getAttribute("aria-label") ??
      input.closest("label")?.firstChild?.textContent ?? "",
    url: (words) => "/find?live=1&q=" + encodeURIComponent(words),
    draw: (li, h) => {
      const name = document.createElement("bdi");
      const hint = document.createElement("small");
      name.textContent = h.name;
      hint.textContent = h.what + (h.hint ? " · " + h.hint : "");
      li.append(name, hint);
    },
    take: (h) => location.assign(h.path),
    left: () => {
      form.classList.remove("on");
      input.blur();
    },
  });
}

const boxes = document.querySelectorAll<HTMLFormElement>("form.seeks");
const first = boxes.item(0);
boxes.forEach(seeker);

function open(): void {
  const input = first?.querySelector<HTMLInputElement>("input[name=q]");
  first?.classList.add("on");
  input?.focus();
  input?.select();
}

document.addEventListener("keydown", (e) => {
  if (!first || !(e.ctrlKey || e.metaKey) || e.altKey || e.shiftKey ||
    e.key.toLowerCase() !== "k") return;
  e.preventDefault();
  open();
});
document.querySelector(".seekgo")?.addEventListener("click", (e) => {
  if (!first || (e as MouseEvent).ctrlKey || (e as MouseEvent).metaKey) return;
  e.preventDefault();
  open();
});
