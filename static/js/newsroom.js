// What every page shares: htmx under a strict policy, "/" to search, print and copy buttons, one click sends a form once.
(() => {
  const meta = (name) => document.querySelector(`meta[name="${name}"]`)?.content ?? "";
  const typing = (element) => element.matches?.("input, textarea, select, [contenteditable]");

  const typed = () => [...document.querySelectorAll("main textarea, main input[type=text]")].some((f) => f.value !== f.defaultValue);

  document.addEventListener("htmx:configRequest", (event) => {
    event.detail.headers["X-CSRFToken"] = meta("csrf-token");
    if (typed()) event.detail.headers["X-Typed"] = "1"; // the page is not loaded anew under somebody's hands
  });
  // A refused or stale form answers 403, 409 or 422 with a page that says why: show it.
  document.addEventListener("htmx:beforeSwap", (event) => {
    if ([403, 409, 422].includes(event.detail.xhr.status)) event.detail.shouldSwap = true;
  });

  addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    const field = document.querySelector(".find input");
    if (field) { event.preventDefault(); field.focus(); }
  });

  addEventListener("click", async ({ target }) => {
    if (target.closest("[data-print]")) print();
    const copy = target.closest("[data-copy]");
    if (!copy) return;
    const source = document.querySelector(copy.dataset.copy);
    source.select?.();
    try {
      await navigator.clipboard.writeText(source.value ?? source.textContent);
      copy.textContent = "Copied";
    } catch {
      copy.textContent = "Selected: copy it by keyboard"; // no clipboard on plain http
    }
  });

  addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || form.hasAttribute("data-again")) return;
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "1";
    setTimeout(() => delete form.dataset.sent, 4000);
  });
  addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent));
})();
