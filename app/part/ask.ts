// ask.ts - questions that are asked only after certain answers: shown when they
// are, out of the way when they are not. The form says when; the server judges
// all the same, and without this script every question stands there.

type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

const controls = (q: Element): Control[] =>
  Array.from(q.querySelectorAll<Control>("input, select, textarea"));

// What was said to a question: each tick, or what was typed.
function said(q: Element): string[] {
  return controls(q)
    .filter((c) => !(c instanceof HTMLInputElement &&
      (c.type === "radio" || c.type === "checkbox")) || c.checked)
    .map((c) => c.value.trim()).filter((v) => v !== "");
}

// A whole number, also in Urdu digits; null where it is none.
function whole(text: string | undefined): bigint | null {
  const latin = (text ?? "").replace(/[\u0660-\u0669\u06f0-\u06f9]/g,
    (d) => String(d.charCodeAt(0) & 15)).replace(/[,\s]/g, "");
  return /^-?\d+$/.test(latin) ? BigInt(latin) : null;
}

type Questions = Map<string, HTMLElement>;

// The class of a count, as the card has it: both bounds are in it; of a share
// of another count, in hundredths, the lower one is not.
function classOf(all: Questions, q: HTMLElement, n: bigint): string {
  const per = q.dataset.per;
  const by = per === undefined ? 1n :
    whole(said(all.get(per) as HTMLElement)[0]) ?? 0n;
  const v = per === undefined ? n : n * 100n;
  if (by < 1n) return "";
  for (const one of JSON.parse(q.dataset.classes ?? "[]") as string[][]) {
    const code = one[0], least = one[1], upto = one[2];
    const low = least === "" ? null : BigInt(least) * by;
    if (low !== null && (per === undefined ? v < low : v <= low)) continue;
    if (upto === "" || v <= BigInt(upto) * by) return code;
  }
  return "";
}

function asked(all: Questions, q: HTMLElement, deep = 0): boolean {
  const by = all.get(q.dataset.when ?? "");
  if (q.dataset.when === undefined) return true;
  if (!by || deep > all.size) return false;
  const codes = (q.dataset.is ?? "").split(",").map((c) => c.trim());
  const n = by.dataset.classes ? whole(said(by)[0]) : null;
  const now = n === null ? said(by) : [classOf(all, by, n)];
  return now.some((c) => codes.includes(c)) && asked(all, by, deep + 1);
}

// What is not asked is not sent; what was typed there stays, should the answer
// before it change back.
function show(box: HTMLElement): void {
  const all: Questions = new Map();
  box.querySelectorAll<HTMLElement>("[data-ask]").forEach((q) => {
    if (!all.has(q.dataset.ask ?? "")) all.set(q.dataset.ask ?? "", q);
  });
  box.classList.add("on");
  for (const q of all.values()) {
    const is = asked(all, q);
    q.hidden = !is;
    for (const c of controls(q)) c.disabled = !is;
  }
}

const showAll = (): void =>
  document.querySelectorAll<HTMLElement>("[data-asks]").forEach(show);

for (const what of ["input", "change", "laid"])
  document.addEventListener(what, (e) => {
    const form = (e.target as Element).closest?.("form");
    form?.querySelectorAll<HTMLElement>("[data-asks]").forEach(show);
  });

// Enter goes on to the next question.
document.addEventListener("keydown", (e) => {
  const at = e.target as HTMLElement;
  if (e.key !== "Enter" || e.isComposing || !(at instanceof HTMLInputElement))
    return;
  const q = at.closest<HTMLElement>("[data-asks] [data-ask]");
  let next = q?.nextElementSibling as HTMLElement | null | undefined;
  while (next && next.hidden) next = next.nextElementSibling as HTMLElement;
  if (!q) return;
  e.preventDefault();
  if (next) {
    const all = controls(next);
    (all.find((c) => c instanceof HTMLInputElement && c.checked) ?? all[0])
      ?.focus();
  } else {
    q.closest("form")?.querySelector<HTMLElement>("button.main")?.focus();
  }
});

// ---- when it was asked, and where -----------------------------------------

const seconds = (): string => String(Math.floor(Date.now() / 1000));
const clocks = (name: string): NodeListOf<HTMLInputElement> =>
  document.querySelectorAll(`input[data-clock=${name}]`);

clocks("began").forEach((c) => { c.value ||= seconds(); });
document.addEventListener("submit", () => {
  clocks("ended").forEach((c) => { c.value = seconds(); });
}, true);

// Where the phone is, when somebody presses the button.
document.addEventListener("click", (e) => {
  const button = (e.target as Element).closest<HTMLElement>("[data-here]");
  const box = button?.parentElement;
  const out = box?.querySelector("output");
  if (!button || !box || !out) return;
  const put = (name: string, degrees: number): void => {
    const input = box.querySelector<HTMLInputElement>(`[data-degrees=${name}]`);
    if (!input) return;
    input.value = String(Math.round(degrees * 1e6));
    input.dispatchEvent(new Event("input", { bubbles: true }));
  };
  out.textContent = "…";
  navigator.geolocation.getCurrentPosition((p) => {
    put("lat", p.coords.latitude);
    put("lon", p.coords.longitude);
    out.textContent = p.coords.latitude.toFixed(6) + ", " +
      p.coords.longitude.toFixed(6) + " ±" +
      String(Math.round(p.coords.accuracy)) + " m";
  }, () => {
    out.textContent = button.dataset.none ?? "";
  }, { enableHighAccuracy: true, timeout: 30000 });
});
if ("geolocation" in navigator)
  document.querySelectorAll<HTMLElement>("[data-here]")
    .forEach((b) => { b.hidden = false; });

showAll();
