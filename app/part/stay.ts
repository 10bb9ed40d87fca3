// stay.ts - the language may be changed in the middle of a form: what was typed
// is laid into the same form again. Sheets with a draft see to it themselves.
// Not on a phone of the field app: what is typed lies there closed, or nowhere.

interface Typed { at: number; name: string; value: string; on: boolean }
type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

const MINUTE = 60e3;
const key = "stay " + location.pathname;

const forms = (): HTMLFormElement[] => Array.from(
  document.querySelectorAll<HTMLFormElement>("main form:not([data-draft])"));

const controls = (f: HTMLFormElement): Control[] =>
  (Array.from(f.elements) as Control[]).filter((c) => c.name &&
    c.name !== "_csrf" && !["file", "password", "submit", "fieldset"]
    .includes(c.type));

function keep(): void {
  if (document.getElementById("unsent")) return;
  const all: Typed[][] = forms().map((f) => controls(f).map((c, at) =>
    ({ at, name: c.name, value: c.value,
      on: c instanceof HTMLInputElement && c.checked })));
  const texts = JSON.stringify({ at: Date.now(), all });
  if (texts.length < 1e6) sessionStorage.setItem(key, texts);
}

// Only where the form has the same controls, in the same order.
function lay(): void {
  const kept = sessionStorage.getItem(key);
  if (!kept) return;
  sessionStorage.removeItem(key);
  const was = JSON.parse(kept) as { at: number; all: Typed[][] };
  const all = was.all, now = forms();
  if (Date.now() - was.at > MINUTE || all.length !== now.length) return;
  now.forEach((f, i) => {
    const to = controls(f);
    if (to.length !== all[i].length ||
        to.some((c, n) => c.name !== all[i][n].name)) return;
    to.forEach((c, n) => {
      if (c instanceof HTMLInputElement && /^(radio|checkbox)$/.test(c.type))
        c.checked = all[i][n].on;
      else
        c.value = all[i][n].value;
    });
  });
}

document.querySelectorAll<HTMLAnchorElement>(".langs a").forEach((a) => {
  a.addEventListener("click", () => {
    try {
      keep();
    } catch {
      // no room: the page is drawn anew without it
    }
  });
});
try {
  lay();
} catch {
  // what another version of us kept
}
