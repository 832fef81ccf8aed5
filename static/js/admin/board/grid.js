// The grid: draws what the server sent, and turns drags into questions to the server.
(() => {
  const board = window.scheduleBoard;
  const { area, make, word } = board;
  const place = area.querySelector("[data-board-grid]");
  const drawn = new Map();
  let calendar = null;

  const GROUP = "group-";
  const isGroup = (resource) => resource?.id.startsWith(GROUP);
  const asDay = (date) =>
    [date.getFullYear(), date.getMonth() + 1, date.getDate()]
      .map((part) => String(part).padStart(2, "0"))
      .join("-");

  const classesOf = (bar) =>
    [
      "bar",
      bar.kind === "show" ? `bar--${bar.status}` : `bar--${bar.kind}`,
      bar.is_opening && "bar--opening",
      bar.level === "block" && "bar--blocked",
      bar.level === "warn" && bar.kind === "show" && "bar--warned",
      bar.level === "accepted" && "bar--accepted",
      bar.locked && "bar--locked",
      ["rehearsal", "transfer", "training"].includes(bar.kind) && "bar--other",
      bar.kind === "blackout" && "bar--taken",
    ].filter(Boolean);

  const asEvent = (bar) => ({
    id: bar.id,
    resourceIds: bar.rows,
    start: bar.start,
    end: bar.end > bar.start ? bar.end : bar.start,
    title: bar.title,
    classNames: classesOf(bar),
    startEditable: bar.acts.includes("move"),
    durationEditable: false,
    extendedProps: { bar },
  });

  const nameOf = (bar) =>
    [
      bar.label,
      bar.note,
      ...bar.numbers.map((number) => word("conflict", { number })),
      bar.locked && word("locked", { why: bar.locked }),
    ]
      .filter(Boolean)
      .join(" · ");

  const inside = ({ event }) => {
    const bar = event.extendedProps.bar;
    if (!bar) return { domNodes: [] };
    const numbers = bar.numbers.map((number) => make("b", { className: "bar__number" }, String(number)));
    return {
      domNodes: [
        make(
          "button",
          { type: "button", className: "bar__inside", tabIndex: -1, ariaLabel: nameOf(bar), ariaHasPopup: "dialog", title: nameOf(bar) },
          bar.time ? make("span", { className: "bar__time" }, bar.time, ...numbers) : "",
          make("span", { className: "bar__title" }, bar.title),
          bar.sub ? make("span", { className: "bar__sub" }, bar.sub) : "",
          bar.note ? make("span", { className: "bar__note" }, bar.note) : "",
        ),
      ],
    };
  };

  const mounted = ({ el, event }) => {
    const bar = event.extendedProps.bar;
    if (!bar || event.display !== "auto") return;
    el.dataset.bar = bar.id;
  };

  const heading = (date) => {
    const head = board.heads.find((one) => one.date === asDay(date));
    if (!head) return "";
    return {
      domNodes: [
        make("b", { className: "head__day" }, head.day),
        make("span", { className: "head__weekday" }, head.weekday),
        head.lunar ? make("small", { className: "head__lunar" }, head.lunar) : "",
      ].filter(Boolean),
    };
  };

  // The bar stays where it was dropped, marked as unconfirmed, until the answer came.
  const dropped = ({ event, oldEvent, oldResource, newResource, revert }) => {
    const bar = event.extendedProps.bar;
    const days = Math.round((event.start - oldEvent.start) / 86_400_000);
    const body = { days };
    if (newResource) Object.assign(body, { from_row: oldResource.id, to_row: newResource.id });
    if (!days && !newResource) return;
    drawn.delete(bar.id);
    event.classNames.push("bar--asking");
    calendar.updateEvent({ ...asPlain(event), startEditable: false });
    board.move(bar, body).catch(revert);
  };

  const asPlain = (event) => ({
    id: event.id,
    resourceIds: event.resourceIds,
    start: `${asDay(event.start)}T${event.extendedProps.bar.start.slice(11)}`,
    end: `${asDay(event.end)}T${event.extendedProps.bar.end.slice(11)}`,
    classNames: event.classNames,
    extendedProps: event.extendedProps,
    durationEditable: false,
  });

  const mayDrop = ({ newResource }) => !newResource || !isGroup(newResource);

  const draw = () => {
    if (!calendar) return;
    const wanted = new Map(board.bars.map((bar) => [bar.id, JSON.stringify(bar)]));
    for (const id of [...drawn.keys()].filter((one) => !wanted.has(one))) {
      calendar.removeEventById(id);
      drawn.delete(id);
    }
    for (const bar of board.bars) {
      const text = wanted.get(bar.id);
      if (drawn.get(bar.id) === text) continue;
      if (calendar.getEventById(bar.id)) calendar.updateEvent(asEvent(bar));
      else calendar.addEvent(asEvent(bar));
      drawn.set(bar.id, text);
    }
  };

  // One vertical line joins the openings of a showcase in their day's column.
  const joinOpenings = () => {
    place.querySelectorAll(".opening-line").forEach((line) => line.remove());
    const body = place.querySelector(".ec-body");
    const legs = new Map();
    for (const element of place.querySelectorAll(".bar--opening[data-bar]")) {
      const bar = board.byId.get(element.dataset.bar);
      if (!bar?.showcase) continue;
      const key = `${bar.showcase} ${parseInt(element.style.gridColumn, 10)}`;
      legs.set(key, [...(legs.get(key) ?? []), parseInt(element.style.gridRow, 10)]);
    }
    for (const [key, rows] of legs) {
      if (rows.length < 2) continue;
      const line = make("div", { className: "opening-line" });
      line.style.gridColumn = String(Number(key.split(" ")[1]) + 1);
      line.style.gridRow = `${Math.min(...rows)} / ${Math.max(...rows) + 1}`;
      body.insertBefore(line, body.querySelector(".ec-events"));
    }
  };

  // The list below is the table for screen readers; here are buttons within a region.
  const settleRoles = () => {
    const root = place.querySelector(".ec");
    root.setAttribute("role", "group");
    root.setAttribute("aria-label", word("grid"));
    const tabled = "[role=table], [role=row], [role=rowgroup], [role=cell], [role=columnheader], [role=rowheader]";
    for (const one of root.querySelectorAll(tabled)) {
      one.removeAttribute("role");
      one.removeAttribute("aria-colindex");
    }
    const main = place.querySelector(".ec-main");
    main.tabIndex = 0;
    main.setAttribute("role", "region");
    main.setAttribute("aria-label", word("grid"));
  };

  const updated = () => {
    joinOpenings();
    board.settleFocus?.();
  };

  board.createGrid = () => {
    if (calendar) return;
    place.hidden = false;
    for (const bar of board.bars) drawn.set(bar.id, JSON.stringify(bar));
    calendar = window.EventCalendar.create(place, {
      view: "resourceTimelineMonth",
      date: board.first,
      duration: { days: board.count },
      slotDuration: { days: 1 },
      timeZone: "+08:00",
      locale: document.documentElement.lang || "zh-Hans",
      headerToolbar: { start: "", center: "", end: "" },
      columnWidth: "minmax(4.5rem, 1fr)",
      buttonText: (text) => ({ ...text, expand: word("expand"), collapse: word("collapse") }),
      resources: board.groups.map((group) => ({
        id: GROUP + group.key,
        title: group.title,
        children: group.rows.map((row) => ({ id: row.key, title: row.title })),
      })),
      events: board.bars.map(asEvent),
      eventOrder: (one, other) =>
        (one.extendedProps.bar?.kind === "gap") - (other.extendedProps.bar?.kind === "gap") ||
        one.start - other.start,
      dayHeaderFormat: heading,
      eventContent: inside,
      eventDidMount: mounted,
      eventAllUpdated: updated,
      eventDragStart: () => {
        board.isDragged = board.isDragging = true;
      },
      // Long enough that a finger can scroll, short enough that it can drag.
      longPressDelay: 400,
      eventDrop: dropped,
      eventDurationEditable: false,
      dragConstraint: mayDrop,
      selectable: board.mayAdd && board.kind !== "trucks",
      selectConstraint: ({ resource }) => !isGroup(resource),
      selectBackgroundColor: "var(--w-color-secondary-100)",
      select: ({ startStr, resource }) => {
        board
          .createByDialog({ day: startStr.slice(0, 10), row: resource.id })
          .finally(() => calendar.unselect());
      },
      resourceExpand: () => setTimeout(settleRoles),
    });
    settleRoles();
    updated();
  };

  // Which cell lies under a point: its day and row, or null over a heading.
  board.cellAt = (x, y) => {
    const found = calendar?.dateFromPoint(x, y);
    if (!found?.resource || isGroup(found.resource)) return null;
    return { day: asDay(found.date), row: found.resource.id, element: found.dayEl };
  };

  let over = null;
  const mark = (element) => {
    over?.classList.remove("board__over");
    over = element;
    over?.classList.add("board__over");
  };
  place.addEventListener("dragover", (event) => {
    if (!board.carried) return;
    const cell = board.cellAt(event.clientX, event.clientY);
    mark(cell?.element ?? null);
    if (cell) event.preventDefault();
  });
  place.addEventListener("dragleave", () => mark(null));
  place.addEventListener("drop", (event) => {
    const cell = board.cellAt(event.clientX, event.clientY);
    const one = board.carried;
    mark(null);
    if (!cell || !one) return;
    event.preventDefault();
    board.moveByDialog(one, cell);
  });

  for (const end of ["pointerup", "pointercancel"]) {
    document.addEventListener(end, () => {
      board.isDragging = false;
    });
  }

  area.addEventListener("board:changed", draw);
})();
