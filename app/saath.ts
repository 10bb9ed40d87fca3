// saath.ts - comforts only: every page works without it.
//
// References: while somebody types into a .find, the server's /find/KIND says
// what it may mean. Choosing one fills the hidden id; the server settles what
// was only typed.

import "./part/grid";
import "./part/ask";
import "./part/backlog";
import "./part/box";
import "./part/seek";
import "./part/keys";
import "./part/session";
import "./part/stay";
import "./part/export";

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
  const list = document.createElement("ul");
  let found: Found[] = [];
  let at = -1;
  let timer = 0;
  let asked = 0;

  list.id = "find" + serial;
  list.setAttribute("role", "listbox");
  list.hidden = true;
  box.append(list);
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-controls", list.id);
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-expanded", "false");

  const shut = (): void => {
    list.hidden = true;
    at = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const take = (f: Found): void => {
    input.value = f.name;
    was.value = f.name;
    id.value = f.id;
    shut();
  };
  const mark = (): void => {
    Array.from(list.children).forEach((li, i) => {
      li.setAttribute("aria-selected", String(i === at));
      if (i === at) {
        input.setAttribute("aria-activedescendant", li.id);
        li.scrollIntoView({ block: "nearest" });
      }
    });
  };
  const show = (): void => {
    list.replaceChildren(...found.map((f, i) => {
      const li = document.createElement("li");
      const hint = document.createElement("small");
      li.id = list.id + "-" + i;
      li.setAttribute("role", "option");
      li.textContent = f.name;
      hint.textContent = f.hint;
      li.append(hint);
      li.addEventListener("mousedown", (e) => {
        e.preventDefault();
        take(f);
      });
      return li;
    }));
    at = -1;
    list.hidden = found.length === 0;
    input.setAttribute("aria-expanded", String(found.length > 0));
  };
  const ask = async (): Promise<void> => {
    const words = input.value.trim();
    const mine = ++asked;
    if (words.length < 2) {
      shut();
      return;
    }
    try {
      const r = await fetch(
        "/find/" + box.dataset.find + "?q=" + encodeURIComponent(words),
        { headers: { Accept: "application/json" } });
      if (!r.ok || mine !== asked) return;
      found = (await r.json()).found as Found[];
      show();
    } catch {
      shut();               // no signal: the server settles it when sent
    }
  };

  input.addEventListener("input", () => {
    id.value = "";
    was.value = "";
    clearTimeout(timer);
    timer = window.setTimeout(ask, 160);
  });
  input.addEventListener("blur", shut);
  input.addEventListener("keydown", (e) => {
    if (list.hidden) return;
    if (e.key === "ArrowDown" || e.key === "ArrowUp") {
      const n = found.length;
      at = (at + (e.key === "ArrowDown" ? 1 : n) + (at < 0 ? n : 0)) % n;
      if (at < 0) at = 0;
      mark();
      e.preventDefault();
    } else if (e.key === "Enter" && at >= 0) {
      take(found[at]);
      e.preventDefault();
    } else if (e.key === "Escape") {
      shut();
    }
  });
}

document.querySelectorAll<HTMLElement>(".find").forEach(finder);

// A form is sent once, however often the finger comes down.
// Sheets with a draft and signing out see to it themselves.
document.querySelectorAll<HTMLFormElement>(
  "form[method=post]:not([data-draft], .person)").forEach((f) => {
  f.addEventListener("submit", (e) => {
    if (f.dataset.sent) e.preventDefault();
    f.dataset.sent = "1";
  });
});
window.addEventListener("pageshow", () => {
  document.querySelectorAll<HTMLFormElement>("form").forEach((f) => {
    delete f.dataset.sent;
  });
});

// A text that is copied by a button; where there is no way to, it stays hidden.
document.querySelectorAll<HTMLButtonElement>("[data-copy]").forEach((b) => {
  const from = document.getElementById(b.dataset.copy ?? "");
  if (!(from instanceof HTMLTextAreaElement) || !navigator.clipboard) return;
  b.hidden = false;
  b.addEventListener("click", () => {
    from.select();
    navigator.clipboard.writeText(from.value).then(() => {
      b.textContent = b.dataset.done ?? b.textContent;
    }, () => { b.hidden = true; });
  });
});

// A filter that is chosen is applied; the button stays for everybody else.
document.querySelectorAll<HTMLSelectElement>(".filter select").forEach((s) => {
  s.addEventListener("change", () => s.form?.requestSubmit());
});
