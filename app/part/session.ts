// session.ts - a working day ends: who is signed in is told ten minutes before,
// and may sign in anew in another tab. Then the forms of this one go on: they
// take the word of the new session with them.

const box = document.getElementById("session");
const SOON = 600;
const KEY = "saath.clock"; // ms that this machine's clock is ahead of the site's

interface Session { csrf: string; login: string; ends?: number }

// The page says by the site's clock when the session ends: it may have been
// drawn a while ago.
const said = 1000 * Number(box?.dataset.ends ?? NaN);
let ends = NaN;
let timer = 0;

async function ask(): Promise<Session> {
  const r = await fetch("/session", { headers: { Accept: "application/json" } });
  return await r.json() as Session;
}

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

// Once in a tab: how far the two clocks are apart.
async function begin(): Promise<void> {
  if (!box || Number.isNaN(said)) return;
  let ahead = sessionStorage.getItem(KEY);
  if (ahead === null) {
    const s = await ask();
    if (!s.ends) return;
    ahead = String(Date.now() + 1000 * s.ends - said);
    sessionStorage.setItem(KEY, ahead);
  }
  ends = said + Number(ahead);
  look();
}

// Somebody came back to this tab, perhaps from signing in.
async function again(): Promise<void> {
  if (!box || box.hidden) return;
  const s = await ask();
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
void begin().catch(() => undefined);
