// The desk by keyboard: j and k move in the list, / searches, ? shows the keys; a button or link with data-key="e" answers to e.
(() => {
  const typing = element => element.matches?.("input:not([type=checkbox]):not([type=radio]), select, textarea, [contenteditable]");

  function move(step) {
    const rows = [...document.querySelectorAll(".todo a")];
    if (!rows.length) return;
    const at = rows.findIndex(row => row === document.activeElement || row.hasAttribute("aria-current"));
    const focused = rows.indexOf(document.activeElement);
    const next = rows[Math.min(Math.max((focused >= 0 ? focused : at) + step, 0), rows.length - 1)];
    next.focus();
    next.scrollIntoView({ block: "nearest" });
  }

  document.addEventListener("keydown", event => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (typing(event.target)) {
      if (event.key === "Escape") event.target.blur();
      return;
    }
    const keys = document.getElementById("keys");
    if (keys?.open && event.key !== "?") return;
    const act = event.key.length === 1 && document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
    if (event.key === "j") move(1);
    else if (event.key === "k") move(-1);
    else if (event.key === "/") document.querySelector("[data-filter]")?.focus();
    else if (event.key === "?") keys?.open ? keys.close() : keys?.showModal();
    else if (act) act.click();
    else return;
    event.preventDefault();
  });

  // Partial requests carry the token that forms carry.
  document.addEventListener("htmx:config:request", event => {
    const token = document.querySelector('meta[name="form-token"]')?.content;
    if (token) event.detail.ctx.request.headers["x-form-token"] = token;
  });

  // The row whose work is shown is marked, also after a partial load.
  document.addEventListener("htmx:after:swap", () => {
    for (const row of document.querySelectorAll(".todo a")) {
      row.pathname === location.pathname ? row.setAttribute("aria-current", "true") : row.removeAttribute("aria-current");
    }
  });
})();
