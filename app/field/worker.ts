// worker.ts - the worker behind the pages: questions to it, news from it, and
// its key, which this page keeps in memory for when it is killed.
import { close, open } from "./lock";
import type { Closed } from "./store";

export interface News {
  what: "news"; id: string; state: string; n: number; oldest: string;
  receipt: string; told: string; got: number;
}
interface Held { id: string; key: CryptoKey }

let held: Held | null = null;
const takers: ((n: News) => void)[] = [];

export const hearNews = (take: (n: News) => void): void => void takers.push(take);
export const hold = (h: Held | null): void => { held = h; };

const worker = navigator.serviceWorker as ServiceWorkerContainer | undefined;

worker?.addEventListener("message", (e) => {
  const m = e.data as { what: string };
  if (m.what === "key") e.ports[0]?.postMessage(held);
  if (m.what === "news") for (const take of takers) take(e.data as News);
  if (m.what === "out") {
    held = null;
    if (!document.getElementById("phone")) location.replace("/app/");
  }
});

// Drawn before it is asked for (ahead.ts): the worker hears it once it is shown.
export const prerendering = (): boolean =>
  (document as { prerendering?: boolean }).prerendering === true;
const shown = (): Promise<void> => new Promise((done) => {
  if (prerendering())
    document.addEventListener("prerenderingchange", () => done(),
      { once: true });
  else
    done();
});

// null: there is no worker, or it does not answer.
export async function ask<T>(said: object, ms = 60_000): Promise<T | null> {
  await shown();
  const to = (await worker?.ready)?.active;
  if (!to) return null;
  return new Promise((done) => {
    const l = new MessageChannel();
    const late = setTimeout(() => done(null), ms);
    l.port1.onmessage = (e: MessageEvent<T>) => {
      clearTimeout(late);
      done(e.data);
    };
    to.postMessage(said, [l.port2]);
  });
}

// Drafts of forms lie under her key too (app/part/draft.ts).
const have = async (): Promise<CryptoKey> => {
  if (!held) await keyTake();
  if (!held) throw new Error("nobody's key");
  return held.key;
};
export const sealLay = (): void => {
  Object.assign(window, { saathSeal: {
    close: async (text: string) => close(await have(),
      new TextEncoder().encode(text)),
    open: async (c: Closed) => new TextDecoder().decode(
      await open(await have(), c)),
  } });
};

export async function keyTake(): Promise<void> {
  held = await ask<Held>({ what: "key" }) ?? held;
}
