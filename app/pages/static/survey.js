// Saves a page while it is filled in. Nothing needs it: every button saves too.
(() => {
  "use strict";
  const form = document.querySelector("form[data-saved]");
  const status = document.querySelector(".status");
  if (!form || !status || !window.fetch) return;
  const PAUSE = { change: 400, input: 2500 }; // milliseconds
  const PATIENCE = 8000;
  const AGAIN = 10000;
  let timer = 0;
  let busy = false;
  let pending = Promise.resolve();
  let stopped = false;
  let dirty = false;

  const save = async (leaving) => {
    window.clearTimeout(timer);
    if (stopped || !dirty || (busy && !leaving)) return;
    busy = true;
    dirty = false;
    let failed = false;
    const body = new URLSearchParams(new FormData(form));
    // The last field tells that the body is whole, so it stays last.
    body.delete(":end");
    body.append(":go", "auto");
    body.append(":end", "1");
    if (!leaving) status.textContent = form.dataset.saving;
    try {
      const answer = await fetch(location.pathname, {
        method: "POST", body, keepalive: Boolean(leaving), redirect: "error", credentials: "omit",
        signal: AbortSignal.timeout ? AbortSignal.timeout(PATIENCE) : undefined,
      });
      if (answer.ok && answer.headers.has("X-Base")) {
        form.elements[":base"].value = answer.headers.get("X-Base");
        status.textContent = dirty ? "" : form.dataset.saved;
      } else {
        // Refused: the page that the button brings says why, and keeps what was typed.
        stopped = true;
        status.textContent = form.dataset.unsaved;
      }
    } catch {
      dirty = failed = true;
      status.textContent = form.dataset.unsaved;
    }
    busy = false;
    // What was typed meanwhile goes soon; what could not be sent, after a while.
    if (dirty && !stopped) timer = window.setTimeout(start, failed ? AGAIN : PAUSE.change);
  };
  const start = () => { pending = save(false); };

  const later = (event) => {
    dirty = true;
    window.clearTimeout(timer);
    timer = window.setTimeout(start, PAUSE[event.type]);
  };
  form.addEventListener("change", later);
  form.addEventListener("input", later);
  form.addEventListener("submit", (event) => {
    window.clearTimeout(timer);
    stopped = true;
    if (!busy) return;
    // What is being saved has to be known first: pressed from an older version, the button would
    // find its own answers "changed in another place".
    event.preventDefault();
    pending.then(() => form.requestSubmit(event.submitter));
  });
  window.addEventListener("pagehide", () => { save(true); });
  // A page kept by "back" shows what it was sent with; its base is old, so it is fetched again.
  window.addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
})();
