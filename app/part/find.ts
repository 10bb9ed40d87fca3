// find.ts - references: while somebody types into a .find, the server's
// /find/KIND says what it may mean. Choosing one fills the hidden id; the server
// settles what was only typed.
import { combo } from "./combo";

interface Found {
  id: string;
  name: string;
  hint: string;
  code: string;
}

function finder(box: HTMLElement, serial: number): void {
  const input = box.querySelector<HTMLInputElement>("input:not([type=hidden])");
  const hidden = box.querySelectorAll<HTMLInputElement>("input[type=hidden]");
  if (!input || hidden.length < 2) return;
  const was = hidden[0], id = hidden[1];
  const shut = combo<Found>({
    input, into: box, id: "find" + serial,
    label: input.labels?.[0]?.textContent?.trim() ??
      input.getAttribute("aria-label") ?? "",
    url: (words) => "/find/" + box.dataset.find + "?q=" +
      encodeURIComponent(words),
    draw: (li, f) => {
      const hint = document.createElement("small");
      li.textContent = f.name;
      hint.textContent = f.hint;
      li.append(hint);
    },
    take: (f) => {
      input.value = f.name;
      was.value = f.name;
      id.value = f.id;
      shut();
    },
    typed: () => {
      id.value = "";
      was.value = "";
    },
  });
}

document.querySelectorAll<HTMLElement>(".find").forEach(finder);
