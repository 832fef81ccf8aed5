// Rows of a formset: add, move, remove. Without script the blank rows serve.
(() => {
  const rowsOf = (list) => [...list.querySelectorAll(":scope > [data-row]")];

  // Names carry the row's number, and the number is its place in the order.
  const renumber = (list) => {
    const prefix = list.dataset.rows;
    const pattern = new RegExp(`${prefix}-(\\d+|__prefix__)-`);
    rowsOf(list).forEach((row, index) => {
      row.querySelectorAll("[name], [id], [for], [aria-describedby]").forEach((node) => {
        for (const name of ["name", "id", "for", "aria-describedby"]) {
          const value = node.getAttribute(name);
          if (value) node.setAttribute(name, value.replace(pattern, `${prefix}-${index}-`));
        }
      });
    });
    const total = document.querySelector(`[name="${prefix}-TOTAL_FORMS"]`);
    total.value = rowsOf(list).length;
  };

  const changed = (list) => list.dispatchEvent(new Event("change", { bubbles: true }));

  const wire = (list, row) => {
    row.querySelector("[data-row-buttons]").hidden = false;
    const marker = row.querySelector("[data-row-delete]");
    if (marker) marker.hidden = true;
    row.querySelector("[data-row-up]").addEventListener("click", () => {
      const before = row.previousElementSibling;
      if (before && before.matches("[data-row]")) before.before(row);
      renumber(list);
      changed(list);
    });
    row.querySelector("[data-row-down]").addEventListener("click", () => {
      const after = row.nextElementSibling;
      if (after && after.matches("[data-row]")) after.after(row);
      renumber(list);
      changed(list);
    });
    row.querySelector("[data-row-remove]").addEventListener("click", () => {
      row.remove();
      renumber(list);
      changed(list);
    });
  };

  const start = () => {
    document.querySelectorAll("[data-rows]").forEach((list) => {
      const empty = list.querySelector(":scope > template[data-rows-empty]");
      rowsOf(list).forEach((row) => wire(list, row));
      const button = document.querySelector(`[data-rows-add="${list.dataset.rows}"]`);
      button.hidden = false;
      button.addEventListener("click", () => {
        const row = empty.content.firstElementChild.cloneNode(true);
        empty.before(row);
        renumber(list);
        wire(list, row);
        row.querySelector("input, select, textarea")?.focus();
      });
    });
  };

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
