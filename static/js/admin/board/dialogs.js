// Questions in native dialogs: `ask` opens one and answers with what was typed, or null.
(() => {
  const board = window.scheduleBoard;
  const { area, make } = board;
  const find = (name) => area.querySelector(`[data-dialog="${name}"]`);

  // One list of venues for every dialog that offers them.
  const offered = area.querySelector("[data-venue-options]").content.querySelector("select");
  area.querySelectorAll("[data-venues]").forEach((select) => {
    select.append(...[...offered.childNodes].map((one) => one.cloneNode(true)));
  });

  const typed = (dialog) => {
    const form = dialog.querySelector("form");
    return Object.fromEntries(
      [...new FormData(form)].map(([name, value]) => [name, value.trim()]),
    );
  };

  const show = (dialog, part, visible) => {
    dialog.querySelectorAll(`[data-only="${part}"]`).forEach((place) => {
      place.hidden = !visible;
      place.querySelectorAll("input, select, textarea").forEach((field) => {
        field.disabled = !visible;
      });
    });
  };
  board.showPart = show;

  board.lines = (conflicts) =>
    conflicts.map((one) =>
      make("p", { className: `told__line told__line--${one.level}` }, one.text),
    );

  // A dialog tells of its closing in a task of its own, and by then it may stand open
  // again with another question. So an answer is given at once, in `answered`; "close"
  // only speaks for a dialog that is still closed (Escape, the button that leaves).
  const waiting = new Map();
  const answered = (dialog, answer) => {
    const resolve = waiting.get(dialog);
    waiting.delete(dialog);
    resolve?.(answer);
  };
  board.open = (dialog) => {
    answered(dialog, null);
    if (!dialog.open) dialog.showModal();
    return new Promise((resolve) => {
      waiting.set(dialog, resolve);
    });
  };
  board.close = (dialog, answer) => {
    dialog.close();
    answered(dialog, answer);
  };
  area.querySelectorAll("dialog").forEach((dialog) => {
    dialog.addEventListener("close", () => {
      if (!dialog.open) answered(dialog, null);
    });
  });
  // The Enter that opened a dialog, held down, answers nothing in it.
  area.addEventListener("keydown", (event) => {
    const isHeld = event.repeat && event.key === "Enter";
    if (isHeld && !event.target.closest("textarea")) event.preventDefault();
  });

  board.ask = (name, prepare) => {
    const dialog = find(name);
    prepare(dialog);
    return board.open(dialog);
  };

  // A sentence with its conflicts, and what is asked for before it can go on.
  // `wants` may hold reason (with the help text) and accept; without it, only told.
  board.tell = ({ title, text = "", conflicts = [], wants = null }) =>
    board.ask("tell", (dialog) => {
      dialog.querySelector("[data-title]").textContent = title;
      dialog.querySelector("[data-text]").textContent = text;
      dialog.querySelector("[data-conflicts]").replaceChildren(...board.lines(conflicts));
      dialog.querySelector("[data-error]").textContent = "";
      dialog.querySelector("[data-send]").hidden = wants === null;
      show(dialog, "reason", Boolean(wants?.reason));
      show(dialog, "accept", Boolean(wants?.accept));
      dialog.querySelector("[data-help]").textContent = wants?.reason ?? "";
      dialog.querySelectorAll("textarea").forEach((field) => {
        field.value = "";
        field.required = !field.disabled;
      });
    });

  // What must be filled in is asked for where it is missing, and nothing is sent.
  area.querySelectorAll("dialog form").forEach((form) => {
    form.addEventListener("submit", (event) => {
      if (event.submitter?.value !== "send") return;
      event.preventDefault();
      const missing = [...form.elements].find(
        (field) => !field.disabled && field.willValidate && !field.checkValidity(),
      );
      if (missing) {
        missing.reportValidity();
        return;
      }
      const dialog = form.closest("dialog");
      board.close(dialog, typed(dialog));
    });
  });

  // The rows of one kind as choices, under their leagues.
  board.fillRows = (select, { kind, chosen = "", empty = "" }) => {
    const groups = board.groups
      .map((group) => {
        const rows = group.rows.filter((row) => row.key.startsWith(kind) && row.is_own);
        const options = rows.map((row) =>
          make("option", { value: row.key, selected: row.key === chosen }, row.title),
        );
        return options.length ? make("optgroup", { label: group.title }, ...options) : null;
      })
      .filter(Boolean);
    const first = empty ? [make("option", { value: "" }, empty)] : [];
    select.replaceChildren(...first, ...groups);
    select.value = chosen;
    if (select.selectedIndex < 0) select.selectedIndex = 0;
  };
})();
