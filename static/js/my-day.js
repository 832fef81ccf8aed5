/** The form of a day shows the day somebody types; what they typed meanwhile stays. Without
 *  this script, or a signal, the site compares when it is sent (views/my/reports.py). */
(() => {
  const PATIENCE_MS = 10_000;
  const typedIn = (form) =>
    [...form.elements].filter((one) => one.dataset.touched && one.type !== "hidden" && one.name !== "day");

  /** Nothing of the day before stands under the name of the new one. */
  const clear = (form) => {
    for (const name of ["day_version", "day_seen", "day_of"]) form.elements[name].value = "";
    for (const name of ["distance_km", "hours", "in_grassroots", "remarks"]) {
      const field = form.elements[name];
      if (field.dataset.touched) continue;
      if (field.type === "checkbox") field.checked = false;
      else field.value = "";
    }
    for (const one of form.querySelectorAll("[data-stands], [data-act]:not(:has([data-touched]))")) one.remove();
    form.querySelector("[data-unread]").hidden = false;
  };

  const take = (form, page) => {
    const next = page.querySelector("form[data-day]");
    // A draft that is mended keeps its key.
    next.elements.key.replaceWith(form.elements.key);
    for (const one of typedIn(form)) {
      const field = next.elements[one.name];
      field.value = one.value;
      field.checked = one.checked;
      field.dataset.touched = "1";
    }
    const there = form.elements.day.closest("p");
    const here = next.elements.day.closest("p");
    // The field of the day stays: somebody is in it.
    for (const one of [...form.children]) if (one !== there) one.remove();
    let before = true;
    for (const one of [...next.children]) {
      if (one === here) before = false;
      else if (before) there.before(one);
      else form.append(one);
    }
    const days = page.querySelector(".my-days");
    if (days) document.querySelector(".my-days")?.replaceWith(days);
  };

  const load = async (form, day) => {
    try {
      const address = `${new URL(form.action).pathname}?day=${day}`;
      const answer = await fetch(address, { signal: AbortSignal.timeout?.(PATIENCE_MS) });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (form.elements.day.value !== day || form.dataset.sending) return;
      if (!answer.ok || page.body.dataset.who !== document.body.dataset.who) throw new Error(answer.status);
      const next = page.querySelector("form[data-day]").elements;
      // A day too far off: the site says so when it is sent.
      const known = next.day.value === day && typedIn(form).every((one) => next[one.name]);
      if (known) take(form, page);
      else clear(form);
    } catch {
      if (form.elements.day.value === day && !form.dataset.sending) clear(form);
    }
  };

  // The day that is shown may lie beyond the edge of its row.
  document.querySelector(".my-days [aria-current]")?.scrollIntoView({ inline: "center", block: "nearest" });
  let waiting;
  document.addEventListener("change", ({ target }) => {
    const { form } = target;
    if (target.name !== "day" || !form?.matches("[data-day]")) return;
    clearTimeout(waiting);
    // A date typed digit by digit changes with each of them.
    if (target.value) waiting = setTimeout(load, 250, form, target.value);
  });
})();
