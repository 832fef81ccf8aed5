// What the board knows: everything in it came from the server, and is replaced whole by
// the server's next answer. Other modules listen for "board:changed".
(() => {
  const start = JSON.parse(document.getElementById("board-start").textContent);
  const area = document.querySelector("[data-board]");
  const said = area.querySelector("[data-board-said]");
  const state = { ...start, area };

  const byId = (list) => new Map(list.map((one) => [one.id, one]));
  const keep = (data) => {
    Object.assign(state, data);
    state.byId = byId(state.bars);
    state.waitingByShow = new Map(state.waiting.map((one) => [one.show, one]));
  };
  keep(start);

  state.take = (data) => {
    keep(data);
    area.dispatchEvent(new CustomEvent("board:changed"));
  };

  // Within quotation marks a title's own become single ones (GB/T 15834).
  const quoted = (text) => String(text).replaceAll("“", "‘").replaceAll("”", "’");

  // A word of the page with its {places} filled in.
  state.word = (name, values = {}) =>
    (start.words[name] ?? name).replace(/\{(\w+)\}/g, (_all, key) =>
      key === "title" ? quoted(values.title ?? "") : (values[key] ?? ""),
    );

  // Told to the eye and to the screen reader alike.
  state.say = (text) => {
    said.textContent = "";
    requestAnimationFrame(() => {
      said.textContent = text;
    });
  };

  state.rows = start.groups.flatMap((group) => group.rows);
  state.rowTitle = (key) => state.rows.find((row) => row.key === key)?.title ?? "";

  // A small element: state.make("p", {className: "x"}, "text", otherElement).
  state.make = (tag, values = {}, ...inside) => {
    const element = Object.assign(document.createElement(tag), values);
    element.append(...inside.filter((one) => one !== "" && one != null));
    return element;
  };

  window.scheduleBoard = state;
})();
