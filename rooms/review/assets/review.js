// The desk's own comforts. Nothing here is needed to get anything done.
(() => {
  const work = () => document.getElementById("work");

  // What is written stays while one looks at other tasks: in memory, until it is sent or the window is left.
  const kept = new Map();
  const fields = form => [...form.elements].filter(field => field.name && field.type !== "hidden" && field.type !== "submit");
  const stateOf = form => fields(form).map(field => (field.type === "checkbox" || field.type === "radio" ? field.checked : field.value));
  const keyOf = form => form.getAttribute("action")?.split("?")[0];

  function keep(event) {
    const form = event.target.form;
    if (form?.method === "post" && form.closest("#work")) kept.set(keyOf(form), stateOf(form));
  }

  function restore() {
    for (const form of work()?.querySelectorAll('form[method="post"]') ?? []) {
      const state = kept.get(keyOf(form));
      if (!state || document.getElementById("errors")) continue;
      const all = fields(form);
      if (all.length !== state.length) continue;
      all.forEach((field, index) => {
        if (field.type === "checkbox" || field.type === "radio") field.checked = state[index];
        else if (typeof state[index] === "string") field.value = state[index];
      });
      form.closest("details")?.setAttribute("open", "");
    }
  }

  document.addEventListener("input", keep);
  document.addEventListener("submit", event => kept.delete(keyOf(event.target)), true);
  window.addEventListener("beforeunload", event => {
    const written = [...kept.values()].some(state => state.some(value => typeof value === "string" && value.trim()));
    if (written) event.preventDefault();
  });

  // Tabs change without a request; the history is fetched when it is first looked at.
  document.addEventListener("click", event => {
    const tab = event.target.closest?.(".tabs a[data-panel]");
    const focus = event.target.closest?.("a[data-focus]");
    if (focus) {
      event.preventDefault();
      const target = document.querySelector(focus.getAttribute("href"));
      target?.scrollIntoView({ block: "center" });
      target?.focus();
    }
    if (!tab || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const panel = document.getElementById(tab.dataset.panel);
    if (!panel) return;
    event.preventDefault();
    for (const other of document.querySelectorAll(".tabs a[data-panel]")) {
      const shown = other === tab;
      shown ? other.setAttribute("aria-current", "page") : other.removeAttribute("aria-current");
      document.getElementById(other.dataset.panel)?.toggleAttribute("hidden", !shown);
    }
    history.replaceState(history.state, "", tab.getAttribute("href"));
  });

  // Where the list stands beside the work, going back to it is going to the row one came from.
  document.addEventListener("click", event => {
    const back = event.target.closest?.(".back-to-list a");
    const row = back?.pathname === "/desk" && document.querySelector(".todo a[aria-current]");
    if (!row?.offsetParent) return;
    event.preventDefault();
    row.focus();
  });

  // What came of an act is read first; another task is announced by its name.
  document.addEventListener("htmx:after:swap", event => {
    const shown = work();
    if (!shown || !(event.detail?.ctx?.target?.id === "work")) return;
    const list = document.querySelector(".desk");
    list?.classList.add("with-work");
    list?.classList.toggle("reading", Boolean(shown.querySelector(".reading-room")));
    restore();
    const result = shown.querySelector("#errors, [data-result]");
    const title = document.getElementById("work-title")?.textContent.trim();
    const announce = document.getElementById("desk-announce");
    if (announce && title) announce.textContent = title;
    if (result) result.focus();
    else if (matchMedia("(max-width: 860px)").matches) shown.focus();
    if (shown.getBoundingClientRect().top < 0) shown.scrollIntoView({ block: "start" });
    beat();
  });

  // Others see who looks at a step, and the reader sees them.
  const looked = () => work()?.dataset.presences ?? document.getElementById("onlookers")?.dataset.presences;
  const token = () => document.querySelector('meta[name="form-token"]')?.content ?? "";
  let here = looked();

  function leave() {
    if (here) navigator.sendBeacon(here, new URLSearchParams({ form_token: token(), leaving: "1" }));
    here = undefined;
  }

  async function beat() {
    const address = looked();
    if (here && here !== address && here.split("/")[2] !== address?.split("/")[2]) leave();
    if (document.visibilityState !== "visible") return leave();
    if (!address) return;
    here = address;
    const body = new URLSearchParams({ form_token: token() });
    const response = await fetch(address, { method: "POST", body, redirect: "manual" }).catch(() => null);
    if (!response?.ok) return;
    const others = await response.text();
    const place = document.getElementById("onlookers");
    if (place && looked() === address && place.textContent !== others) place.textContent = others;
  }

  setInterval(beat, 20000);
  document.addEventListener("visibilitychange", beat);
  window.addEventListener("pagehide", leave);
  // Somebody has come or gone: who is here is asked at once.
  document.addEventListener("zhoudao:glance", event => { if (looked()?.includes(event.detail)) beat(); });
})();
