// Formatted words that are pasted into a text. They stand there plain at once, and the desk's own reading of them takes
// their place when it comes; whatever goes wrong, the plain words stay. Shift, or a browser's "paste as plain text",
// leaves the formatting behind. Both steps can be undone by keyboard.
(() => {
  const LATE = 30000; // milliseconds until the plain words are what there is
  let shift = false;
  addEventListener("keydown", (event) => { shift = event.shiftKey; }, true);
  addEventListener("keyup", (event) => { shift = event.shiftKey; }, true);

  const insert = (field, words) => {
    field.focus();
    if (!words && field.selectionStart === field.selectionEnd) return;
    if (document.execCommand(words ? "insertText" : "delete", false, words)) return; // it can be undone
    field.setRangeText(words, field.selectionStart, field.selectionEnd, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const tell = (place, ...sentences) => place.replaceChildren(...sentences.map((words) => {
    const line = document.createElement("p");
    line.textContent = words;
    return line;
  }));

  const read = async (address, html, format) => {
    const data = new FormData();
    data.append("html", html);
    data.append("format", format);
    const headers = { "X-CSRFToken": document.querySelector('meta[name="csrf-token"]').content };
    const stop = AbortSignal.timeout?.(LATE);
    const answer = await fetch(address, { method: "POST", body: data, headers, signal: stop, redirect: "manual" });
    if (answer.headers.get("Content-Type")?.startsWith("application/json")) return answer.json();
    const out = answer.type === "opaqueredirect" || answer.status === 403;
    return { why: out ? "The desk did not read it: look in another tab whether you are signed in." : `The desk did not read it (${answer.status}).` };
  };

  document.querySelectorAll("[data-paste]").forEach((around) => {
    const field = around.querySelector("textarea[name=text]");
    const place = around.querySelector("[data-pasted]");
    const chosen = around.querySelector("select[name=format]"); // where the text is new, it may become Markdown
    const most = Number(around.dataset.maxBytes) || 2 * 1024 * 1024;

    field.addEventListener("paste", async (event) => {
      const html = event.clipboardData.getData("text/html");
      if (!html || shift) return; // the browser pastes what is plain
      event.preventDefault();
      const plain = event.clipboardData.getData("text/plain").replace(/\r\n?/g, "\n");
      const whole = field.value.slice(0, field.selectionStart).trim() === "" && field.value.slice(field.selectionEnd).trim() === "";
      const format = chosen ? (whole ? "markdown" : chosen.value) : around.dataset.format;
      const start = field.selectionStart;
      if (whole) kept().forEach((sent) => sent.remove());
      insert(field, plain);
      if (html.length > most) { tell(place, "This is more than is read with its formatting: it was pasted plain. Bring it as a file."); return; }
      tell(place, "Reading its formatting…");
      let found;
      try {
        found = await read(around.dataset.paste, html, format);
      } catch {
        found = { why: "The desk did not answer." };
      }
      if (typeof found.text !== "string") { tell(place, `${found.why} It was pasted plain.`); return; }
      if (field.value.slice(start, start + plain.length) !== plain || (chosen && format === "markdown" && !fits(start, plain))) {
        tell(place, "You wrote on meanwhile: it stays pasted plain. Undo and paste again for its formatting.");
        return;
      }
      keep(found.account);
      if (found.text.trim() === plain.trim()) { tell(place, ...found.notes); return; }
      set(start, plain, found.text.replace(/^\n+|\s+$/g, ""));
      if (chosen && format === "markdown") chosen.value = "markdown";
      tell(place, format === "markdown" ? "Pasted with its formatting, as Markdown." : "Pasted as plain words, without what readers do not see.", ...found.notes);
    });

    // A new text becomes Markdown only as long as nothing else was written around it.
    const fits = (start, plain) => chosen.value === "markdown" || (field.value.slice(0, start) + field.value.slice(start + plain.length)).trim() === "";
    const set = (start, plain, words) => {
      const here = document.activeElement;
      const { selectionStart: first, selectionEnd: last } = field;
      const end = start + plain.length, more = words.length - plain.length;
      const moved = (at) => (at >= end ? at + more : Math.min(at, start + words.length));
      field.setSelectionRange(start, end);
      insert(field, words);
      field.setSelectionRange(moved(first), moved(last));
      if (here && here !== field) here.focus();
    };
    // What was told of a paste is sent with the text, and stands beside the draft; of a text that is taken out again, not.
    const kept = () => around.querySelectorAll("input[name=pasted]");
    const keep = (account) => {
      if (!account) return;
      const sent = Object.assign(document.createElement("input"), { type: "hidden", name: "pasted", value: account });
      around.append(sent);
    };
    field.addEventListener("input", () => {
      if (field.value.trim() === "") kept().forEach((sent) => sent.remove());
    });
    field.addEventListener("input", () => { if (chosen && field.value === "") chosen.value = ""; });
  });
})();
