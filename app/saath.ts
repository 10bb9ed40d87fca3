// saath.ts - comforts only: every page works without it.

import "./part/grid";
import "./part/ask";
import "./part/backlog";
import "./part/box";
import "./part/find";
import "./part/seek";
import "./part/keys";
import "./part/session";
import "./part/stay";

// A form is sent once, however often the finger comes down.
// Sheets with a draft and signing out see to it themselves.
document.querySelectorAll<HTMLFormElement>(
  "form[method=post]:not([data-draft], .person)").forEach((f) => {
  f.addEventListener("submit", (e) => {
    if (f.dataset.sent) e.preventDefault();
    f.dataset.sent = "1";
  });
});
window.addEventListener("pageshow", () => {
  document.querySelectorAll<HTMLFormElement>("form").forEach((f) => {
    delete f.dataset.sent;
  });
});

// A text that is copied by a button; where there is no way to, it stays hidden.
document.querySelectorAll<HTMLButtonElement>("[data-copy]").forEach((b) => {
  const from = document.getElementById(b.dataset.copy ?? "");
  if (!(from instanceof HTMLTextAreaElement) || !navigator.clipboard) return;
  b.hidden = false;
  b.addEventListener("click", () => {
    from.select();
    navigator.clipboard.writeText(from.value).then(() => {
      b.textContent = b.dataset.done ?? b.textContent;
    }, () => { b.hidden = true; });
  });
});

// A filter that is chosen is applied; the button stays for everybody else.
document.querySelectorAll<HTMLSelectElement>(".filter select").forEach((s) => {
  s.addEventListener("change", () => s.form?.requestSubmit());
});
