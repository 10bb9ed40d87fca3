// grid.ts - a form with sheets in it: a draft of every cell, and how it is sent. The
// form works without it.
import * as draft from "./draft";
import { cellDrawn, cellField, cellRead, cells, cellWrite, Control,
  drawn, grow, keyOf, rosterFill, Row, rowOf, Sheet, waits } from "./sheet";

interface Typed {
  fields: Record<string, string>;
  rows: Record<string, Record<string, string>>;
}

type Take = (name: string, now: string, was: () => string,
             write: (v: string) => void) => void;

const LATE = 40000; // milliseconds until a line counts as lost

class Form {
  private sheets: Sheet[] = [];
  // As the page was first drawn, once it has been drawn anew; till then its
  // controls know it.
  private base: Map<string, string> | null = null;
  private left: Record<string, Record<string, string>> = {};
  private outside: Control[] | null = null;   // of the form, in no row's cell
  private rows = new Map<Row, Record<string, string>>();   // what was typed
  private busy = false;
  private again = false;
  private ended = false;
  private readonly key: string;

  constructor(private form: HTMLFormElement) {
    this.key = draft.keyOf(form.dataset.draft ?? location.pathname);
    form.querySelectorAll<HTMLInputElement>("input[data-kept]").forEach((i) =>
      hidden.set(i, i.value));
    this.wire();
    void this.restore().catch(() => undefined);
    draft.hear((n) => this.heard(n));
  }

  // ---- what is typed ----

  private walk(take: Take): void {
    this.walkFields(take);
    this.form.querySelectorAll<Row>("tr[data-key]").forEach((row) =>
      this.walkRow(row, take));
  }

  private fields(): Control[] {
    return this.outside ??= (Array.from(this.form.elements) as Control[])
      .filter((e) => e.name && !e.name.startsWith("_csrf") &&
        !(e instanceof HTMLButtonElement) &&
        !(e instanceof HTMLInputElement && e.type === "hidden" &&
          e.dataset.kept === undefined) && !(e.name.includes(".") &&
        e.closest("tr[data-key] td")));
  }

  private was(name: string, drawnAs: () => string): string {
    return this.base ? this.base.get(name) ?? "" : drawnAs();
  }

  private walkFields(take: Take): void {
    const groups = new Set<string>();
    for (const e of this.fields()) {
      if (e instanceof HTMLInputElement && e.type === "checkbox")
        take(e.name + "=" + e.value, e.checked ? "1" : "",
          () => e.defaultChecked ? "1" : "", (v) => { e.checked = v !== ""; });
      else if (!(e instanceof HTMLInputElement) || e.type !== "radio")
        take(e.name, e.value, () => hidden.get(e) ?? drawn(e), (v) => {
          if (e instanceof HTMLSelectElement && v) rosterFill(e);
          e.value = v;
        });
      else if (!groups.has(e.name)) {
        groups.add(e.name);
        this.group(e.name, take);
      }
    }
  }

  private walkRow(row: Row, take: Take): void {
    for (const c of cells(row))
      take(keyOf(row) + "\n" + cellField(c), cellRead(c), () => cellDrawn(c),
        (v) => cellWrite(c, v));
  }

  // Radios of one name are one field.
  private group(name: string, take: Take): void {
    const all = Array.from(this.form.querySelectorAll<HTMLInputElement>(
      `input[type=radio][name="${CSS.escape(name)}"]`));
    take(name, all.find((r) => r.checked)?.value ?? "",
      () => all.find((r) => r.defaultChecked)?.value ?? "",
      (v) => { for (const r of all) r.checked = r.value === v; });
  }

  // Only what differs from the page as it was first drawn: so it lies well
  // over a page that has changed since.
  private typed(): Typed {
    const t: Typed = { fields: {}, rows: { ...this.left } };
    this.walkFields((name, now, was) => {
      if (now !== this.was(name, was)) t.fields[name] = now;
    });
    this.rows.forEach((said, row) => {
      const key = keyOf(row);
      t.rows[key] = { ...t.rows[key], ...said };
    });
    return t;
  }

  private rowTyped(row: Row): void {
    const said: Record<string, string> = {};
    this.walkRow(row, (name, now, was) => {
      if (now !== this.was(name, was))
        said[name.slice(name.indexOf("\n") + 1)] = now;
    });
    if (Object.keys(said).length) this.rows.set(row, said);
    else this.rows.delete(row);
  }

  // What a draft keeps: of a new sheet also what the server proposed, the day
  // and the number, for tomorrow it would propose others.
  private kept(): Typed | null {
    const t = this.typed();
    if (!Object.keys(t.fields).length && !Object.keys(t.rows).length)
      return null;
    if (!this.form.elements.namedItem("_tip"))
      this.walkFields((name, now) => { if (now) t.fields[name] = now; });
    return t;
  }

  private lay(t: Typed): Row[] {
    const seen = new Set<string>(), rows: Row[] = [];
    this.form.querySelectorAll("[data-grid]").forEach((box) => {
      if (waits(box, Object.values(t.rows))) grow(box);
    });
    this.walkFields((name, _now, _was, write) => {
      if (t.fields[name] !== undefined) write(t.fields[name]);
    });
    this.form.querySelectorAll<Row>("tr[data-key]").forEach((row) => {
      const said = t.rows[keyOf(row)];
      seen.add(keyOf(row));
      if (!said) return;
      rows.push(row);
      this.walkRow(row, (name, _now, _was, write) => {
        const to = said[name.slice(name.indexOf("\n") + 1)];
        if (to !== undefined) write(to);
      });
    });
    this.rows.clear();
    rows.forEach((row) => this.rowTyped(row));
    this.left = {};
    for (const row of Object.keys(t.rows))
      if (!seen.has(row)) this.left[row] = t.rows[row];
    this.form.dispatchEvent(new Event("laid", { bubbles: true }));
    return rows;
  }

  private get id(): HTMLInputElement {
    return this.form.elements.namedItem("_id") as HTMLInputElement;
  }

  // ---- the draft ----

  private async restore(): Promise<void> {
    const d = await draft.get(this.key);
    if (!d) return;
    const fresh = this.typed(); // what was typed while we looked
    const day = this.form.elements.namedItem("held") as HTMLInputElement | null;
    const held = day?.defaultValue;
    const rows = { ...d.rows };
    for (const row of Object.keys(fresh.rows))
      rows[row] = { ...rows[row], ...fresh.rows[row] };
    const laid = this.lay({ fields: { ...d.fields, ...fresh.fields }, rows });
    this.id.value = d.id;
    this.sheets.forEach((sheet) => sheet.laid(laid));
    this.held();
    if (d.fields.held && d.fields.held !== held)
      await this.day();                      // its own list of members
    this.say(Object.keys(this.left).length ? "gone" : "found",
      draft.when(d.at));
  }

  // Each cell is on its way to the disk at once; while one is, the next waits.
  private save = (rows: Row[]): void => {
    rows.forEach((r) => this.rowTyped(r));
    if (this.ended) return;
    if (this.busy) {
      this.again = true;
      return;
    }
    this.busy = true;
    void this.write().then(() => {
      this.form.dataset.saved = String(Date.now());
    }, () => undefined).then(() => {
      this.busy = false;
      if (this.again) {
        this.again = false;
        this.save([]);
      }
    });
  };

  private async write(): Promise<void> {
    const t = this.kept();
    if (!t) {
      await draft.remove(this.key);
      return;
    }
    this.id.value = await draft.put({ key: this.key, login: draft.login(),
      path: this.form.dataset.draft ?? location.pathname,
      title: this.form.dataset.title ?? document.title, at: Date.now(),
      id: this.id.value, ...t });
    if (this.ended) await draft.remove(this.key);
  }

  private async settled(): Promise<void> {
    while (this.busy) await new Promise((done) => setTimeout(done, 5));
  }

  private heard(n: draft.News): void {
    if (n.login !== draft.login() || (n.what === "sent" && n.key !== this.key))
      return;
    this.ended = true;
    if (n.what === "out") location.assign("/login");
    else this.say("sent", "", n.url);
  }

  // ---- words ----

  private say(what: string, a = "", url = ""): void {
    const box = this.form.querySelector<HTMLElement>(".draft");
    const text = box?.querySelector("span");
    const forget = box?.querySelector<HTMLElement>("[data-forget]");
    if (!box || !text) return;
    text.textContent = (box.dataset[what] ?? "").replace("{a}", a) + " ";
    if (url) {
      const link = document.createElement("a");
      link.href = url;
      link.textContent = "→";
      text.append(link);
    }
    if (forget) forget.hidden = what !== "found" && what !== "gone";
    box.className = "note draft " + (what === "found" ? "" : "warn");
    box.hidden = false;
    if (what !== "found") box.scrollIntoView({ block: "nearest" });
  }

  // ---- wiring, again after each drawing ----

  private wire(): void {
    const form = this.form;
    this.sheets = Array.from(form.querySelectorAll<HTMLElement>("[data-grid]"))
      .map((box) => new Sheet(form, box, this.save));
    const changed = (e: Event): void => {
      const row = rowOf(e);
      this.save(row ? [row] : []);
    };
    form.addEventListener("input", changed);
    form.addEventListener("change", (e) => {
      changed(e);
      if ((e.target as Control).name === "held") void this.day();
      if ((e.target as Control).name === "not_held") this.held();
    });
    form.addEventListener("keydown", (e) => {
      if (e.key === "Enter" && e.target instanceof HTMLInputElement)
        e.preventDefault();       // a sheet is not sent by a slip
    });
    form.addEventListener("submit", (e) => {
      e.preventDefault();
      void this.send(e.submitter as HTMLButtonElement | null);
    });
    form.querySelector("[data-more]")?.addEventListener("click", (e) => {
      if (this.sheets[0]?.showNew()) e.preventDefault();
    });
    form.querySelector("[data-forget]")?.addEventListener("click", () => {
      this.ended = true;
      void this.settled().then(() => draft.remove(this.key))
        .then(() => location.reload());
    });
    form.querySelectorAll<HTMLElement>("[name=_show]").forEach((b) => {
      b.hidden = true;            // another day shows its own list
      if (b.parentElement?.children.length === 1) b.parentElement.hidden = true;
    });
    this.held();
  }

  // A meeting that was not held has nobody to mark.
  private held(): void {
    const not = this.form.elements.namedItem("not_held") as Control | null;
    this.form.querySelectorAll("[data-grid]").forEach((g) =>
      g.classList.toggle("off", !!not?.value));
  }

  private async day(): Promise<void> {
    const held = (this.form.elements.namedItem("held") as Control).value;
    document.querySelectorAll<HTMLElement>(".there [data-held]").forEach((li) => {
      li.hidden = li.dataset.held !== held;
    });
    if (/^\d{4}-\d\d-\d\d$/.test(held)) await this.redraw("_show");
  }

  // ---- sending ----

  private async post(button: string, value: string): Promise<Response> {
    const body = new URLSearchParams();
    const stop = new AbortController();
    const late = setTimeout(() => stop.abort(), LATE);
    new FormData(this.form).forEach((v, k) => body.append(k, String(v)));
    if (button) body.append(button, value);
    try {
      return await fetch(this.form.dataset.post ?? location.pathname, { method: "POST", body,
        headers: { Accept: "text/html" }, signal: stop.signal });
    } finally {
      clearTimeout(late);
    }
  }

  // The same page, drawn anew by the server; what was typed meanwhile stays.
  private async put(r: Response): Promise<boolean> {
    const page = new DOMParser().parseFromString(await r.text(), "text/html");
    const main = page.querySelector("main");
    const form = main?.querySelector<HTMLFormElement>("form[data-draft]");
    const now = document.activeElement?.getAttribute("name");
    const typed = this.typed();
    if (!main || !form) return false;
    this.base ??= this.drawnAs();
    document.querySelector("main")?.replaceWith(main);
    this.form = form;
    this.outside = null;
    const laid = this.lay(typed);
    this.wire();
    this.sheets.forEach((sheet) => sheet.laid(laid));
    if (now) form.querySelector<HTMLElement>(`[name="${CSS.escape(now)}"]`)
      ?.focus({ preventScroll: true });
    return true;
  }

  private drawnAs(): Map<string, string> {
    const all = new Map<string, string>();
    this.walk((name, _now, was) => all.set(name, was()));
    return all;
  }

  private async redraw(button: string): Promise<void> {
    try {
      const r = await this.post(button, "new");
      if (r.ok) await this.put(r);
    } catch {
      // no line: the list stays as it is, and the server settles it
    }
  }

  private sending = false;

  private async send(button: HTMLButtonElement | null): Promise<void> {
    if (this.sending || (this.ended && !button?.name)) return;
    if (button?.name) {
      await this.redraw(button.name);
      return;
    }
    this.sending = true;
    this.form.classList.add("sending");
    try {
      await this.settled();
      await this.answered(await this.post("", ""));
    } catch {
      this.say("lost");
    }
    this.sending = false;
    this.form.classList.remove("sending");
  }

  private async answered(r: Response): Promise<void> {
    if (r.ok && r.redirected && new URL(r.url).searchParams.has("kept")) {
      this.ended = true;
      await draft.remove(this.key).catch(() => undefined);
      draft.tell({ what: "sent", login: draft.login(), key: this.key,
        url: r.url });
      location.assign(r.url);
      return;
    }
    if (r.redirected && new URL(r.url).pathname === "/app/") {
      location.assign(r.url);        // a phone: its PIN first, or no room on it
      return;
    }
    if (r.status === 401 || r.status === 403) {
      this.say("signedOut", "", "/login?then=" +
        encodeURIComponent(location.pathname));
      return;
    }
    if (!await this.put(r)) {
      this.say("unsure");
      return;
    }
    document.querySelector("main .note.stop, main .said.stop")
      ?.scrollIntoView({ block: "center" });
  }
}

// A hidden control forgets what it was drawn with.
const hidden = new WeakMap<Control, string>();

document.querySelectorAll<HTMLFormElement>("form[data-draft]")
  .forEach((f) => new Form(f));
