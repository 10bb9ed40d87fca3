// number.ts - amounts as people type them, and as the settings show them.

// "1,250.50", also in Urdu digits, in paisa; 0 where it is none.
export function paisa(said: string): number {
  const latin = said.replace(/[\u0660-\u0669\u06f0-\u06f9]/g,
    (d) => String(d.charCodeAt(0) & 15)).replace(/[,\s]/g, "");
  const n = Number(latin);
  return Number.isFinite(n) ? Math.round(n * 100) : 0;
}

const group = document.documentElement.dataset.group;
const zero = document.documentElement.dataset.zero;
const form = new Intl.NumberFormat(group === "lakh" ? "en-IN" : "en-US",
  { maximumFractionDigits: 2 });

export const plain = (n: number): string =>
  zero ? form.format(n).replace(/[0-9]/g,
    (d) => String.fromCharCode(Number(zero) + Number(d))) : form.format(n);
