// The acts: every one asks the server and believes nothing it has not answered.
(() => {
  const board = window.scheduleBoard;
  const { word } = board;

  // Sends until the server is content, the person gives up, or it cannot be. `why` and
  // `help` are the question and its help when the server asks for a reason.
  const converse = async (url, body, title, { why = title, help = word("public") }) => {
    let asked = body;
    for (;;) {
      board.say(word("busy"));
      const answer = await board.post(url, asked);
      if (answer.outcome === "done") {
        board.say(answer.text);
        return answer;
      }
      const more = await respond(answer, title, why, help);
      if (more === null) return answer;
      asked = { ...asked, ...more };
    }
  };

  // What the person adds after a refusal, or null when that was the last word.
  const respond = async (answer, title, why, help) => {
    board.say(answer.text);
    if (answer.outcome === "warned" && answer.mayAccept) {
      return board.tell({
        title: word("warned.title", { title }),
        text: answer.text,
        conflicts: answer.conflicts,
        wants: { accept: true },
      });
    }
    if (answer.outcome === "refused" && answer.fields?.reason) {
      return board.tell({ title: why, text: answer.text, wants: { reason: help } });
    }
    const kind = { blocked: "blocked", warned: "warned", stale: "stale" }[answer.outcome];
    const since = (answer.since ?? []).map((text) => ({ level: "note", text }));
    await board.tell({
      title: word(`${kind ?? "refused"}.title`, { title }),
      text: kind === "stale" ? answer.text : `${answer.text} ${word("stays")}`,
      conflicts: answer.conflicts ?? since,
    });
    return null;
  };

  // One act at a time: the next waits until the last is answered and drawn, so that two
  // questions never share a dialog and no act is sent from a picture just replaced.
  let turn = Promise.resolve();
  board.acting = 0;
  const inTurn = (work) => {
    board.acting += 1;
    turn = turn.then(work, work).finally(() => {
      board.acting -= 1;
    });
    return turn;
  };

  // What an act of this page made of the version it found. An act chosen before that
  // answer came goes on from there; what anybody else did is still a stale write.
  const own = new Map();
  const versionOf = (one) => {
    let { version } = one;
    while (own.has(`${one.show} ${version}`)) version = own.get(`${one.show} ${version}`);
    return version;
  };
  const seen = (show) => (board.byId.get(`show-${show}`) ?? board.waitingByShow.get(show))?.version;

  // True when the server did it. The board is drawn anew either way.
  const perform = async (url, body, title, { show, ...asking } = {}) => {
    const answer = await converse(url, body, title, asking);
    const did = answer.outcome === "done";
    if (did) board.takeUndo(answer.undo);
    else board.say(word("kept"));
    const was = body.version ?? seen(answer.show);
    if (did && answer.version > was) own.set(`${answer.show} ${was}`, answer.version);
    await board.refresh();
    if (did && answer.show) board.focusBar?.(`show-${answer.show}`);
    else if (show) board.focusBar?.(`show-${show}`);
    return did;
  };

  const whyFirst = async (one, body) => {
    if (!one.is_public || body.reason) return body;
    const help = one.lacks ? word("postponed") : word("public");
    const why = await board.tell({
      title: word("why.title", { title: one.title }),
      wants: { reason: help },
    });
    return why === null ? null : { ...body, ...why };
  };

  // Moves a show: `body` says where to. Resolves to false when nothing was sent.
  board.move = (one, body) => inTurn(() => move(one, body));
  const move = async (one, body) => {
    const told = await whyFirst(one, body);
    if (told === null) {
      board.say(word("kept"));
      await board.refresh();
      board.focusBar?.(`show-${one.show}`);
      return false;
    }
    const sent = { version: versionOf(one), ...told };
    return perform(board.actUrl(one.show, "move"), sent, one.title, { show: one.show });
  };

  board.act = (one, act) => inTurn(() => doAct(one, act));
  const doAct = async (one, act) => {
    if (act === "discard") {
      const sure = await board.tell({
        title: word("sure.discard", { title: one.title }),
        wants: {},
      });
      if (sure === null) return false;
    }
    const body = { version: versionOf(one) };
    return perform(board.actUrl(one.show, act), body, one.title, { show: one.show });
  };

  board.undoLast = () => inTurn(undoLast);
  const undoLast = async () => {
    if (!board.undo) return;
    const { title } = board.undo;
    const asking = { why: word("undo.title", { title }), help: word("undo.public") };
    await perform(board.urls.undo, {}, title, asking);
  };

  // The dialog that does what a drag does. `to` proposes a day and a row.
  board.moveByDialog = async (one, to = {}) => {
    const typed = await board.ask("move", (dialog) => prepareMove(dialog, one, to));
    if (typed === null) return false;
    const body = Object.fromEntries(
      Object.entries(typed).filter(([, value]) => value !== ""),
    );
    if (body.to_row && body.to_row === body.from_row) {
      delete body.to_row;
      delete body.from_row;
    }
    return board.move({ ...one, is_public: false }, body);
  };

  const prepareMove = (dialog, one, to) => {
    const field = (name) => dialog.querySelector(`[name="${name}"]`);
    const title = one.lacks ? "place.title" : "move.title";
    dialog.querySelector("[data-title]").textContent = word(title, one);
    dialog.querySelector("[data-told]").replaceChildren();
    const waits = one.lacks && one.acts.length === 1 && one.is_public;
    field("day").value = to.day ?? one.day;
    field("hour").value = to.hour ?? one.hour;
    field("hour").required = Boolean(one.hour);
    const kind = { troupes: "troupe-", trucks: "truck-" }[board.kind];
    const byCast = Boolean(kind) && !waits;
    board.showPart(dialog, "troupes", byCast);
    if (byCast) {
      const own = one.rows.filter((key) => key.startsWith(kind));
      const from = to.from ?? own[0] ?? "";
      const choices = own.map((key) =>
        board.make("option", { value: key }, board.rowTitle(key) || key),
      );
      field("from_row").replaceChildren(...choices);
      field("from_row").value = from;
      field("from_row").closest("p").hidden = own.length < 2;
      const chosen = to.row?.startsWith(kind) ? to.row : from;
      board.fillRows(field("to_row"), { kind, chosen, empty: word("same") });
    }
    board.showPart(dialog, "venue", !waits);
    const venue = to.row?.startsWith("venue-") ? to.row.slice(6) : one.venue;
    field("venue").value = venue ?? "";
    board.showPart(dialog, "reason", one.is_public);
    dialog.querySelector("[data-help]").textContent = waits ? word("postponed") : word("public");
    field("reason").value = "";
    field("reason").required = one.is_public;
    board.showPart(dialog, "accept", false);
  };

  // A new show where it was drawn: day and row proposed, the rest asked for.
  board.createByDialog = async (to = {}) => {
    const typed = await board.ask("new", (dialog) => {
      const field = (name) => dialog.querySelector(`[name="${name}"]`);
      field("title").value = "";
      field("day").value = to.day ?? board.first;
      const troupe = to.row?.startsWith("troupe-") ? to.row : "";
      const rows = { kind: "troupe-", chosen: troupe, empty: word("none") };
      board.fillRows(field("troupe"), rows);
      field("troupe").closest("p").hidden = board.kind !== "troupes";
      field("venue").value = to.row?.startsWith("venue-") ? to.row.slice(6) : "";
      dialog.querySelector("[data-told]").replaceChildren();
      linkToForm(dialog);
    });
    if (typed === null) return false;
    return inTurn(() => perform(board.urls.new, typed, typed.title || word("new.title")));
  };

  // The whole form starts with what was typed here.
  const linkToForm = (dialog) => {
    const link = dialog.querySelector("[data-full-form]");
    const write = () => {
      const query = new URLSearchParams();
      for (const [name, value] of new FormData(dialog.querySelector("form"))) {
        if (value) query.set(name, value);
      }
      link.href = `${board.urls.form}?${query}`;
    };
    dialog.querySelector("form").oninput = write;
    write();
  };
})();
