// combo.ts - a box whose list is asked for while one types: arrows, Enter and
// Escape, or a finger; told to a screen reader as WAI-ARIA's combobox. The words
// stay what they are until something of the list is taken.

export interface Combo<T> {
  input: HTMLInputElement;
  into: HTMLElement;                      // the list lies at its end
  id: string;                             // of the list
  label: string;                          // of the list; "": none
  url(words: string): string;             // answers {"found": T[]}
  draw(li: HTMLElement, one: T): void;
  take(one: T): void;
  typed?(): void;
  left?(): void;                          // Escape, when no list is open
}

const LEAST = 2, WAIT = 150;              // letters; milliseconds

// Returns what shuts the list.
export function combo<T>(c: Combo<T>): () => void {
  const input = c.input, list = document.createElement("ul");
  let found: T[] = [], at = -1, timer = 0, asked = 0;

  list.id = c.id;
  list.setAttribute("role", "listbox");
  if (c.label) list.setAttribute("aria-label", c.label);
  list.hidden = true;
  c.into.append(list);
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
    list.replaceChildren(...found.map((one, i) => {
      const li = document.createElement("li");
      li.id = list.id + "-" + i;
      li.setAttribute("role", "option");
      c.draw(li, one);
      li.addEventListener("mousedown", (e) => {
        e.preventDefault();
        c.take(one);
      });
      return li;
    }));
    at = -1;
    mark();
    list.hidden = found.length === 0;
    input.setAttribute("aria-expanded", String(found.length > 0));
  };
  const ask = async (): Promise<void> => {
    const words = input.value.trim();
    const mine = ++asked;
    if (words.length < LEAST) {
      shut();
      return;
    }
    try {
      const r = await fetch(c.url(words),
        { headers: { Accept: "application/json" } });
      if (!r.ok || mine !== asked) return;
      const told = (await r.json()).found as T[];
      if (mine !== asked) return;
      found = told;
      show();
    } catch {
      shut();               // no signal: the server settles it when sent
    }
  };

  input.addEventListener("input", () => {
    c.typed?.();
    clearTimeout(timer);
    timer = window.setTimeout(ask, WAIT);
  });
  input.addEventListener("blur", shut);
  input.addEventListener("keydown", (e) => {
    if (e.key === "Escape" && list.hidden) {
      c.left?.();
    } else if (e.key === "Escape") {
      shut();
      e.preventDefault();   // the words stay
    } else if (list.hidden) {
      return;
    } else if (e.key === "ArrowDown" || e.key === "ArrowUp") {
      const n = found.length + 1;         // one place more: back in the box
      at = (at + 1 + (e.key === "ArrowDown" ? 1 : n - 1)) % n - 1;
      mark();
      e.preventDefault();
    } else if (e.key === "Enter" && at >= 0) {
      c.take(found[at]);
      e.preventDefault();
    }
  });
  return shut;
}
