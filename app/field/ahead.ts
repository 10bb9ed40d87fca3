// ahead.ts - while a page is read, the browser draws the one that its main button leads
// to, so a meeting's sheet stands there when it is tapped. A browser that cannot, or
// has no memory to spare, draws it when it is asked for.
import { ask, hearNews } from "./worker";

const QUIET_MS = 300;

let rule: HTMLScriptElement | null = null;
let timer = 0;

function drop(): void {
  clearTimeout(timer);
  rule?.remove();
  rule = null;
}

function draw(to: HTMLAnchorElement): void {
  drop();
  timer = window.setTimeout(() => {
    if (document.hidden) return;
    rule = document.createElement("script");
    rule.type = "speculationrules";
    rule.textContent = JSON.stringify(
      { prerender: [{ urls: [to.href], eagerness: "immediate" }] });
    document.head.append(rule);
  }, QUIET_MS);
}

// This page ends at once when the other is shown, and the key that it holds with it:
// so while the finger is down the worker is asked whether it has that. One that was
// killed asks this page.
let sure: Promise<boolean> | null = null;
let known = false;

function touched(): void {
  known = false;
  sure = ask({ what: "key" }, 1000).then((has) => {
    if (!has) drop();
    return known = has !== null;
  });
}

async function go(to: HTMLAnchorElement): Promise<void> {
  if (!sure) touched();
  await sure;
  location.assign(to.href);
}

export function ahead(): void {
  const to = document.querySelector<HTMLAnchorElement>("main a.button.main");
  if (!to || to.origin !== location.origin || to.download ||
    !HTMLScriptElement.supports("speculationrules")) return;
  to.addEventListener("pointerdown", () => { if (rule) touched(); });
  to.addEventListener("click", (e) => {
    if (!rule || known || e.ctrlKey || e.metaKey || e.shiftKey || e.altKey)
      return;
    e.preventDefault();
    void go(to);
  });
  // What an exchange brought may stand in the sheet; nobody looks at a phone in a
  // pocket, and its worker may be killed.
  hearNews((n) => { if (n.state !== "busy" && n.got) draw(to); });
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) drop();
    else draw(to);
  });
  window.addEventListener("pageshow", (e) => { if (e.persisted) draw(to); });
  draw(to);
}
