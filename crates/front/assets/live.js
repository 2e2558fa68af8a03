// What others do to the records on this page shows at once: when the server says that one changed, the marked regions
// ([data-live-region], each with an id) are fetched again. One stream a browser, only while the page is looked at.
(() => {
  const main = document.querySelector("main[data-live]");
  if (!main || !window.EventSource) return;
  let stream = null, release = null, missed = false, changed = false, showing = false;

  const busy = region => region.contains(document.activeElement) && document.activeElement.matches("input, select, textarea, [contenteditable]");

  async function refresh() {
    const response = await fetch(location.href, { headers: { "x-live": "1" } }).catch(() => null);
    if (!response?.ok || response.redirected) return;
    const fresh = new DOMParser().parseFromString(await response.text(), "text/html");
    let told = false;
    for (const region of document.querySelectorAll("[data-live-region]")) {
      const next = fresh.getElementById(region.id);
      if (!next || next.innerHTML === region.innerHTML) continue;
      if (busy(region)) { told = true; continue; }
      const open = [...region.querySelectorAll("details[open]")].map(details => details.id).filter(Boolean);
      region.replaceWith(document.adoptNode(next));
      open.forEach(id => document.getElementById(id)?.setAttribute("open", ""));
      next.classList.add("changed");
      window.htmx?.process(next);
    }
    if (told || !document.querySelector("[data-live-region]")) offer();
  }

  // Nothing is taken away from somebody who is typing: they are told, and decide.
  function offer() {
    const notice = document.getElementById("notice");
    if (!notice || notice.querySelector("[data-live-offer]")) return;
    const box = document.createElement("p");
    box.className = "notice";
    box.setAttribute("data-live-offer", "");
    const again = document.createElement("a");
    again.href = location.href;
    again.textContent = main.dataset.liveReload;
    box.append(main.dataset.liveChanged + " ", again);
    notice.append(box);
  }

  const pause = milliseconds => new Promise(done => setTimeout(done, milliseconds));

  // What comes together is shown together, and a long burst every few seconds: many may be looking.
  async function soon() {
    changed = true;
    if (showing) return;
    showing = true;
    await pause(1000);
    while (changed) {
      changed = false;
      await refresh();
      await pause(3000);
    }
    showing = false;
  }

  function open() {
    if (stream) return;
    stream = new EventSource(main.dataset.live);
    stream.addEventListener("changed", soon);
    stream.addEventListener("glance", event => document.dispatchEvent(new CustomEvent("zhoudao:glance", { detail: event.data })));
    stream.addEventListener("open", () => { if (missed) { missed = false; soon(); } });
    stream.addEventListener("error", () => { missed = true; });
  }

  function close() {
    stream?.close();
    stream = null;
    missed = true;
    release?.();
    release = null;
  }

  // Whoever is looked at takes the stream from the other windows of this browser.
  function look() {
    if (document.visibilityState !== "visible") return close();
    if (!navigator.locks) return open();
    if (release) return;
    navigator.locks.request("zhoudao-live", { steal: true }, () => new Promise(done => { release = done; open(); })).catch(close);
  }

  document.addEventListener("visibilitychange", look);
  window.addEventListener("focus", look);
  window.addEventListener("pagehide", close);
  look();
})();
