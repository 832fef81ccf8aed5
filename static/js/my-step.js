/** A place is added in the middle of a form: the form waits meanwhile, pictures included,
 *  and comes back with the place chosen. Without this script what was typed goes along in
 *  hidden fields (views/my/place_step.py). Never kept on the phone. */
(() => {
  const PATIENCE_MS = 25_000;
  const main = () => document.querySelector("main");
  let waiting = null;

  const put = (next) => {
    main().replaceWith(next);
    document.dispatchEvent(new Event("my:page"));
  };
  const back = () => {
    put(waiting);
    waiting = null;
  };
  addEventListener("popstate", () => waiting && back());

  const ask = async (form, button) => {
    const body = new FormData(form);
    for (const [name, value] of [...body]) if (value instanceof File) body.delete(name);
    body.append(button.name, button.value);
    const signal = AbortSignal.timeout?.(PATIENCE_MS);
    const answer = await fetch(form.action, { method: "POST", body, signal });
    if (answer.status >= 500 || answer.status === 429) throw new Error(answer.status);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("main");
    // A proxy's page is no answer of the site.
    if (!page) throw new Error(answer.status);
    return page;
  };

  /** The place the answer has chosen, in the form that waited. */
  const take = (page) => {
    const chosen = page.querySelector("[data-chosen]");
    back();
    const field = document.getElementById("id_place");
    field.value = page.querySelector("#id_place").value;
    document.getElementById("places").replaceWith(page.querySelector("#places"));
    document.querySelector("[data-chosen]")?.remove();
    field.closest("p").before(chosen);
    // What was wrong with the place is mended by it.
    for (const one of field.parentElement.querySelectorAll(".my-err")) one.remove();
    document.querySelector('.my-errs a[href="#id_place"]')?.closest("li").remove();
    field.removeAttribute("aria-invalid");
    chosen.scrollIntoView({ block: "center" });
    field.focus({ preventScroll: true });
    history.back();
  };

  const go = async (form, button) => {
    const failed = form.querySelector("[data-step-failed]");
    failed.hidden = true;
    try {
      const page = await ask(form, button);
      if (waiting && page.querySelector("[data-chosen]")) return take(page);
      if (!waiting) {
        waiting = main();
        history.pushState({ step: 1 }, "");
      }
      put(page);
      scrollTo(0, 0);
      (page.querySelector("[aria-invalid]") ?? page).focus();
    } catch {
      failed.hidden = false;
      failed.scrollIntoView({ block: "center" });
    }
  };

  document.addEventListener("submit", (event) => {
    const button = event.submitter;
    if (button?.name !== "step") return;
    event.stopImmediatePropagation();
    event.preventDefault();
    if (button.value === "back" && waiting) return history.back();
    const form = event.target;
    if (form.dataset.sending) return;
    form.dataset.sending = "1";
    go(form, button).finally(() => delete form.dataset.sending);
  }, true);
})();
