// The upload page: files can be dropped as well as chosen. Several are sent one by one, each with its state beside
// it; whatever was not answered stays chosen. Without this script the form sends up to twenty in one piece.
(() => {
  const form = document.querySelector("#bring");
  const zone = form?.querySelector("[data-drop]");
  if (!zone) return;
  const input = zone.querySelector("input[type=file]");
  const [list, came, told, bar] = ["chosen", "came", "progress", "bar"].map((name) => zone.querySelector(`[data-${name}]`));
  const stop = form.querySelector("[data-stop]");
  const maxBytes = Number(form.dataset.maxBytes), maxFiles = Number(form.dataset.maxFiles);
  const accepted = input.accept.split(",");
  const PASTED = ["text", "format", "headline", "alternative_headlines", "alert_text"];
  const AT_ONCE = 2; // requests of this page
  const AGAIN = 2000; // milliseconds until a file is sent again that nobody had time to read
  let going = false, stopped = "";

  const size = (bytes) => bytes < 1024 * 1024 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
  const many = (count, one) => `${count} ${one}${count === 1 ? "" : "s"}`;
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
    out.addEventListener("click", () => give([...input.files].filter((one) => one !== file)));
    item.append(name, words, out);
    return item;
  };
  const show = () => list.replaceChildren(...[...input.files].map(row));
  const state = (item, words) => {
    item.children[1].textContent = words;
    item.children[1].className = "state";
  };

  // One request; its answer is a line of ours, the form put right, or somebody else's page.
  const send = (file, item) => new Promise((answered) => {
    const data = new FormData(form);
    ["files", "held", "csrfmiddlewaretoken", ...(file ? PASTED : [])].forEach((name) => data.delete(name));
    if (file) data.append("files", file);
    const request = new XMLHttpRequest();
    request.open("POST", form.action);
    request.setRequestHeader("HX-Request", "true");
    request.setRequestHeader("X-CSRFToken", document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] ?? form.elements.csrfmiddlewaretoken.value);
    request.upload.addEventListener("progress", ({ loaded, total }) => loaded < total && state(item, `sending, ${Math.round((100 * loaded) / total)} %`));
    request.upload.addEventListener("load", () => state(item, "being read"));
    request.addEventListener("loadend", () => answered(request));
    request.send(data);
  });
  const parsed = (request) => new DOMParser().parseFromString(request.responseText, "text/html");
  const putRight = (request, parts) => {
    const page = parsed(request);
    parts.forEach((part) => form.querySelector(part).replaceWith(page.querySelector(part)));
    form.querySelector(".is-invalid")?.focus();
  };
  const wait = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

  // True when it was answered and need not be chosen any more.
  const bring = async (file, item) => {
    state(item, "sending");
    for (;;) {
      const request = await send(file, item);
      const part = request.getResponseHeader("X-Upload");
      if (part === "line" && request.status === 503) {
        state(item, "waiting: others are being read");
        await wait(AGAIN);
        if (stopped) return false;
      } else if (part === "line") {
        came.append(...parsed(request).querySelectorAll("li"));
        return true;
      } else {
        if (part === "form" && !stopped) putRight(request, file ? [".about"] : [".about", ".paste"]);
        stopped ||= part === "form" ? "The form has to be put right first." : request.status ? `The desk did not take it (${request.status}): look in another tab whether you are signed in.` : "No answer came.";
        return false;
      }
    }
  };

  const all = async (paste) => {
    const files = [...input.files];
    const items = [...list.children];
    const left = new Set(files);
    const queue = files.map((file, index) => [file, items[index]]).filter(([file], index) => index < maxFiles && file.size <= maxBytes);
    const total = queue.length + Number(paste);
    let done = 0;
    going = input.disabled = true;
    stopped = "";
    came.replaceChildren();
    bar.max = total;
    const tell = () => {
      const drafts = came.querySelectorAll(".in").length;
      told.textContent = `${done} of ${total} done: ${many(drafts, "draft")}.`;
      bar.value = done;
    };
    [bar, stop].forEach((element) => { element.hidden = false; });
    form.querySelectorAll("button.btn-primary[data-send]").forEach((button) => { button.disabled = true; });
    list.querySelectorAll("button").forEach((button) => { button.hidden = true; });
    queue.forEach(([, item]) => state(item, "waiting"));
    tell();
    const { top, bottom } = told.getBoundingClientRect();
    if (top < 0 || bottom > innerHeight) zone.scrollIntoView(); // on a telephone the button is far below
    const hand = async () => {
      while (queue.length && !stopped) {
        const [file, item] = queue.shift();
        if (!await bring(file, item)) continue;
        left.delete(file);
        item.remove();
        done += 1;
        tell();
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, hand));
    if (paste && !stopped) {
      const line = row(new File([], "Pasted text"), 0);
      list.append(line);
      if (await bring(null, line)) done += 1;
      const draft = came.lastElementChild;
      if (!stopped && draft?.classList.contains("in")) PASTED.forEach((name) => { form.elements[name].value = ""; });
    }
    going = input.disabled = false;
    give(files.filter((file) => left.has(file)));
    tell();
    if (stopped) told.textContent += ` Stopped. ${stopped}`;
    if (left.size) told.textContent += ` ${many(left.size, "file")} stayed chosen.`;
    stop.hidden = true;
    form.querySelectorAll("button.btn-primary[data-send]").forEach((button) => { button.disabled = false; });
  };

  form.addEventListener("submit", (event) => {
    if (going) { event.preventDefault(); event.stopPropagation(); return; }
    if (!event.submitter?.matches("[data-send]")) return;
    const paste = form.elements.text.value.trim() !== "";
    if (input.files.length + Number(paste) > 1 && input.files.length) {
      event.preventDefault();
      event.stopPropagation();
      all(paste);
    } else if (input.files.length) state(list.firstElementChild, "being read"); // its page comes next
  });
  stop.addEventListener("click", () => { stopped ||= "What had been sent already was brought in."; });
  addEventListener("beforeunload", (event) => { if (going) event.preventDefault(); });

  input.addEventListener("change", show);
  ["dragenter", "dragover"].forEach((name) => zone.addEventListener(name, (event) => {
    event.preventDefault();
    zone.classList.add("over");
  }));
  zone.addEventListener("dragleave", (event) => zone.contains(event.relatedTarget) || zone.classList.remove("over"));
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    zone.classList.remove("over");
    if (going) return;
    const known = new Set([...input.files].map((file) => `${file.name} ${file.size} ${file.lastModified}`));
    const fresh = [...event.dataTransfer.files].filter((file) => !known.has(`${file.name} ${file.size} ${file.lastModified}`));
    give([...input.files, ...fresh]);
  });
  // Beside the zone a dropped file would replace the page, and with it what was typed.
  ["dragover", "drop"].forEach((name) => addEventListener(name, (event) => zone.contains(event.target) || event.preventDefault()));
  zone.querySelector("[data-drop-hint]").hidden = false;
  form.querySelector("[data-most]").textContent = maxFiles;
  show();
})();
