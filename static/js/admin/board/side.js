// The column beside the grid: conflict cards, shows without a place, the undo button.
(() => {
  const board = window.scheduleBoard;
  const { area, make, word } = board;
  const cards = area.querySelector("[data-board-cards]");
  const waiting = area.querySelector("[data-board-waiting]");
  const undo = area.querySelector("[data-board-undo]");
  const heads = [cards, waiting].map((place) => place.querySelector("h2"));

  const button = (text, act, more = "") =>
    make(
      "button",
      { type: "button", className: `button button-small ${more}`.trim(), onclick: act },
      text,
    );

  const drawCard = (card) => {
    const parties = card.parties.map((party) =>
      make(
        "li",
        {},
        board.byId.has(party.id)
          ? make("button", { type: "button", className: "card__party", onclick: () => board.focusBar?.(party.id) }, party.text)
          : party.text,
      ),
    );
    const fix = card.fix;
    const one = fix && (board.byId.get(`show-${fix.show}`) ?? board.waitingByShow.get(fix.show));
    return make(
      "article",
      { id: `card-${card.number}`, className: `card card--${card.level}`, tabIndex: -1 },
      make("h3", {}, make("span", { className: "card__number" }, String(card.number)), ` ${card.heading}`),
      ...card.texts.map((text) => make("p", {}, text)),
      make("ul", { className: "card__parties" }, ...parties),
      one ? button(fix.label, () => board.move(one, { day: fix.day, hour: fix.hour }), "button-secondary") : null,
    );
  };

  const drawWaiting = (one) => {
    const item = make(
      "li",
      { className: "waiting__one", draggable: one.acts.includes("move") },
      make("a", { href: one.url, draggable: false }, one.title),
      " ",
      make("span", { className: "waiting__lacks" }, one.lacks),
      make("span", { className: "waiting__facts" }, [one.when, one.troupes, one.place].filter(Boolean).join(" · ")),
      one.acts.includes("move") ? button(word("place"), () => board.moveByDialog(one), "button-secondary") : null,
    );
    item.addEventListener("dragstart", (event) => {
      event.dataTransfer.setData("text/plain", String(one.show));
      event.dataTransfer.effectAllowed = "move";
      board.carried = one;
    });
    item.addEventListener("dragend", () => {
      board.carried = null;
    });
    return item;
  };

  const none = (text) => make("p", { className: "board__none" }, text);

  const offerUndo = () => {
    undo.hidden = !board.undo;
    undo.textContent = board.undo?.label ?? "";
  };
  // As soon as the act is answered, before the board is drawn anew.
  board.takeUndo = (last) => {
    board.undo = last;
    offerUndo();
  };

  let drawn = "";

  // Only when something differs: who reads or stands on a card is not disturbed.
  const draw = () => {
    const { cards: told, waiting: placeless, undo: last, cardsLeftOut } = board;
    const now = JSON.stringify([told, placeless, last, cardsLeftOut, board.bars.map((bar) => bar.id)]);
    if (now === drawn) return;
    drawn = now;
    const blocks = board.cards.filter((card) => card.level === "block").length;
    const counted = word("cards", { count: blocks, more: board.cards.length - blocks });
    cards.replaceChildren(
      heads[0],
      board.cards.length ? none(counted) : none(word("cards.none")),
      ...board.cards.map(drawCard),
      board.cardsLeftOut ? none(word("cards.more", { count: board.cardsLeftOut })) : "",
    );
    waiting.replaceChildren(
      heads[1],
      board.waiting.length
        ? make("ul", { className: "waiting" }, ...board.waiting.map(drawWaiting))
        : none(word("waiting.none")),
    );
    offerUndo();
  };

  undo.addEventListener("click", () => board.undoLast());
  area.addEventListener("board:changed", draw);
  draw();
})();
