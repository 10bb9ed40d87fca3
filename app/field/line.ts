// line.ts - "3 not sent, the oldest of 21 November": always on the screen.
import { ahead } from "./ahead";
import { leftPut } from "./left";
import { ask, hearNews, keyTake, News } from "./worker";

const AWAKE_MS = 20_000;       // a worker that hears nothing is put to sleep
const AGAIN_MS = 4000;         // after a line that broke; then twice as long
const PACK_MS = 15 * 60_000;   // what is new at the site, while a page is open

function day(iso: string): string {
  const lang = document.documentElement.lang;
  return new Intl.DateTimeFormat(lang === "en" ? "en-GB" :
    lang + "-PK-u-nu-latn", { day: "numeric", month: "long" })
    .format(new Date(iso + "T12:00:00Z"));
}

export function line(): void {
  const box = document.getElementById("unsent") as HTMLElement;
  const text = box.querySelector("span") as HTMLElement;
  const button = box.querySelector("button") as HTMLButtonElement;
  let n = Number(box.dataset.n), asked = 0, wait = AGAIN_MS, timer = 0;

  const go = (): void => {
    asked = Date.now();
    void ask({ what: "sync" }, 600_000);
  };
  const show = (news: News): void => {
    const words = news.n ? box.dataset.some ?? "" : box.dataset.none ?? "";
    const also = box.dataset[news.state] ?? "";
    text.textContent = words.replace("{a}", String(news.n))
      .replace("{b}", news.n ? day(news.oldest) : "") + (also ? " " + also : "");
    n = news.n;
    box.dataset.state = news.state;
    box.classList.toggle("waits", n > 0);
    button.disabled = news.state === "busy";
    leftPut(news.id, news);
    if (news.state === "idle") wait = AGAIN_MS;
    if (news.state !== "away" || !n || !navigator.onLine) return;
    clearTimeout(timer);
    timer = window.setTimeout(go, wait);
    wait = Math.min(2 * wait, 60_000);
  };
  hearNews(show);

  button.addEventListener("click", go);
  window.addEventListener("online", go);
  // Forms of a field app are not for the browser's memory of forms.
  document.querySelectorAll("form").forEach((f) => { f.autocomplete = "off"; });

  // It opens her kernel, too.
  const look = async (): Promise<void> => {
    const now = await ask<News>({ what: "news" });
    if (now) show(now);
    if (n && navigator.onLine) go();
  };
  void keyTake().then(look).then(ahead);
  // Whoever takes the phone up again reads before she taps: meanwhile the worker,
  // which was put to sleep or killed, comes back.
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) void look();
  });
  setInterval(() => {
    if (document.hidden) return;
    void ask({ what: "awake" }, 5000);
    const late = Date.now() - asked;
    if (navigator.onLine && (late > PACK_MS || (n && late > 3 * AWAKE_MS))) go();
  }, AWAKE_MS);
}
