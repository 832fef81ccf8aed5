// Talks to the server: one question at a time, each answered in words.
(() => {
  const board = window.scheduleBoard;
  const token = board.area.querySelector("[name=csrfmiddlewaretoken]").value;
  const failed = () => ({ outcome: "offline", text: board.word("offline") });

  const read = async (response) => {
    if (response.status === 404 || response.redirected) {
      return { outcome: "gone", text: board.word("gone") };
    }
    try {
      return await response.json();
    } catch {
      const isForbidden = response.status === 403;
      return isForbidden ? { outcome: "forbidden", text: board.word("forbidden") } : failed();
    }
  };

  board.post = async (url, body) => {
    board.area.setAttribute("aria-busy", "true");
    try {
      const response = await fetch(url, {
        method: "POST",
        body: JSON.stringify(body),
        headers: {
          "Content-Type": "application/json",
          "X-CSRFToken": token,
          "X-Requested-With": "XMLHttpRequest",
        },
      });
      return await read(response);
    } catch {
      return failed();
    } finally {
      board.area.removeAttribute("aria-busy");
    }
  };

  board.actUrl = (show, act) =>
    board.urls.act.replace("/0/ACT/", `/${show}/${encodeURIComponent(act)}/`);

  let readAt = Date.now();
  const readBars = async (isWanted = () => true) => {
    readAt = Date.now();
    const response = await fetch(board.urls.bars, {
      headers: { "X-Requested-With": "XMLHttpRequest" },
    });
    if (!response.ok || response.redirected) return;
    const data = await response.json();
    if (isWanted()) board.take(data);
  };

  // Everything anew from the server: bars, cards, waiting shows, and the open list.
  board.refresh = async () => {
    try {
      await readBars();
    } catch {
      board.say(board.word("offline"));
    }
    await refreshList();
  };

  // While the page is looked at, what others do and the hours that run down appear by
  // themselves; never under a hand that drags, types or waits for an answer.
  const EVERY = 60_000;
  const isIdle = () =>
    !document.hidden &&
    !board.isDragging &&
    !board.carried &&
    !board.acting &&
    !board.area.querySelector("dialog[open]");
  const keepUp = async () => {
    if (!isIdle() || Date.now() - readAt < EVERY) return;
    const focused = document.activeElement.closest("[data-bar]")?.dataset.bar;
    try {
      await readBars(isIdle);
    } catch {
      return;
    }
    if (focused) board.focusBar?.(focused);
  };
  setInterval(keepUp, EVERY / 6);
  document.addEventListener("visibilitychange", keepUp);

  // The list by days is the server's own page; it is only fetched while it is open.
  const refreshList = async () => {
    const list = board.area.querySelector("[data-board-list]");
    if (!list.open) return;
    try {
      const response = await fetch(window.location.href);
      const page = new DOMParser().parseFromString(await response.text(), "text/html");
      const fresh = page.querySelector("[data-board-list]");
      if (fresh) list.replaceChildren(...fresh.childNodes);
      board.area.dispatchEvent(new CustomEvent("board:listed"));
    } catch {
      board.say(board.word("offline"));
    }
  };
  board.refreshList = refreshList;
})();
