// sheet.ts - one sheet under the hand: its cells, keys as on a sheet, sums while typing,
// and undo.
import { paisa, plain } from "./number";
import { textPut } from "./text";

type Cell = HTMLTableCellElement;
export type Row = HTMLTableRowElement;
export type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

// ---- cells ----------------------------------------------------------------

// A sheet of a hundred members has thousands of cells: what stands in one is
// looked for once, and a key reads its own row alone.
interface Parts {
  radios: HTMLInputElement[];
  control: HTMLInputElement | HTMLSelectElement | null;
}
const found = new WeakMap<Element, Parts>();

// Blank amounts below the first rows wait in a <noscript>, for a browser that fills
// in forms looks at each field of a page that opens. Here they come out of it. In
// what was parsed without scripts they are elements already.
function wake(within: Element | null | undefined): void {
  within?.querySelectorAll("td > noscript").forEach((n) => {
    const t = document.createElement("template");
    if (n.firstElementChild) t.content.append(...Array.from(n.childNodes));
    else t.innerHTML = n.textContent ?? "";
    n.replaceWith(t.content);
  });
}

function parts(c: Element): Parts {
  let p = found.get(c);
  if (!p || p.control?.isConnected === false) {
    wake(c.parentElement);
    p = { radios: Array.from(c.querySelectorAll<HTMLInputElement>("input[type=radio]")),
      control: c.querySelector<HTMLInputElement | HTMLSelectElement>(
        "input:not([type=hidden]):not([type=radio]), select") };
    found.set(c, p);
  }
  return p;
}

const radios = (c: Element): HTMLInputElement[] => parts(c).radios;
const control = (c: Element): Parts["control"] => parts(c).control;

const isTick = (e: Element | null): e is HTMLInputElement =>
  e instanceof HTMLInputElement && e.type === "checkbox";

export function cellRead(c: Element): string {
  const r = radios(c), input = control(c);
  if (isTick(input)) return input.checked ? input.value : "";
  return r.length ? r.find((x) => x.checked)?.value ?? "" : input?.value ?? "";
}

// As the page was drawn: what the DOM remembers of every control, so that nothing
// has to be read when the page opens.
export function drawn(e: Control): string {
  if (e instanceof HTMLSelectElement)
    return (Array.from(e.options).find((o) => o.defaultSelected) ??
      e.options[0])?.value ?? "";
  return e instanceof HTMLInputElement && isTick(e) ?
    e.defaultChecked ? e.value : "" : e.defaultValue;
}

export function cellDrawn(c: Element): string {
  const r = radios(c), input = control(c);
  return r.length ? r.find((x) => x.defaultChecked)?.value ?? "" :
    input ? drawn(input) : "";
}

export function cellWrite(c: Element, value: string): void {
  const input = control(c);
  for (const r of radios(c)) r.checked = r.value === value;
  if (isTick(input)) input.checked = value !== "";
  else if (input) input.value = value;
}

export function cellField(c: Element): string {
  const name = radios(c)[0]?.name ?? control(c)?.name ?? "";
  return name.slice(name.lastIndexOf(".") + 1);
}

const rowCells = new WeakMap<Row, Cell[]>();

export function cells(row: Row): Cell[] {
  let all = rowCells.get(row);
  if (!all) {
    all = Array.from(row.querySelectorAll("td"));
    rowCells.set(row, all);
  }
  return all;
}

export const rowOf = (e: Event): Row | null =>
  (e.target as Element).closest<Row>("tr[data-key]");

// What a row is about: a member, a household, "new0".
const about = (row: Row): HTMLInputElement | null =>
  row.querySelector<HTMLInputElement>("th input[type=hidden]");
export const keyOf = (row: Row): string => row.dataset.key || (about(row)?.value ?? "");

const rowsOf = (all: Cell[]): Row[] =>
  Array.from(new Set(all.map((c) => c.closest<Row>("tr[data-key]") as Row)));

// What of a row goes into the sums.
interface Counted {
  row: Row;
  confirms: HTMLInputElement[];
  marks: HTMLInputElement[];
  sex: HTMLSelectElement | null;
  money: HTMLInputElement | null;
  adds: HTMLInputElement[];
  more: Cell[];
}
const rowCounted = new WeakMap<Row, Counted>();

function counted(row: Row): Counted {
  const all = (what: string): HTMLInputElement[] =>
    Array.from(row.querySelectorAll<HTMLInputElement>(what));
  let c = rowCounted.get(row);
  if (!c) {
    wake(row);
    c = { row, confirms: all("input[data-confirms]"),
      marks: all("td input[type=radio]"), sex: row.querySelector("th select"),
      money: row.querySelector<HTMLInputElement>("input[data-sum]"),
      adds: all("input[data-adds]"),
      more: Array.from(row.querySelectorAll<Cell>("td.more")) };
    rowCounted.set(row, c);
  }
  return c;
}

// `amount` and what adds to columns of its own are paisa, the others people.
type Tally = Record<string, number>;

function tally(c: Counted, was: boolean): Tally {
  const on = (i: HTMLInputElement): boolean => was ? i.defaultChecked : i.checked;
  const said = (i: HTMLInputElement | HTMLSelectElement): string =>
    was ? drawn(i) : i.value;
  const sure = c.confirms.some(on);
  const sex = (c.sex && said(c.sex)) || c.row.dataset.sex || "";
  const n: Tally = { women: 0, men: 0, amount: 0,
    marked: c.marks.some(on) ? 1 : 0 };
  if (sure && sex in n) n[sex] = 1;
  if (c.money)
    n.amount = paisa(said(c.money) || (sure ? c.money.placeholder : ""));
  for (const i of c.adds) {
    const name = i.dataset.adds ?? "";
    n[name] = (n[name] ?? 0) + paisa(said(i));
  }
  return n;
}
const PEOPLE = ["women", "men", "marked"];

// ---- what is made when it is wanted -----------------------------------------

// The cells of columns that are not needed every time: of the page's one of each.
export function grow(box: Element): void {
  const from = box.querySelector<HTMLTemplateElement>("template[data-cells]");
  if (!from) return;
  box.querySelectorAll<Row>("tr[data-key]").forEach((row) => {
    const made = document.importNode(from.content, true);
    const number = about(row)?.name.split(".")[1] ?? "";
    const who = row.querySelector("th bdi")?.textContent ??
      from.dataset.cells ?? "";
    made.querySelectorAll<Control>("[name]").forEach((c) => {
      c.name = c.name.replace(".-1.", `.${number}.`);
    });
    made.querySelectorAll("[aria-label]").forEach((e) =>
      e.setAttribute("aria-label", (e.getAttribute("aria-label") ?? "") + who));
    row.append(made);
    rowCells.delete(row);
    rowCounted.delete(row);
  });
  from.remove();
}

// Is one of these rows' fields still in the template?
export function waits(box: Element, rows: Record<string, string>[]): boolean {
  const from = box.querySelector<HTMLTemplateElement>("template[data-cells]");
  const names = Array.from(from?.content.querySelectorAll<Control>("[name]") ??
    []).map((c) => c.name.slice(c.name.lastIndexOf(".") + 1));
  return rows.some((r) => names.some((n) => r[n] !== undefined));
}

// Who may be chosen stands on the sheet already.
export function rosterFill(s: HTMLSelectElement): void {
  const now = s.value, own = Array.from(s.options);
  if (s.dataset.roster === undefined) return;
  delete s.dataset.roster;
  s.form?.querySelectorAll<Row>("tr[data-key]:not(.new)").forEach((row) => {
    const key = keyOf(row);
    s.append(own.find((o) => o.value === key) ?? new Option(
      row.querySelector("th bdi")?.textContent ?? "", key));
  });
  s.value = now;
}

for (const what of ["focusin", "pointerdown"])
  document.addEventListener(what, (e) => {
    if (e.target instanceof HTMLSelectElement) rosterFill(e.target);
  });

// ---- one sheet ------------------------------------------------------------

export class Sheet {
  private undone: { cell: Cell; before: string }[][] = [];
  private last = new Map<Cell, string>();
  readonly rows: Row[];
  private readonly totals: Tally = {};
  private readonly given = new Map<Row, Tally>();  // what of a row is in them

  constructor(readonly form: HTMLFormElement, readonly box: HTMLElement,
              private readonly saved: (rows: Row[]) => void) {
    this.rows = Array.from(box.querySelectorAll<Row>("tr[data-key]"));
    this.hideBlank();
    box.addEventListener("keydown", (e) => this.key(e));
    box.addEventListener("input", (e) => this.sumsAfter(e));
    box.addEventListener("change", (e) => {
      const cell = (e.target as Element).closest<Cell>("tr[data-key] td");
      if (cell) this.commit([cell]);
      else this.sumsAfter(e);
    });
    box.addEventListener("focusin", (e) => {
      if (e.target instanceof HTMLInputElement && e.target.closest("tr[data-key] td") &&
          e.target.type !== "radio" && !isTick(e.target)) e.target.select();
    });
    this.touchAgain();
    this.buttons();
    this.start();
  }

  // The page was drawn with its sums: no row is read before it is touched.
  private start(): void {
    this.box.querySelectorAll<HTMLElement>("[data-total]").forEach((o) => {
      const name = o.dataset.total ?? "", n = paisa(o.textContent ?? "");
      this.totals[name] = PEOPLE.includes(name) ? n / 100 : n;
    });
    this.box.querySelectorAll("input[data-confirms]:checked").forEach((i) =>
      i.closest("tr")?.classList.add("sure"));
    this.wakeSeen();
  }

  // Amounts are there half a screen before they are seen, and around whoever types.
  private wakeSeen(): void {
    const seen = new IntersectionObserver((all) => {
      for (const e of all) {
        if (!e.isIntersecting) continue;
        wake(e.target);
        seen.unobserve(e.target);
      }
    }, { rootMargin: "50%" });
    this.box.querySelectorAll("tbody:has(noscript)").forEach((b) =>
      seen.observe(b));
    this.box.addEventListener("focusin", (e) => {
      const body = (e.target as Element).closest("tbody");
      for (const b of [body?.previousElementSibling, body,
        body?.nextElementSibling]) wake(b);
    });
    addEventListener("beforeprint", () => wake(this.box));
  }

  // A draft was laid over these rows: that is where undoing ends.
  laid(rows: Row[]): void {
    const here = rows.filter((r) => this.box.contains(r));
    for (const r of here)
      for (const c of cells(r)) this.last.set(c, cellRead(c));
    for (const r of this.rows)
      if (r.hidden && Array.from(r.querySelectorAll<HTMLInputElement>(
        "th input:not([type=hidden])")).some((i) => i.value)) r.hidden = false;
    this.sums(here);
  }

  private before(cell: Cell): string {
    return this.last.get(cell) ?? cellDrawn(cell);
  }

  // Rows for newcomers wait until somebody asks for them.
  private hideBlank(): void {
    this.box.querySelectorAll<Row>("tr.new").forEach((r) => {
      r.hidden = !Array.from(r.querySelectorAll<Control>(
        "th input:not([type=hidden]), td input:not([type=hidden])"))
        .some((i) => i instanceof HTMLInputElement &&
          (i.type === "radio" || isTick(i)) ? i.checked : i.value !== "");
    });
  }

  showNew(): boolean {
    const next = this.rows.find((r) => r.hidden);
    if (!next) return false;
    next.hidden = false;
    next.querySelector<HTMLInputElement>("th input:not([type=hidden])")
      ?.focus();
    next.scrollIntoView({ block: "center" });
    return true;
  }

  // ---- changes, and back ----

  // What differs from before becomes one step that can be undone.
  private commit(changed: Cell[]): void {
    const step = [];
    for (const cell of changed) {
      const before = this.before(cell), now = cellRead(cell);
      if (before === now) continue;
      step.push({ cell, before });
      this.last.set(cell, now);
    }
    if (step.length) this.undone.push(step);
    this.written(changed);
    if (step.length) this.saved(rowsOf(changed));
  }

  private written(all: Cell[]): void {
    this.buttonUndo();
    this.sums(rowsOf(all));
  }

  private write(cell: Cell, value: string): void {
    cellWrite(cell, value);
    this.commit([cell]);
  }

  undo(): void {
    const open = document.activeElement?.closest<Cell>("tr[data-key] td");
    let back: Cell[] = [];
    if (open && this.box.contains(open) && cellRead(open) !== this.before(open)) {
      cellWrite(open, this.before(open));
      back = [open];
    } else {
      const step = this.undone.pop();
      if (!step) return;
      for (const one of step) {
        cellWrite(one.cell, one.before);
        this.last.set(one.cell, one.before);
      }
      back = step.map((one) => one.cell);
      this.focus(step[0].cell);
    }
    this.written(back);
    this.saved(rowsOf(back));
  }

  private buttonUndo(): void {
    const b = this.box.querySelector<HTMLButtonElement>("[data-undo]");
    if (b) b.disabled = this.undone.length === 0;
  }

  // Everybody whose row is still open.
  all(): void {
    const changed: Cell[] = [];
    for (const row of this.rows) {
      if (row.hidden || row.classList.contains("new")) continue;
      for (const cell of cells(row)) {
        const yes = radios(cell).find((r) => "confirms" in r.dataset);
        if (!yes || cellRead(cell)) continue;
        yes.checked = true;
        changed.push(cell);
      }
    }
    this.commit(changed);
  }

  private buttons(): void {
    const all = this.box.querySelector<HTMLButtonElement>("[name=_all]");
    const undo = this.box.querySelector<HTMLButtonElement>("[data-undo]");
    const more = this.tick()?.closest("label");
    if (more) more.hidden = false;
    all?.addEventListener("click", (e) => {
      e.preventDefault();
      this.all();
    });
    if (!undo) return;
    undo.hidden = false;
    undo.addEventListener("click", () => this.undo());
  }

  // The mark that stands, touched once more, is taken away.
  private touchAgain(): void {
    let was: HTMLInputElement | null = null;
    const radioOf = (e: Event): HTMLInputElement | null =>
      (e.target as Element).closest("label")
        ?.querySelector<HTMLInputElement>("input[type=radio]") ?? null;
    this.box.addEventListener("pointerdown", (e) => {
      const r = radioOf(e);
      was = r?.checked ? r : null;
    });
    this.box.addEventListener("click", (e) => {
      const cell = was?.closest<Cell>("tr[data-key] td");
      if (!was || e.target !== was || !cell) return;
      was.checked = false;
      was = null;
      this.commit([cell]);
    });
  }

  // ---- sums ----

  // What these rows give goes in for what they gave before.
  sums(rows = this.rows): void {
    const all = this.totals;
    for (const row of rows) {
      const c = counted(row), now = tally(c, false);
      const was = this.given.get(row) ?? tally(c, true);
      const sure = c.confirms.some((i) => i.checked);
      this.given.set(row, now);
      if (row.classList.contains("sure") !== sure)
        row.classList.toggle("sure", sure);
      for (const name of Object.keys(now))
        all[name] = (all[name] ?? 0) + now[name] - (was[name] ?? 0);
    }
    for (const name of Object.keys(all))
      textPut(this.box.querySelector(`[data-total=${name}]`),
        plain(all[name] / (PEOPLE.includes(name) ? 1 : 100)));
    this.columns(rows);
    this.box.dispatchEvent(new Event("summed", { bubbles: true }));
  }

  private sumsAfter(e: Event): void {
    const row = rowOf(e), tick = this.tick();
    if (row) this.sums([row]);
    else if (tick && e.target === tick) {
      if (tick.checked) grow(this.box);
      this.columns([]);
    }
  }

  private tick(): HTMLInputElement | null {
    return this.box.querySelector<HTMLInputElement>("[data-columns]");
  }

  // Columns that are not needed every time stand open once they say something.
  private columns(rows: Row[]): void {
    const tick = this.tick();
    if (tick && !tick.checked)
      tick.checked = rows.some((r) =>
        counted(r).more.some((c) => cellRead(c) !== ""));
    this.box.classList.toggle("wide", !!tick?.checked);
  }

  // ---- keys ----

  focus(cell: Cell): void {
    const r = radios(cell);
    const to = r.find((x) => x.checked) ?? r[0] ?? control(cell);
    to?.focus();
    cell.closest("tr")?.scrollIntoView({ block: "nearest" });
  }

  private step(cell: Cell, down: number, along: number): boolean {
    const row = cell.closest<Row>("tr");
    const shown = this.rows.filter((r) => !r.hidden);
    if (!row) return false;
    const to = shown[shown.indexOf(row) + down];
    let at = cells(row).indexOf(cell) + along;
    while (to && cells(to)[at] && !cells(to)[at].offsetParent) at += along || 1;
    const next = to && cells(to)[at];
    if (next) this.focus(next);
    return !!next;
  }

  // A sheet that is keyed column by column goes on at the head of the next.
  private across(cell: Cell, row: Row): boolean {
    const top = this.rows.find((r) => !r.hidden);
    let at = cells(row).indexOf(cell) + 1;
    if (this.box.dataset.down === undefined || !top) return false;
    while (cells(top)[at] && !control(cells(top)[at])) at++;
    if (cells(top)[at]) this.focus(cells(top)[at]);
    return !!cells(top)[at];
  }

  // The arrows follow what people see: in Urdu and Sindhi the next column
  // stands to the left.
  private along(key: string): number {
    const rtl = getComputedStyle(this.box).direction === "rtl";
    return (key === "ArrowRight") === rtl ? -1 : 1;
  }

  // Does the arrow still have somewhere to go inside this input?
  private inside(input: HTMLInputElement, key: string): boolean {
    const a = input.selectionStart, b = input.selectionEnd;
    const end = input.value.length;
    if (!end || isTick(input) || (a === 0 && b === end)) return false;
    return a !== b || (key === "ArrowLeft" ? a !== 0 : a !== end);
  }

  private markOf(row: Row, e: KeyboardEvent): HTMLInputElement | undefined {
    const key = e.key.toLowerCase();
    const all = radios(row);
    const word = (r: HTMLInputElement): string =>
      (r.closest("label")?.textContent ?? "").trim().toLowerCase();
    return all.find((r) => word(r).startsWith(key)) ??
      all.find((r) => r.value.startsWith(key)) ??
      all.find((r) => e.code === "Key" + r.value[0].toUpperCase());
  }

  private letter(e: KeyboardEvent, cell: Cell, row: Row): boolean {
    const mark = e.key.length === 1 && /\p{L}/u.test(e.key) ?
      this.markOf(row, e) : undefined;
    const input = control(cell);
    const text = input instanceof HTMLInputElement && !input.inputMode;
    if (!mark || text || input instanceof HTMLSelectElement) return false;
    if (e.shiftKey && "confirms" in mark.dataset) {
      this.all();
      return true;
    }
    const at = mark.closest<Cell>("tr[data-key] td");
    if (at) this.write(at, mark.value);
    if (at === cell) mark.focus();
    return true;
  }

  private digit(e: KeyboardEvent, cell: Cell, row: Row): boolean {
    const to = counted(row).money;
    if (!/^[0-9\u0660-\u0669\u06f0-\u06f9]$/.test(e.key) || !to ||
        !radios(cell).length) return false;
    to.focus();
    to.value = e.key;
    to.setSelectionRange(1, 1);
    to.dispatchEvent(new Event("input", { bubbles: true }));
    return true;
  }

  private taken(e: KeyboardEvent, cell: Cell, row: Row): boolean {
    const input = control(cell);
    switch (e.key) {
    case "ArrowUp":
    case "ArrowDown":
      if (input instanceof HTMLSelectElement) return false;
      this.step(cell, e.key === "ArrowDown" ? 1 : -1, 0);
      return true;
    case "ArrowLeft":
    case "ArrowRight":
      if (input instanceof HTMLInputElement && this.inside(input, e.key))
        return false;
      this.step(cell, 0, this.along(e.key));
      return true;
    case "Enter":
      if (!this.step(cell, e.shiftKey ? -1 : 1, 0) && !e.shiftKey &&
          !this.across(cell, row))
        this.form.querySelector<HTMLElement>("button.main")?.focus();
      return true;
    case "Backspace":
    case "Delete":
      if (!radios(cell).length && !isTick(input)) return false;
      this.write(cell, "");
      return true;
    default:
      return this.letter(e, cell, row) || this.digit(e, cell, row);
    }
  }

  private key(e: KeyboardEvent): void {
    const target = e.target as Element;
    const cell = target.closest<Cell>("tr[data-key] td"), row = target.closest<Row>("tr");
    if (e.isComposing) return;
    if ((e.ctrlKey || e.metaKey) && !e.altKey && e.code === "KeyZ") {
      this.undo();
      e.preventDefault();
      return;
    }
    if (e.ctrlKey || e.metaKey || e.altKey || !cell || !row) return;
    if (this.taken(e, cell, row)) e.preventDefault();
  }
}
