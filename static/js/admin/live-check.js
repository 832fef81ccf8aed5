// Asks the server what stands against the show while it is typed, and shows only the
// fields of time that the chosen precision needs. The server judges again on saving.
(() => {
  const PAUSE_MS = 600;

  const showFieldsOf = (area) => {
    const chosen = area.querySelector('[name="precision"]:checked');
    if (!chosen) return;
    area.querySelectorAll("[data-precision]").forEach((group) => {
      group.hidden = !group.dataset.precision.split(" ").includes(chosen.value);
    });
  };

  // What only one kind of entry asks: where a transfer sets out.
  const showFieldsOfKind = (area) => {
    const chosen = area.querySelector('[name="kind"]:checked');
    area.querySelectorAll("[data-kinds]").forEach((group) => {
      group.hidden = !chosen || !group.dataset.kinds.split(" ").includes(chosen.value);
    });
  };

  const tell = (area, answer) => {
    area.querySelectorAll("[data-told]").forEach((place) => {
      const lines = answer.told.filter((one) => one.field === place.dataset.told);
      place.replaceChildren(
        ...lines.map((one) => {
          const line = document.createElement("p");
          line.className = `told__line told__line--${one.severity}`;
          line.textContent = one.text;
          return line;
        }),
      );
    });
    const accept = area.querySelector("[data-accept]");
    if (accept) accept.hidden = !answer.asksToAccept;
  };

  const start = () => {
    const area = document.querySelector("[data-live-check]");
    if (!area) return;
    const form = area.closest("form");
    let waiting = 0;
    let asked = 0;

    const ask = async () => {
      const mine = ++asked;
      try {
        const response = await fetch(area.dataset.liveCheck, {
          method: "POST",
          body: new FormData(form),
          headers: { "X-Requested-With": "XMLHttpRequest" },
        });
        if (response.ok && mine === asked) tell(area, await response.json());
      } catch {
        // No connection: the check on saving remains.
      }
    };

    form.addEventListener("change", () => {
      showFieldsOf(area);
      showFieldsOfKind(area);
      clearTimeout(waiting);
      waiting = setTimeout(ask, PAUSE_MS);
    });
    showFieldsOf(area);
    showFieldsOfKind(area);
  };

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
