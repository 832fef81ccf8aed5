// The keyboard's way: bars are walked with the arrows, Enter opens what can be done.
(() => {
  const board = window.scheduleBoard;
  const { area, make, word } = board;
  const place = area.querySelector("[data-board-grid]");
  const bars = () => [...place.querySelectorAll("[data-bar]")];
  const row = (bar) => parseInt(bar.style.gridRow, 10);
  const column = (bar) => parseInt(bar.style.gridColumn, 10);
  const handle = (bar) => bar.querySelector("button");
  let wanted = "";

  // One bar at a time can be reached by Tab; the arrows go on from there.
  board.settleFocus = () => {
    const all = bars();
    if (!all.some((bar) => handle(bar).tabIndex === 0) && all.length) {
      const first = [...all].sort((a, b) => row(a) - row(b) || column(a) - column(b))[0];
      handle(first).tabIndex = 0;
    }
    focusWanted();
  };

  const go = (bar) => {
    bars().forEach((one) => {
      handle(one).tabIndex = one === bar ? 0 : -1;
    });
    handle(bar).focus();
    bar.scrollIntoView({ block: "nearest", inline: "nearest" });
  };

  // After an answer the bars are drawn anew, some of them more than once: the bar that
  // is wanted gets the focus again each time, until the person goes elsewhere.
  const focusWanted = () => {
    const bar = wanted && place.querySelector(`[data-bar="${CSS.escape(wanted)}"]`);
    if (bar && !bar.contains(document.activeElement)) go(bar);
  };
  const leave = (event) => {
    const bar = event.target.closest?.("[data-bar]");
    if (bar?.dataset.bar !== wanted) wanted = "";
  };
  document.addEventListener("focusin", leave);
  document.addEventListener("pointerdown", leave);

  // A show that stands on no bar any more leaves the focus on the grid, not nowhere.
  board.focusBar = (id) => {
    const listed = area.querySelector(`[data-list-menu="${CSS.escape(id)}"]`);
    if (place.hidden || !place.offsetParent) {
      listed?.focus();
      return;
    }
    if (!board.byId.has(id)) {
      place.querySelector(".ec-main")?.focus();
      return;
    }
    wanted = id;
    focusWanted();
  };

  const next = (from, key) => {
    const all = bars().filter((bar) => bar !== from);
    const [r, c] = [row(from), column(from)];
    const inRow = all.filter((bar) => row(bar) === r);
    const best = (list, score) => list.sort((a, b) => score(a) - score(b))[0];
    const top = (bar) => bar.getBoundingClientRect().top;
    const after = (bar) => column(bar) > c || (column(bar) === c && top(bar) > top(from));
    switch (key) {
      case "ArrowRight":
        return best(inRow.filter(after), (bar) => column(bar) * 1e4 + top(bar));
      case "ArrowLeft":
        return best(inRow.filter((bar) => !after(bar)), (bar) => -column(bar) * 1e4 - top(bar));
      case "ArrowDown":
        return best(all.filter((bar) => row(bar) > r), (bar) => row(bar) * 100 + Math.abs(column(bar) - c));
      case "ArrowUp":
        return best(all.filter((bar) => row(bar) < r), (bar) => -row(bar) * 100 + Math.abs(column(bar) - c));
      case "Home":
        return best(inRow, column);
      case "End":
        return best(inRow, (bar) => -column(bar));
      default:
        return null;
    }
  };

  place.addEventListener("keydown", (event) => {
    const bar = event.target.closest?.("[data-bar]");
    if (!bar) return;
    const found = next(bar, event.key);
    if (found === null) return;
    event.preventDefault();
    if (found) go(found);
  });

  place.addEventListener(
    "pointerdown",
    () => {
      board.isDragged = false;
    },
    true,
  );
  place.addEventListener("click", (event) => {
    const bar = event.target.closest("[data-bar]");
    // The click that ends a drag opens nothing; one from the keyboard has no detail.
    if (bar && !(board.isDragged && event.detail)) board.openMenu(bar.dataset.bar);
  });

  document.addEventListener("keydown", (event) => {
    const isUndo = (event.ctrlKey || event.metaKey) && !event.shiftKey && event.key.toLowerCase() === "z";
    const isTyping = event.target.closest?.("input, textarea, select, dialog, [contenteditable]");
    if (!isUndo || isTyping || !board.undo) return;
    event.preventDefault();
    board.undoLast();
  });

  // What can be done with a bar, each as a button; the same for mouse and keyboard.
  board.openMenu = (id) => {
    const bar = board.byId.get(id);
    if (!bar) return;
    const dialog = area.querySelector('[data-dialog="menu"]');
    const item = (text, act) =>
      make(
        "li",
        {},
        make("button", {
          type: "button",
          className: "button button-secondary",
          onclick: () => {
            board.close(dialog, null);
            act();
          },
        }, text),
      );
    const goTo = (url) => () => window.location.assign(url);
    const toCard = (number) => () => document.getElementById(`card-${number}`)?.focus();
    const items = [
      ...(bar.acts.includes("move")
        ? [
            item(word("act.move"), () => board.moveByDialog(bar)),
            item(word("act.back"), () => board.move(bar, { days: -1 })),
            item(word("act.on"), () => board.move(bar, { days: 1 })),
          ]
        : []),
      ...bar.acts
        .filter((act) => act !== "move")
        .map((act) => item(word(`act.${act}`), () => board.act(bar, act))),
      ...bar.numbers.map((number) => item(word("act.card", { number }), toCard(number))),
      ...(bar.url ? [item(word("act.open"), goTo(bar.url))] : []),
      ...(bar.showcase_url ? [item(word("act.showcase"), goTo(bar.showcase_url))] : []),
    ];
    dialog.querySelector("[data-title]").textContent = bar.title;
    dialog.querySelector("[data-facts]").textContent = [bar.label, bar.note].filter(Boolean).join(" · ");
    const locked = dialog.querySelector("[data-locked]");
    locked.hidden = !bar.locked;
    locked.textContent = bar.locked;
    dialog.querySelector("[data-items]").replaceChildren(...items);
    board.open(dialog);
  };
})();
