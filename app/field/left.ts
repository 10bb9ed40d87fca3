// left.ts - what is known should the browser clear all that it keeps for us:
// numbers only, in another drawer of it. How much was not sent, and the last
// receipt; never a name.

export interface Left { n: number; oldest: string; receipt: string }

const DRAWER = "saath-left", SHOWN = 16;

function all(): Record<string, Left> {
  try {
    return JSON.parse(localStorage.getItem(DRAWER) ?? "{}") as
      Record<string, Left>;
  } catch {
    return {};
  }
}

export const leftRead = (): Left[] => Object.values(all());

export function leftPut(id: string, l: Left): void {
  const now = { ...all(), [id]: { ...l, receipt: l.receipt.slice(0, SHOWN) } };
  try {
    localStorage.setItem(DRAWER, JSON.stringify(now));
  } catch { /* a full drawer costs only this */ }
}

export function leftDrop(): void {
  localStorage.removeItem(DRAWER);
}
