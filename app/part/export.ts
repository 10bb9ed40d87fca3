// export.ts - any table that is shown, as a file: what stands in it, no more.
// Tables that the server gives as a file have its links and get no button.

const formula = /^[=+\-@\t\r]/;

function said(cell: HTMLTableCellElement): string {
  const text = (cell.innerText || "").replace(/\s+/g, " ").trim();
  const number = /^[-+]?[\d,]*\.?\d+$/.test(text);
  if (number && cell.classList.contains("n")) return text.replace(/,/g, "");
  const plain = formula.test(text) && !number ? "'" + text : text;
  return /[",\n]/.test(plain) ? '"' + plain.replace(/"/g, '""') + '"' : plain;
}

// A heading over several columns stands over the first of them.
function line(row: HTMLTableRowElement): string {
  const out: string[] = [];
  Array.from(row.cells).forEach((c) => {
    out.push(said(c));
    for (let i = 1; i < c.colSpan; i++) out.push("");
  });
  return out.join(",");
}

function save(table: HTMLTableElement): void {
  const lines = Array.from(table.rows).map(line);
  const a = document.createElement("a");
  const name = location.pathname.replace(/[^a-z0-9]+/gi, "-")
    .replace(/^-|-$/g, "") || "table";
  a.href = URL.createObjectURL(
    new Blob(["\ufeff" + lines.join("\r\n") + "\r\n"],
      { type: "text/csv;charset=utf-8" }));
  a.download = name.slice(0, 60) + ".csv";
  a.click();
  window.setTimeout(() => URL.revokeObjectURL(a.href), 10000);
}

function offer(table: HTMLTableElement): void {
  const box = table.closest<HTMLElement>(".box") ?? table;
  if (!table.tHead || table.rows.length < 2 || table.closest("form") ||
    document.querySelector('.forms a[href*="format=csv"]')) return;
  const p = document.createElement("p");
  const b = document.createElement("button");
  b.type = "button";
  b.className = "plain";
  b.textContent = "CSV";
  b.setAttribute("aria-label", "CSV: " + (table.caption?.textContent ??
    document.querySelector("h1")?.textContent ?? "").trim());
  b.addEventListener("click", () => save(table));
  p.className = "forms";
  p.append(b);
  box.after(p);
}

document.querySelectorAll<HTMLTableElement>("main table").forEach(offer);
