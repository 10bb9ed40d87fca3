// seek.ts - the box that finds anything: Ctrl-K from anywhere, results while
// one types, arrows and Enter. Without script it is a form that leads to /find.

interface Hit {
  name: string;
  hint: string;
  what: string;
  path: string;
}

let serial = 0;

function seeker(form: HTMLFormElement): void {
  const input = form.querySelector<HTMLInputElement>("input[name=q]");
  if (!input) return;
  const list = document.createElement("ul");
  let hits: Hit[] = [], at = -1, timer = 0, asked = 0;

  list.id = "seek" + ++serial;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", input.getAttribute("aria-label") ??
    input.closest("label")?.firstChild?.textContent ?? "");
  list.hidden = true;
  form.append(list);
  input.autocomplete = "off";
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-controls", list.id);
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-expanded", "false");

  const shut = (): void => {
    asked++;                // what is still on its way comes too late
    clearTimeout(timer);
    list.hidden = true;
    at = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const mark = (): void => {
    input.removeAttribute("aria-activedescendant");
    Array.from(list.children).forEach((li, i) => {
      li.setAttribute("aria-selected", String(i === at));
      if (i !== at) return;
      input.setAttribute("aria-activedescendant", li.id);
      li.scrollIntoView({ block: "nearest" });
    });
  };
  const show = (): void => {
    list.replaceChildren(...hits.map((h, i) => {
      const li = document.createElement("li");
      const name = document.createElement("bdi");
      const hint = document.createElement("small");
      li.id = list.id + "-" + i;
      li.setAttribute("role", "option");
      li.setAttribute("aria-selected", "false");
      name.textContent = h.name;
      hint.textContent = h.what + (h.hint ? " · " + h.hint : "");
      li.append(name, hint);
      li.addEventListener("mousedown", (e) => {
        e.preventDefault();
        location.assign(h.path);
      });
      return li;
    }));
    at = -1;
    mark();
    list.hidden = hits.length === 0;
    input.setAttribute("aria-expanded", String(hits.length > 0));
  };
  const ask = async (): Promise<void> => {
    const words = input.value.trim();
    const mine = ++asked;
    if (words.length < 2) {
      shut();
      return;
    }
    try {
      const r = await fetch("/find?live=1&q=" + encodeURIComponent(words),
        { headers: { Accept: "application/json" } });
      if (!r.ok || mine !== asked) return;
      hits = (await r.json()).found as Hit[];
      if (mine === asked) show();
    } catch {
      shut();               // no signal: Enter still sends the form
    }
  };

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = window.setTimeout(ask, 140);
  });
  input.addEventListener("blur", shut);
  input.addEventListener("keydown", (e) => {
    if (e.key === "Escape" && list.hidden) {
      form.classList.remove("on");
      input.blur();
    } else if (e.key === "Escape") {
      shut();
      e.preventDefault();   // the words stay
    } else if (list.hidden) {
      return;
    } else if (e.key === "ArrowDown" || e.key === "ArrowUp") {
      const n = hits.length + 1;  // one place more: back in the box
      at = (at + 1 + (e.key === "ArrowDown" ? 1 : n - 1)) % n - 1;
      mark();
      e.preventDefault();
    } else if (e.key === "Enter" && at >= 0) {
      location.assign(hits[at].path);
      e.preventDefault();
    }
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
