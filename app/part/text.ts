// text.ts - what a page says anew while somebody types.

// The text of an element that holds nothing else. Its node stays where there is
// one: to put another in its place makes the browser ask anew what every :has()
// of the page is true of, which a sheet of a hundred rows feels with each key.
export function textPut(e: Element | null | undefined, text: string): void {
  if (!e || e.textContent === text) return;
  if (e.firstChild) e.firstChild.nodeValue = text;
  else e.textContent = text;
}
