// Brings the board to life: the grid where there is room, the list everywhere.
(() => {
  const board = window.scheduleBoard;
  const { area } = board;
  const list = area.querySelector("[data-board-list]");
  const wide = window.matchMedia("(min-width: 50em)");

  const offerActs = () => {
    area.querySelectorAll("[data-list-menu]").forEach((button) => {
      button.hidden = false;
    });
  };

  area.addEventListener("click", (event) => {
    const button = event.target.closest("[data-list-menu]");
    if (button) board.openMenu(button.dataset.listMenu);
  });
  area.querySelector("[data-board-new]")?.addEventListener("click", () => board.createByDialog());
  area.addEventListener("board:listed", offerActs);
  list.addEventListener("toggle", () => {
    if (list.open && board.isStale) board.refreshList();
  });
  area.addEventListener("board:changed", () => {
    board.isStale = !list.open;
  });

  const fit = () => {
    if (!wide.matches) return;
    list.open = false;
    board.createGrid();
  };
  offerActs();
  wide.addEventListener("change", fit);
  fit();
  area.dataset.ready = "true";
})();
