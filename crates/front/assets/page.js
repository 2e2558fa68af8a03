// Small comforts of every page. Nothing here is needed to get anything done.
(() => {
  // What is wrong is read first.
  document.getElementById("errors")?.focus();

  // A page that is made to be printed.
  document.addEventListener("click", event => event.target.closest?.("[data-print]") && window.print());

  // A menu closes when one looks elsewhere.
  const menus = () => document.querySelectorAll("details.me[open]");
  document.addEventListener("click", event => menus().forEach(menu => menu.contains(event.target) || (menu.open = false)));
  document.addEventListener("keydown", event => {
    if (event.key !== "Escape") return;
    menus().forEach(menu => { menu.open = false; menu.querySelector("summary").focus(); });
  });

  // The same form is not sent twice by a second click; the key in it would make the second harmless anyway.
  document.addEventListener("submit", event => {
    const form = event.target;
    if (event.defaultPrevented || form.hasAttribute("data-progress")) return;
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "yes";
    setTimeout(() => delete form.dataset.sent, 8000);
  });
  window.addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach(form => delete form.dataset.sent));

  // Text that was typed and not sent is not left without a question; the browser asks it in its own words.
  const text = 'textarea, input:not([type="hidden"], [type="password"], [type="checkbox"], [type="radio"], [type="file"])';
  // After an error a form comes back with what was typed, and it is still not sent.
  const cameBack = form => [...document.querySelectorAll('#errors a[href^="#"]')].some(link => form.contains(document.getElementById(link.hash.slice(1))));
  const isUnsent = form => !form.dataset.sent && [...form.querySelectorAll(text)].some(field =>
    field.value !== field.defaultValue || (cameBack(form) && field.value.trim()));
  window.addEventListener("beforeunload", event => {
    if ([...document.querySelectorAll("form[data-typed]")].some(isUnsent)) event.preventDefault();
  });

  // Uploads: say at once what is too large, show how far it is.
  const megabytes = bytes => (bytes / 1048576).toFixed(1);
  document.addEventListener("change", event => {
    const input = event.target;
    const row = input.matches?.('input[type="file"]') && input.closest("[data-upload]");
    if (!row) return;
    const most = Number(row.dataset.bytesMax || 0);
    const file = input.files[0];
    const tooLarge = file && most && file.size > most;
    row.classList.toggle("wrong", Boolean(tooLarge));
    row.querySelector("[data-upload-status]").textContent = !file ? "" : tooLarge ? row.dataset.tooLarge : `${file.name} · ${megabytes(file.size)} MB`;
    if (tooLarge) input.value = "";
  });

  document.addEventListener("submit", event => {
    const form = event.target;
    if (!form.matches("form[data-progress]") || event.defaultPrevented) return;
    const chosen = [...form.querySelectorAll('input[type="file"]')].filter(input => input.files.length);
    if (!chosen.length || form.dataset.sent) { if (form.dataset.sent) event.preventDefault(); return; }
    event.preventDefault();
    form.dataset.sent = "yes";
    const data = new FormData(form, event.submitter);
    const bars = chosen.map(input => input.closest("[data-upload]")?.querySelector("progress")).filter(Boolean);
    const request = new XMLHttpRequest();
    request.open("POST", form.action);
    request.upload.addEventListener("progress", progress => bars.forEach(bar => {
      bar.hidden = false;
      if (progress.lengthComputable) bar.value = Math.round(progress.loaded / progress.total * 100);
    }));
    request.addEventListener("load", () => {
      if (request.status < 400 && request.responseURL && request.responseURL !== form.action) { location.assign(request.responseURL); return; }
      delete form.dataset.sent;
      const answer = new DOMParser().parseFromString(request.responseText, "text/html");
      const main = answer.querySelector("main");
      if (!main) { location.reload(); return; }
      document.querySelector("main").replaceWith(document.adoptNode(main));
      document.title = answer.title;
      (document.getElementById("errors") || document.getElementById("main")).focus();
    });
    request.addEventListener("error", () => {
      delete form.dataset.sent;
      bars.forEach(bar => { bar.hidden = true; });
      const status = chosen[0].closest("[data-upload]")?.querySelector("[data-upload-status]");
      if (status) status.textContent = form.dataset.progress;
    });
    request.send(data);
  });
})();
