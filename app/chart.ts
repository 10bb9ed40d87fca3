// chart.ts - draws the charts of a page. The numbers stand in data-chart, their
// words and links in the table beside it: what a point opens is what its cell
// opens. Loaded by pages with charts only (src/web/chart.c).

import { init, use } from "echarts/core";
import { BarChart, LineChart } from "echarts/charts";
import { GridComponent, LegendComponent, TooltipComponent }
  from "echarts/components";
import { SVGRenderer } from "echarts/renderers";

use([BarChart, LineChart, GridComponent, LegendComponent, TooltipComponent,
  SVGRenderer]);

interface Series {
  col: number;
  name: string;
  percent: boolean;
  at: (number | null)[];
}
interface Chart {
  kind: "line" | "bar" | "stack" | "rows" | "pyramid";
  title: string;
  lakh: boolean;
  of?: string;
  names: string[];
  row: number[];
  series: Series[];
}

const rtl = document.documentElement.dir === "rtl";
const LETTER = 6.6;   // px of one, on the average, of the size of an axis
const small = (): boolean => window.innerWidth < 560;

// Words keep the page's direction: "55 to 64" would turn round in a picture that
// runs from left to right.
function worded(text: string): string {
  return rtl ? "\u2067" + text + "\u2069" : text;
}

// In the digits that were chosen: the page says which is nought.
const zero = Number(document.documentElement.dataset.zero ?? 48);
const digits = (text: string): string => zero === 48 ? text :
  text.replace(/[0-9]/g, (d) => String.fromCharCode(zero + Number(d)));

// 1,234,567 and 12,34,567, as the table has them.
function grouped(v: number, lakh: boolean): string {
  const whole = Math.abs(v) >= 1 || v === 0;
  const text = v.toLocaleString(lakh ? "en-IN" : "en-US",
    { maximumFractionDigits: whole ? 0 : 2 });
  return "\u2066" + digits(text) + "\u2069";
}

// Axes have little room: 1.2M, or 12L and 1.2Cr by lakh and crore. Four digits, so
// that 5.85M and 5.9M are two marks of an axis that begins near them.
function brief(v: number, lakh: boolean): string {
  const steps: [number, string][] = lakh ? [[1e7, "Cr"], [1e5, "L"]] :
    [[1e9, "B"], [1e6, "M"]];
  for (const step of steps)
    if (Math.abs(v) >= step[0])
      return "\u2066" + digits(String(Number((v / step[0]).toPrecision(4)))) +
        step[1] + "\u2069";
  return grouped(v, lakh);
}

function cut(text: string, most: number): string {
  return text.length > most ? text.slice(0, most - 1) + "…" : text;
}

// In lines of so many letters, between words only; each keeps its direction.
function broken(text: string, most: number): string {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.length - 1;
    if (last >= 0 && (lines[last] + " " + word).length <= most)
      lines[last] += " " + word;
    else lines.push(word);
  }
  return lines.map(worded).join("\n");
}

function rowsOf(table: HTMLTableElement): HTMLTableRowElement[] {
  return Array.from(table.tBodies).flatMap((b) => Array.from(b.rows));
}

function linkOf(row: HTMLTableRowElement | undefined, col: number):
    string | null {
  const cells = [row?.cells[col], row?.cells[0]];
  for (const cell of cells) {
    const a = cell?.querySelector("a[href]");
    if (a) return a.getAttribute("href");
  }
  return null;
}

class Drawing {
  readonly figure: HTMLElement;
  readonly about: Chart;
  readonly rows: HTMLTableRowElement[];
  readonly box = document.createElement("div");
  readonly chart: ReturnType<typeof init>;

  constructor(figure: HTMLElement, about: Chart, table: HTMLTableElement) {
    this.figure = figure;
    this.about = about;
    this.rows = rowsOf(table);
    this.box.className = "drawn";
    this.box.setAttribute("role", "img");
    this.box.setAttribute("aria-label", about.title);
    this.box.style.blockSize = this.height() + "px";
    figure.prepend(this.box);
    const folded = figure.querySelector("details");
    if (folded) folded.open = false;
    this.chart = init(this.box, undefined, { renderer: "svg" });
    this.draw();
    this.chart.on("click", (p) => {
      const to = this.link(p.dataIndex, p.seriesIndex ?? 0);
      if (to) location.assign(to);
    });
  }

  height(): number {
    const n = this.about.names.length;
    switch (this.about.kind) {
    case "rows": return 48 + n * 26;
    case "pyramid": return 72 + n * 24;
    default: return small() ? 260 : 320;
    }
  }

  link(row: number, series: number): string | null {
    const s = this.about.series[series];
    return s ? linkOf(this.rows[this.about.row[row]], s.col) : null;
  }

  // What the table says of a point, word for word.
  told(row: number): string {
    const cells = this.rows[this.about.row[row]]?.cells;
    const lines = this.about.series.map((s) => s.name + "  " +
      (cells?.[s.col]?.textContent?.trim() || "–"));
    return [this.about.names[row], ...lines].map(worded).join("\n");
  }

  colour(name: string): string {
    return getComputedStyle(this.figure).getPropertyValue(name).trim();
  }

  draw(): void {
    const c = this.about;
    const flat = c.kind === "rows" || c.kind === "pyramid";
    const percent = c.series.every((s) => s.percent);
    const ink = this.colour("--ink"), soft = this.colour("--soft"),
      line = this.colour("--line");
    const text = { color: soft, fontSize: 12,
      fontFamily: getComputedStyle(this.figure).fontFamily };
    const few = c.series.length < 2;
    const wide = this.box.clientWidth, narrow = wide < 480;
    // Few columns say all of their names, in as many lines as they need.
    const whole = !flat && c.kind !== "line" && c.names.length <= 8;
    const names = {
      type: "category" as const,
      data: c.names,
      inverse: flat || rtl,
      position: (flat && rtl ? "right" : flat ? "left" : "bottom") as "left",
      axisLine: { lineStyle: { color: line } },
      axisTick: { show: false },
      axisLabel: { ...text, color: flat ? ink : soft, hideOverlap: !flat && !whole,
        interval: flat || whole ? 0 : undefined,
        lineHeight: whole ? 17 : undefined,
        formatter: (v: string) => whole ?
          broken(v, (wide - 72) / c.names.length / LETTER) :
          worded(cut(v, flat && small() ? 16 : 28)) },
    };
    const numbers = {
      type: "value" as const,
      inverse: flat && rtl,
      position: (flat ? "bottom" : rtl ? "right" : "left") as "left",
      scale: c.kind === "line",
      splitNumber: narrow ? 3 : 5,
      splitLine: { lineStyle: { color: line } },
      axisLabel: { ...text, hideOverlap: true, formatter: (v: number) =>
        brief(c.kind === "pyramid" ? Math.abs(v) : v, c.lakh) +
          (percent ? "%" : "") },
    };
    this.chart.setOption({
      animation: false,
      textStyle: text,
      grid: { top: few ? 12 : 40, bottom: 8, left: 8, right: 16,
        containLabel: true },
      legend: few ? { show: false } : { type: "plain", top: 0,
        textStyle: { ...text, color: ink }, itemWidth: 14, itemHeight: 10,
        formatter: worded },
      tooltip: { trigger: "axis", renderMode: "richText", confine: true,
        axisPointer: { type: c.kind === "line" ? "line" : "shadow" },
        backgroundColor: this.colour("--sheet"), borderColor: line,
        textStyle: { ...text, color: ink, align: rtl ? "right" : "left" },
        formatter: (p: unknown) => {
          const one = (Array.isArray(p) ? p[0] : p) as { dataIndex: number };
          return this.told(one.dataIndex);
        } },
      xAxis: flat ? numbers : names,
      yAxis: flat ? names : numbers,
      series: c.series.map((s, i) => this.series(s, i)),
    }, { notMerge: true });
  }

  series(s: Series, i: number): object {
    const c = this.about;
    const turned = c.kind === "pyramid" && i === 0;
    const colour = this.colour("--chart-" + (i + 1));
    const opens = s.at.some((_, row) => this.link(row, i) !== null);
    return {
      type: c.kind === "line" ? "line" : "bar",
      name: s.name,
      data: s.at.map((v) => v !== null && turned ? -v : v),
      color: colour,
      cursor: opens ? "pointer" : "default",
      emphasis: { disabled: true },
      ...(c.kind === "line" ? { symbol: "circle", symbolSize: 9,
        lineStyle: { width: 2.5, color: colour } } : { barMaxWidth: 34 }),
      ...(c.kind === "stack" || c.kind === "pyramid" ?
        { stack: "all" } : {}),
    };
  }
}

const drawings: Drawing[] = [];

for (const figure of document.querySelectorAll<HTMLElement>(
  "figure[data-chart]")) {
  const about = JSON.parse(figure.dataset.chart ?? "null") as Chart | null;
  const home = about?.of ? document.getElementById(about.of) : figure;
  const table = home?.querySelector<HTMLTableElement>("table.sheet");
  if (about && table) drawings.push(new Drawing(figure, about, table));
}

let width = window.innerWidth;
window.addEventListener("resize", () => {
  if (window.innerWidth === width) return;
  width = window.innerWidth;
  for (const d of drawings) {
    d.draw();
    d.chart.resize();
  }
});
window.matchMedia("(prefers-color-scheme: dark)")
  .addEventListener("change", () => drawings.forEach((d) => d.draw()));
// On paper the ink is dark, whatever the screen is.
const paper = (on: boolean): void => {
  for (const d of drawings) {
    d.figure.toggleAttribute("data-paper", on);
    d.draw();
  }
};
window.addEventListener("beforeprint", () => paper(true));
window.addEventListener("afterprint", () => paper(false));
