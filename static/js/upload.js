// The drop zone: files can be dropped as well as chosen, and are named with their size before they are sent.
(() => {
  const form = document.querySelector("#bring");
  const zone = form?.querySelector("[data-drop]");
  if (!zone) return;
  const input = zone.querySelector("input[type=file]");
  const list = zone.querySelector("[data-chosen]");
  const { maxBytes, maxFiles } = form.dataset;
  const accepted = input.accept.split(",");
  zone.querySelector("[data-drop-hint]").hidden = false;

  const size = (bytes) => bytes < 1024 * 1024 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
  const doubt = (file, index) => {
    if (index >= maxFiles) return `one too many: ${maxFiles} at once`;
    if (!accepted.some((suffix) => file.name.toLowerCase().endsWith(suffix))) return `not one of ${accepted.join(", ")}`;
    if (file.size > maxBytes) return `larger than ${size(maxBytes)}`;
    return file.size ? "" : "empty";
  };
  const give = (files) => {
    const transfer = new DataTransfer();
    files.forEach((file) => transfer.items.add(file));
    input.files = transfer.files;
    show();
  };
  const row = (file, index) => {
    const item = document.createElement("li");
    const name = document.createElement("span");
    const words = document.createElement("span");
    const out = document.createElement("button");
    const no = doubt(file, index);
    name.textContent = file.name;
    words.textContent = no ? `${size(file.size)}, ${no}` : size(file.size);
    words.className = no ? "late" : "dim";
    out.type = "button";
    out.className = "btn btn-sm btn-link";
    out.textContent = "Leave out";
    out.setAttribute("aria-label", `Leave out ${file.name}`);
    out.addEventListener("click", () => give([...input.files].filter((_, at) => at !== index)));
    item.append(name, words, out);
    return item;
  };
  const show = () => list.replaceChildren(...[...input.files].map(row));

  input.addEventListener("change", show);
  ["dragenter", "dragover"].forEach((name) => zone.addEventListener(name, (event) => {
    event.preventDefault();
    zone.classList.add("over");
  }));
  zone.addEventListener("dragleave", (event) => zone.contains(event.relatedTarget) || zone.classList.remove("over"));
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    zone.classList.remove("over");
    const known = new Set([...input.files].map((file) => `${file.name} ${file.size} ${file.lastModified}`));
    const fresh = [...event.dataTransfer.files].filter((file) => !known.has(`${file.name} ${file.size} ${file.lastModified}`));
    give([...input.files, ...fresh]);
  });
  // Beside the zone a dropped file would replace the page, and with it what was typed.
  ["dragover", "drop"].forEach((name) => addEventListener(name, (event) => zone.contains(event.target) || event.preventDefault()));
  show();
})();
