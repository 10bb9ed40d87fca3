// session.ts - a working day ends: who is signed in is told ten minutes before,
// and may sign in anew in another tab. Then the forms of this one go on: they
// take the word of the new session with them.

const box = document.getElementById("session");
const SOON = 600;

interface Session { csrf: string; login: string; ends?: number }

let ends = Date.now() + 1000 * Number(box?.dataset.ends ?? NaN);
let timer = 0;

function say(what: "soon" | "over"): void {
  const text = box?.querySelector("span");
  if (!box || !text) return;
  const words = (box.dataset[what] ?? "").replace("{a}",
    String(Math.max(1, Math.round((ends - Date.now()) / 60000))));
  if (text.textContent !== words) text.textContent = words;
  box.hidden = false;
}

function look(): void {
  const left = (ends - Date.now()) / 1000;
  clearTimeout(timer);
  if (!box || Number.isNaN(left)) return;
  if (left > SOON) box.hidden = true;
  else say(left > 0 ? "soon" : "over");
  timer = window.setTimeout(look,
    1000 * (left > SOON ? Math.min(left - SOON, 1e6) : 30));
}

// Somebody came back to this tab, perhaps from signing in.
async function again(): Promise<void> {
  if (!box || box.hidden) return;
  const r = await fetch("/session", { headers: { Accept: "application/json" } });
  const s = await r.json() as Session;
  const me = document.querySelector(".person bdi")?.textContent;
  if (s.login !== me || !s.ends) return;
  ends = Date.now() + 1000 * s.ends;
  document.querySelectorAll<HTMLInputElement>("input[name=_csrf]")
    .forEach((i) => { i.value = s.csrf; });
  look();
}

window.addEventListener("focus", () => void again().catch(() => undefined));
document.addEventListener("visibilitychange", () => {
  if (!document.hidden) {
    look();                         // a laptop that slept has no timers
    void again().catch(() => undefined);
  }
});
look();
