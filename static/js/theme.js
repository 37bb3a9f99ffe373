// Light or dark: before the first paint, and on the button. Without it the page follows the system.
(() => {
  const root = document.documentElement;
  const saved = localStorage.getItem("theme");
  if (saved) root.dataset.bsTheme = saved;
  addEventListener("click", ({ target }) => {
    if (!target.closest("[data-theme-toggle]")) return;
    const dark = root.dataset.bsTheme ? root.dataset.bsTheme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    localStorage.setItem("theme", root.dataset.bsTheme = dark ? "light" : "dark");
  });
})();
