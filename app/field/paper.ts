// paper.ts - a picture to send, drawn on the phone: the kernel says what stands on
// it, in order (src/report/paper.h), this draws it as the site's helper would
// (src/sys/press.c), in grey, below 100 KB. Joined letters are the browser's.

interface Column { wide: number; align: number; title: string; over: string }
interface Cell { what: number; text: string }
interface Table { columns: Column[]; from: number[]; points: number; high: number }

const MM = 72 / 25.4;                   // what is measured is points
const MARK = "saath-paper-1\n";
const SIZES = [[210, 5], [297, 4.5], [148, 6], [58, 10]];   // mm, dots to each
const ROLL = 3;
const GAP = 4, PAD = 2.5, LINE_MM = 8, SIGN_MM = 16;
const BYTES = 100_000, FEWER = .85, FEWEST = .4;
const BOX = 1, HEADING = 1, END = 1, CENTRE = 2;

const FACES = '"Noto Sans", Roboto, "Saath Naskh", "Noto Naskh Arabic", sans-serif';
const ARABIC = '"Saath Naskh", "Noto Naskh Arabic", ' + FACES;

// ---- the bytes ----------------------------------------------------------------

class Reader {
  private at = MARK.length;
  private readonly text8 = new TextDecoder();
  constructor(private readonly bytes: Uint8Array) {
    if (this.text8.decode(bytes.subarray(0, this.at)) !== MARK)
      throw new Error("no document");
  }

  get left(): boolean { return this.at < this.bytes.length; }

  number(): number {
    for (let v = 0, by = 1; ; by *= 128) {
      if (!this.left) throw new Error("a document that is cut");
      const c = this.bytes[this.at++];
      v += (c & 127) * by;
      if (c < 128) return v;
    }
  }

  text(): string {
    const n = this.number();
    this.at += n;
    return this.text8.decode(this.bytes.subarray(this.at - n, this.at));
  }

  many<T>(n: number, one: () => T): T[] {
    return Array.from({ length: n }, one);
  }

  kind(): string { return String.fromCharCode(this.bytes[this.at++]); }
}

// ---- the picture --------------------------------------------------------------

type Pen = OffscreenCanvasRenderingContext2D;
interface Said {
  points: number; wide: number; bold?: boolean; align?: number;
}
// What is drawn, once it is known how high all of it is.
type Stroke = (pen: Pen) => void;

class Drawing {
  readonly strokes: Stroke[] = [];
  private readonly pen: Pen;
  private readonly rtl: boolean;
  private readonly lang: string;
  private readonly narrow: boolean;
  readonly wide: number;
  readonly dots: number;               // to a point
  private readonly left: number;
  private readonly right: number;
  private readonly margin: number;
  private y: number;
  private table: Table | null = null;

  constructor(lang: number, size: number) {
    if (size >= SIZES.length) throw new Error("no picture of that size");
    const [mm, dots] = SIZES[size];
    this.lang = ["en", "ur", "sd"][lang];
    this.rtl = lang > 0;
    this.narrow = size === ROLL;
    this.wide = mm * MM;
    this.dots = dots / MM;
    const side = (this.narrow ? 5 : 7) * MM;
    this.left = side;
    this.right = this.wide - side;
    this.y = this.margin = side + (this.narrow ? 0 : 4 * MM);
    this.pen = new OffscreenCanvas(1, 1).getContext("2d") as Pen;
  }

  get high(): number { return this.y + 1 + this.margin; }
  private get line(): number { return this.right - this.left; }

  private start(from: number, wide: number): number {
    return this.rtl ? this.right - from - wide : this.left + from;
  }

  // ---- text

  private font(pen: Pen, s: Said): void {
    const points = s.points * (this.narrow ? .85 : 1);
    pen.font = (s.bold ? "bold " : "") + points.toFixed(2) + "px " +
      (this.rtl ? ARABIC : FACES);
    pen.direction = this.rtl ? "rtl" : "ltr";
    if ("lang" in pen) (pen as { lang: string }).lang = this.lang;
  }

  // Words in lines; a word that is wider than the line is broken.
  private lines(text: string, s: Said): string[] {
    this.font(this.pen, s);
    const fits = (t: string): boolean => this.pen.measureText(t).width <= s.wide;
    const out: string[] = [];
    for (const part of text.split("\n")) {
      let line = "";
      for (let word of part.split(" ")) {
        const both = line ? line + " " + word : word;
        if (fits(both)) {
          line = both;
          continue;
        }
        if (line) out.push(line);
        while (word && !fits(word)) {
          const signs = Array.from(word);
          let n = signs.length - 1;
          while (n > 1 && !fits(signs.slice(0, n).join(""))) n--;
          if (n < 1) break;
          out.push(signs.slice(0, n).join(""));
          word = signs.slice(n).join("");
        }
        line = word;
      }
      out.push(line);
    }
    return out;
  }

  private lineHigh(s: Said): number {
    this.font(this.pen, s);
    const m = this.pen.measureText("ہgÅ");
    return m.fontBoundingBoxAscent + m.fontBoundingBoxDescent;
  }

  // How high it is, and what draws it there.
  private set(text: string, s: Said): [number, (x: number, y: number) => void] {
    const all = this.lines(text, s), high = this.lineHigh(s);
    this.font(this.pen, s);
    const above = this.pen.measureText("ہgÅ").fontBoundingBoxAscent;
    const side = s.align === CENTRE ? "center" :
      (s.align === END) === this.rtl ? "left" : "right";
    const show = (x: number, y: number): void => {
      this.strokes.push((pen) => {
        this.font(pen, s);
        pen.fillStyle = "#000";
        pen.textAlign = side;
        const at = side === "left" ? x : side === "right" ? x + s.wide :
          x + s.wide / 2;
        all.forEach((t, i) => pen.fillText(t, at, y + above + i * high));
      });
    };
    return [all.length * high, show];
  }

  private put(text: string, points: number, bold = false, above = 0,
              align = 0): void {
    const [high, show] = this.set(text, { points, bold, align, wide: this.line });
    this.y += above;
    show(this.left, this.y);
    this.y += high + GAP;
  }

  // ---- lines

  private rule(x: number, y: number, toX: number, toY: number, ink: string,
               width: number, dash: number[] = []): void {
    this.strokes.push((pen) => {
      pen.strokeStyle = ink;
      pen.lineWidth = width;
      pen.setLineDash(dash);
      pen.beginPath();
      pen.moveTo(x, y);
      pen.lineTo(toX, toY);
      pen.stroke();
    });
  }

  private dotted(x: number, y: number, wide: number, dash = [1, 2]): void {
    this.rule(x, y, x + wide, y, "#595959", .6, dash);
  }

  private shade(high: number, ink: string): void {
    const y = this.y;
    this.strokes.push((pen) => {
      pen.fillStyle = ink;
      pen.fillRect(this.left, y, this.line, high);
    });
  }

  // ---- items

  private pair(label: string, value: string): void {
    const own = this.line * (this.narrow ? .42 : .28), rest = this.line - own;
    const [high, show] = this.set(label, { points: 10, bold: true,
      wide: own - GAP });
    const [valueHigh, valueShow] = this.set(value, { points: 10, wide: rest });
    const more = Math.max(high, valueHigh, value ? 0 : LINE_MM * MM);
    show(this.start(0, own - GAP), this.y);
    valueShow(this.start(own, rest), this.y);
    if (!value) this.dotted(this.start(own, rest), this.y + more - 2, rest);
    this.y += more + 1;
  }

  private sign(who: string[]): void {
    const slot = this.line / who.length;
    this.y += SIGN_MM * MM;
    const highs = who.map((text, i) => {
      const x = this.start(slot * i, slot);
      const [high, show] = this.set(text, { points: 9, wide: slot - 3 * GAP,
        align: CENTRE });
      this.rule(x + 1.5 * GAP, this.y, x + slot - 1.5 * GAP, this.y, "#000", .6);
      show(x + 1.5 * GAP, this.y + 2);
      return high;
    });
    this.y += Math.max(...highs) + GAP;
  }

  // A square code is for whoever stands before the paper; a picture on a phone
  // says the address.
  private code(address: string, said: string): void {
    this.put(said ? said + ": " + address : address, 8);
  }

  // ---- tables

  private cell(t: Table, col: number, span: number, text: string, bold: boolean,
               align: number): [number, (x: number, y: number) => void] {
    // Numbers end at the right, whichever way people read.
    return this.set(text, { points: t.points, bold,
      align: this.rtl && align === END ? 0 : align,
      wide: Math.max(1, t.from[col + span] - t.from[col] - 2 * PAD) });
  }

  private grid(t: Table, high: number, spans: number[]): void {
    const { y, left, right } = this;
    for (const at of [y, y + high]) this.rule(left, at, right, at, "#8c8c8c", .4);
    for (let col = 0, i = 0; col <= t.columns.length; col += spans[i++] || 1) {
      const x = this.start(t.from[col], 0);
      this.rule(x, y, x, y + high, "#8c8c8c", .4);
    }
  }

  private head(t: Table, of: (c: Column) => string, spans: number[]): void {
    let col = 0;
    const cells = spans.map((span) => {
      const c = t.columns[col];
      const set = this.cell(t, col, span, of(c), true,
        span > 1 ? CENTRE : c.align);
      const x = this.start(t.from[col], t.from[col + span] - t.from[col]);
      col += span;
      return { set, x };
    });
    const high = Math.max(...cells.map((c) => c.set[0])) + 2 * PAD;
    this.shade(high, "#e6e6e6");
    for (const { set, x } of cells)
      set[1](x + PAD, this.y + (high - set[0]) / 2);
    this.grid(t, high, spans);
    this.y += high;
  }

  private tableStart(columns: Column[], rowMm: number, tenths: number): void {
    const all = columns.reduce((sum, c) => sum + c.wide, 0);
    const from = [0];
    for (const c of columns)
      from.push(from[from.length - 1] + this.line * c.wide / all);
    const t = this.table = { columns, from, points: tenths / 10,
      high: rowMm * MM };
    if (columns.some((c) => c.over)) {
      const spans: number[] = [];
      columns.forEach((c, i) => {
        if (i && c.over && c.over === columns[i - 1].over)
          spans[spans.length - 1]++;
        else
          spans.push(1);
      });
      this.head(t, (c) => c.over, spans);
    }
    this.head(t, (c) => c.title, columns.map(() => 1));
  }

  private box(x: number, wide: number, y: number, high: number): void {
    const size = LINE_MM * MM;
    this.strokes.push((pen) => {
      pen.strokeStyle = "#000";
      pen.lineWidth = 1;
      pen.setLineDash([]);
      pen.strokeRect(x + (wide - size) / 2, y + (high - size) / 2, size, size);
    });
  }

  private row(nature: number, cells: Cell[]): void {
    const t = this.table as Table;
    const span = nature === HEADING ? t.columns.length : 1;
    const sets = cells.filter((_, i) => i % span === 0).map((c, i) =>
      c.what === BOX ? null :
        this.cell(t, i, span, c.text, nature > 0, t.columns[i].align));
    const high = Math.max(t.high, t.points + 2 * PAD, ...sets.map((s) =>
      (s ? s[0] : LINE_MM * MM) + 2 * PAD));
    if (nature) this.shade(high, "#f2f2f2");
    sets.forEach((s, i) => {
      const wide = t.from[i + span] - t.from[i];
      const x = this.start(t.from[i], wide);
      if (s) s[1](x + PAD, this.y + (t.high ? (high - s[0]) / 2 : PAD));
      else this.box(x, wide, this.y, high);
    });
    this.grid(t, high, [span]);
    this.y += high;
  }

  item(kind: string, r: Reader): void {
    switch (kind) {
      case "T": this.put(r.text(), 16, true); break;
      case "H": this.put(r.text(), 12, true, 2 * GAP); break;
      case "P": this.put(r.text(), 10); break;
      case "s": this.put(r.text(), 8); break;
      case "b": this.put(r.text(), 10, true, GAP); break;
      case "V": this.pair(r.text(), r.text()); break;
      case "l":
        for (let n = r.number(); n--;) {
          this.y += LINE_MM * MM;
          this.dotted(this.left, this.y - 2, this.line);
        }
        this.y += GAP;
        break;
      case "g": this.y += r.number() * MM; break;
      case "B": this.y += 6 * MM; break;
      case "c":
        this.y += 6 * MM;
        this.dotted(0, this.y - 3 * MM, this.wide, [6, 4]);
        break;
      case "k": case "a": break;       // one picture holds all of it
      case "Q": this.code(r.text(), r.text()); break;
      case "S": this.sign(r.many(r.number(), () => r.text())); break;
      case "C": {
        const n = r.number(), rowMm = r.number(), tenths = r.number();
        this.tableStart(r.many(n, () => ({ wide: r.number(), align: r.number(),
          title: r.text(), over: r.text() })), rowMm, tenths);
        break;
      }
      case "R": {
        const nature = r.number(), n = this.table?.columns.length ?? 0;
        this.row(nature, r.many(n, () => ({ what: r.number(),
          text: r.text() })));
        break;
      }
      case "E":
        this.table = null;
        this.y += 2 * PAD;
        break;
      default: throw new Error("no document");
    }
  }

  // In the margin, at the line's start or its end.
  private edge(text: string, align: number, y: number): void {
    const half = this.line / 2 - GAP;
    if (text && !this.narrow)
      this.set(text, { points: 8, wide: half, align })[1](
        this.start(align === END ? this.line - half : 0, half), y);
  }

  // The body's name above; the first line says whose sample it is.
  above(head: string, mark: string): void {
    this.edge(head, END, this.y - 7 * MM);
    if (mark) this.put(mark, 12, true, 0, CENTRE);
  }

  below(foot: string): void {
    const y = this.y + 3 * MM;
    this.edge(foot, 0, y);
    if (!this.narrow)
      this.rule(this.left, y - MM, this.right, y - MM, "#999", .4);
  }
}

let faces: Promise<void> | null = null;

// The letters of the app itself: a phone may have none for Sindhi.
function facesLoad(bytes: () => Promise<ArrayBuffer>): Promise<void> {
  faces ??= bytes().then(async (b) => {
    const face = new FontFace("Saath Naskh", b);
    (self as unknown as { fonts: FontFaceSet }).fonts.add(await face.load());
  }).catch((e: unknown) => { console.warn("saath:", e); });
  return faces;
}

export const PAPER = "application/x-saath-paper";

// A PNG; `font` gives the bytes of naskh.ttf.
export async function picture(bytes: Uint8Array, font: () => Promise<ArrayBuffer>,
                              ): Promise<Blob> {
  await facesLoad(font);
  const r = new Reader(bytes);
  const lang = r.number(), size = r.number();
  r.number();                          // PDF or picture: it is a picture
  r.number();                          // the file's day
  r.text();                            // and its title
  const head = r.text(), foot = r.text();
  r.text();                            // "page 1 of 2": there is one
  const d = new Drawing(lang, size);
  d.above(head, r.text());
  while (r.left) d.item(r.kind(), r);
  d.below(foot);
  for (let scale = d.dots; ; scale *= FEWER) {
    const c = new OffscreenCanvas(Math.round(d.wide * scale),
      Math.ceil(d.high * scale));
    const pen = c.getContext("2d", { alpha: false }) as Pen;
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, c.width, c.height);
    pen.scale(scale, scale);
    for (const s of d.strokes) s(pen);
    const made = await c.convertToBlob({ type: "image/png" });
    if (made.size <= BYTES || scale < d.dots * FEWEST) return made;
  }
}
