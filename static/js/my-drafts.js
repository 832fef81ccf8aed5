/** What lies on this phone, on the sheet, at the door and above a form of the same kind:
 *  what waits for a signal, and what waits to be mended; and one of them opened again.
 *  my.js says what there is, and sends. */
(() => {
  let phone = null;
  const said = (draft, wanted) => draft.entries.find(([name]) => name === wanted)?.[1] ?? "";

  /** By what somebody knows it again: its title, its day and hour. */
  const nameOf = (draft) => {
    const day = new Date(said(draft, "day"));
    const told = isNaN(day) ? "" : day.toLocaleDateString(document.documentElement.lang, { month: "long", day: "numeric", timeZone: "UTC" });
    return [said(draft, "title") || draft.title, `${told} ${said(draft, "hour")}`.trim()].filter(Boolean).join(" · ");
  };

  const item = (draft) => {
    const made = document.getElementById("draft").content.cloneNode(true);
    made.querySelector("b").textContent = nameOf(draft);
    made.querySelector("small").textContent = draft.why ?? "";
    const day = said(draft, "day");
    made.querySelector("a").href = `${draft.address}?draft=${draft.key}&day=${day}`;
    made.querySelector("button").onclick = async ({ target }) => {
      // Twice: what is thrown away is gone.
      if (target.textContent !== target.dataset.sure) {
        target.textContent = target.dataset.sure;
        return;
      }
      await phone.drop(draft.key);
      phone.show();
    };
    return made;
  };

  /** What was typed is back in its fields; what nobody typed is that of the page, which
   *  was opened to look at what is there: its versions, and what others said. */
  const fill = (form, draft) => {
    const typed = new Map(draft.entries);
    const { touched = [...typed.keys()] } = draft;
    phone.hold(form, draft);
    for (const field of form.elements) {
      const { name, type } = field;
      const own = touched.includes(name);
      if (type === "file" || /^who$|(version|seen|_of|token)$/.test(name)) continue;
      if (type === "checkbox") field.checked = own ? typed.has(name) : field.checked;
      else if (own || /^(day|key|turn)$/.test(name) || !field.value) field.value = typed.get(name) ?? field.value;
    }
  };

  /** A draft that was chosen from a list, with why it was not taken. */
  const open = (form) => {
    const key = new URLSearchParams(location.search).get("draft");
    const draft = phone.drafts.find((one) => one.key === key);
    if (!draft) return;
    fill(form, draft);
    if (!draft.why) return;
    const why = document.createElement("p");
    why.className = "my-err";
    why.textContent = draft.why;
    form.prepend(why);
  };

  document.addEventListener("my:drafts", ({ detail }) => {
    const form = document.querySelector("form[data-queue]");
    const isFirst = !phone;
    phone = detail;
    if (isFirst && form) open(form);
    for (const place of document.querySelectorAll("[data-drafts]")) {
      const drafts = detail.drafts.filter(
        (one) => !one.why === !place.dataset.drafts && (!form || (one.address === location.pathname && one.key !== form.elements.key.value)),
      );
      place.hidden = !drafts.length;
      place.querySelector("[data-number]").textContent = drafts.length;
      place.querySelector("ul")?.replaceChildren(...drafts.map(item));
    }
  });

  const send = document.querySelector("[data-send]");
  const say = (name) => {
    for (const one of send.parentElement.querySelectorAll("[data-busy], [data-kept-here]")) {
      one.hidden = !(name in one.dataset);
    }
  };
  send?.addEventListener("click", async () => {
    say("busy");
    await phone?.flush();
    say("keptHere");
  });
})();
