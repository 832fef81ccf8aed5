/** What lies on this phone, on the sheet and at the door: what waits for a signal, and what
 *  waits to be mended. my.js says what there is, and sends. */
(() => {
  let phone = null;

  const item = (draft) => {
    const made = document.getElementById("draft").content.cloneNode(true);
    made.querySelector("b").textContent = draft.title;
    made.querySelector("small").textContent = draft.why ?? "";
    const day = draft.entries.find(([name]) => name === "day")?.[1] ?? "";
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

  document.addEventListener("my:drafts", ({ detail }) => {
    phone = detail;
    for (const place of document.querySelectorAll("[data-drafts]")) {
      const drafts = detail.drafts.filter((one) => !one.why === !place.dataset.drafts);
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
