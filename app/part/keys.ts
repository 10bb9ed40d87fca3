// keys.ts - what the keyboard does on every page. What it does on a sheet
// stands in grid.ts; both are listed on /keys, which "?" lays over the page.
// Keys of one letter are silent while somebody types, and for good where the
// settings say so.

const silent = document.documentElement.dataset.keys === "silent";

const typing = (e: Element | null): boolean =>
  !!e?.closest("input:not([type=radio]):not([type=checkbox]), textarea, select," +
    " [contenteditable], [data-grid], dialog");

function seek(): boolean {
  const box = document.querySelector<HTMLInputElement>(".seek input");
  box?.focus();
  box?.select();
  return !!box;
}

function go(link: string): boolean {
  const a = document.querySelector<HTMLAnchorElement>(link);
  a?.click();
  return !!a;
}

const room = (n: number): boolean =>
  go(`.ways:not(.pages) li:nth-child(${n === 0 ? 10 : n}) > a`);

// ---- the list, over the page -----------------------------------------------

async function mainOf(path: string): Promise<HTMLElement | null> {
  const r = await fetch(path, { headers: { Accept: "text/html" } });
  const page = new DOMParser().parseFromString(await r.text(), "text/html");
  return r.ok ? page.querySelector("main") : null;
}

// What this page is for, and below it what the keys do.
async function help(): Promise<void> {
  const from = document.activeElement;
  const about = document.querySelector<HTMLAnchorElement>("a[data-help]");
  try {
    const asked = about ? mainOf(about.pathname) : null;
    const main = await mainOf("/keys");
    const told = await asked;
    const title = main?.querySelector("h1");
    if (!main || !title) return;
    const what = told?.querySelector(".told");
    if (what) title.before(what);
    const box = document.createElement("dialog");
    const shut = document.createElement("form");
    const button = document.createElement("button");
    title.id = "keys-title";
    box.setAttribute("aria-labelledby", title.id);
    shut.method = "dialog";
    button.textContent = "OK";
    button.lang = "en";
    button.className = "main";
    shut.append(button);
    box.append(...Array.from(main.childNodes), shut);
    box.addEventListener("close", () => {
      box.remove();
      if (from instanceof HTMLElement) from.focus();
    });
    document.body.append(box);
    box.showModal();
    button.focus();
  } catch {
    location.assign("/keys");       // no line, or a browser without dialogs
  }
}

// What belongs in the field one stands in, or in the columns of its sheet.
function field(): boolean {
  const at = document.activeElement;
  const said = document.getElementById(
    at?.getAttribute("aria-describedby")?.split(" ")[0] ?? "");
  const fold = said?.closest("details") ??
    at?.closest("form")?.querySelector<HTMLDetailsElement>("details.hints");
  if (!fold) return false;
  fold.open = !fold.open;
  return true;
}

// ---- every page --------------------------------------------------------------

let after = 0;                      // when "g" was pressed

function letter(e: KeyboardEvent): boolean {
  const g = e.timeStamp - after < 1500;
  after = 0;
  if (g && /^[0-9]$/.test(e.key)) return room(Number(e.key));
  switch (e.key) {
  case "?":
    void help();
    return true;
  case "/":
    return seek();
  case "g":
    after = e.timeStamp;
    return true;
  case "n":
    return go("main a.button.main[href^='/new/'], main a.button.main");
  default:
    return false;
  }
}

// The form one is in, or the only one there is, as its main button sends it.
function keep(): boolean {
  const form = document.activeElement?.closest("form") ??
    document.querySelector<HTMLFormElement>("main form[method=post]");
  const button = form?.querySelector<HTMLButtonElement>("button.main");
  if (!form || !button) return false;
  form.requestSubmit(button);
  return true;
}

document.addEventListener("keydown", (e) => {
  const held = e.ctrlKey || e.metaKey;
  // A sheet lets no Enter send it by a slip; this one is none.
  const done = e.isComposing ? false :
    held && e.key === "Enter" ? keep() :
    e.key === "F1" ? field() :
    e.defaultPrevented ? false :
    held || e.altKey || silent || typing(document.activeElement) ? false :
    letter(e);
  if (done) e.preventDefault();
});
