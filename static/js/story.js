// The review page by hand: marks and cards know each other, J and K walk the flags, selected words become a question.
// Without it everything can still be read and decided.
(() => {
  const story = () => document.getElementById("story");
  const card = (number) => document.getElementById(`f${number}`);
  const marks = (number) => [...document.querySelectorAll(`.m[data-flags~="${number}"]`)];
  const cards = () => [...document.querySelectorAll("details.flag")];
  const beside = () => matchMedia("(min-width: 992px)").matches && CSS.supports("top: anchor(--a top)");
  const typing = (element) => element.closest?.("input, textarea, select, dialog, [contenteditable]");

  // One card: open it, show its passage, keep the address honest so that it can be sent to a colleague.
  function visit(number, focus = true) {
    const target = card(number);
    if (!target) return;
    target.open = true;
    const place = (beside() && marks(number)[0]) || target;
    place.scrollIntoView({ block: "center", behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
    if (focus) target.querySelector("summary").focus({ preventScroll: true });
    history.replaceState(null, "", `#f${number}`);
  }

  const numbersOf = (mark) => mark.dataset.flags.split(" ");

  addEventListener("click", (event) => {
    const { target } = event;
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    const link = target.closest('a[href*="#f"]');
    const number = link && /#f(\d+)$/.exec(link.getAttribute("href"))?.[1];
    if (number && card(number) && !link.closest(".answers") && (!link.search || link.pathname === location.pathname)) {
      event.preventDefault();
      visit(number);
      return;
    }
    const close = target.closest("[data-close-answer]");
    if (close) {
      event.preventDefault();
      close.closest(".answers")?.querySelector("[aria-current]")?.removeAttribute("aria-current");
      close.closest(".answer").remove();
      settle();
      return;
    }
    const mark = target.closest(".m[data-flags]");
    if (mark && !target.closest("a") && getSelection().isCollapsed) visit(numbersOf(mark)[0]);
    for (const menu of document.querySelectorAll("details.more[open]")) if (!menu.contains(target)) menu.open = false;
  });

  // Hover links the two; the last piece of a mark and its card look alike for as long as the pointer stays.
  function near(event) {
    const on = event.type === "pointerover";
    const mark = event.target.closest?.(".m[data-flags], .ref");
    const own = event.target.closest?.("details.flag");
    const numbers = mark ? (mark.dataset.flags ?? mark.textContent).split(" ") : own ? [own.dataset.mark] : [];
    for (const number of numbers) {
      card(number)?.classList.toggle("near", on);
      for (const piece of marks(number)) piece.classList.toggle("near", on);
    }
  }
  addEventListener("pointerover", near);
  addEventListener("pointerout", near);

  function step(by) {
    const all = cards();
    if (!all.length) return;
    const here = all.indexOf(document.activeElement?.closest?.("details.flag") ?? all.find((one) => one.open));
    const next = all[(here + by + all.length) % all.length] ?? all[0];
    visit(next.dataset.mark);
  }

  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    const key = event.key.toLowerCase();
    if (key === "j") step(1);
    else if (key === "k") step(-1);
    else if (key === "a" && !getSelection().isCollapsed) askAbout();
    else if (key === "escape") document.querySelector("details.more[open]")?.removeAttribute("open");
  });

  // Cards that hang below the last paragraph make the text's column as long as they need.
  const height = new CSSStyleSheet();
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, height];
  function settle() {
    const ends = beside() ? [...document.querySelectorAll("#story > details.flag")].map((one) => one.offsetTop + one.offsetHeight) : [];
    height.replaceSync(`@media screen { .story { min-height: ${Math.max(0, ...ends) + 24}px } }`);
  }
  addEventListener("toggle", settle, true);
  addEventListener("resize", settle);
  addEventListener("load", settle);

  // Two open cards of one name close each other: the old ones give way before the new page comes in.
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.target.id === "review") for (const one of cards()) one.removeAttribute("name");
  });

  // The page swapped in new answers: one goes on where one was.
  document.addEventListener("htmx:afterSettle", (event) => {
    settle();
    const form = event.target.querySelector?.(".answer") ?? (event.target.matches?.(".answer") ? event.target : null);
    const field = form?.querySelector("select, input:not([type=hidden]), textarea");
    if (field) field.focus();
    else if (event.target.id === "review") document.querySelector("details.flag[open] > summary")?.focus({ preventScroll: true });
  });

  // Words that are selected can be asked about. The server finds them again in the stored text.
  const CONTEXT = 120;
  const button = () => document.querySelector(".ask-here");
  const field = (name) => document.querySelector(`#ask [name="${name}"]`);
  let asked = null;

  function copyOf(range) {
    const copy = range.cloneContents();
    copy.querySelectorAll(".ref, details, .mk").forEach((one) => one.remove());
    return copy.textContent;
  }

  function selected() {
    const selection = getSelection();
    if (selection.isCollapsed || !selection.rangeCount) return null;
    const range = selection.getRangeAt(0);
    const start = range.startContainer.parentElement, end = range.endContainer.parentElement;
    const home = start?.closest(".story, .story-head h1");
    if (!home || !home.contains(range.endContainer) || start.closest("details") || end?.closest("details")) return null;
    const quote = copyOf(range).trim();
    if (!quote) return null;
    const lead = document.createRange();
    lead.selectNodeContents(home);
    lead.setEnd(range.startContainer, range.startOffset);
    const name = home.matches("h1") ? "headline" : start.closest("[data-field]")?.dataset.field ?? "text";
    return { field: name, quote, before: copyOf(lead).slice(-CONTEXT), box: range.getBoundingClientRect() };
  }

  function offer() {
    const ask = button();
    if (!ask || document.getElementById("ask").open) return;
    asked = selected();
    ask.hidden = !asked;
    if (!asked) return;
    ask.style.top = `${scrollY + asked.box.bottom + 6}px`;
    ask.style.left = `${Math.max(8, Math.min(scrollX + asked.box.left, innerWidth - 200))}px`;
  }

  function askAbout() {
    const words = asked ?? selected();
    const dialog = document.getElementById("ask");
    if (!words || !dialog) return;
    for (const name of ["field", "quote", "before"]) field(name).value = words[name];
    button().hidden = true;
    dialog.showModal();
    field("question").focus();
  }

  addEventListener("pointerup", () => setTimeout(offer));
  addEventListener("keyup", (event) => { if (event.shiftKey || event.key.startsWith("Arrow")) offer(); });
  addEventListener("click", ({ target }) => { if (target.closest(".ask-here")) askAbout(); });

  document.addEventListener("DOMContentLoaded", settle);
  settle();
})();
