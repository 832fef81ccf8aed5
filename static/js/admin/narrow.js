/** A long choice (every place of the region) gets a line to type in: what does not fit
 * is left out while one types. What is chosen stays chosen; without script the choice
 * is as long as it is. */
(() => {
  const { hint } = document.currentScript.dataset;
  const MANY = 100;

  const narrow = (select) => {
    const groups = [...select.children].map((node) => {
      const isGroup = node.tagName === "OPTGROUP";
      return { head: isGroup ? node.label : "", isGroup, options: isGroup ? [...node.children] : [node] };
    });
    const field = document.createElement("input");
    field.type = "search";
    field.className = "narrow";
    field.placeholder = hint;
    field.autocomplete = "off";
    // A label around the choice holds every line of it.
    const label = select.labels[0];
    const named = label?.contains(select) ? label.firstChild : label;
    field.setAttribute("aria-label", `${named?.textContent.trim() ?? ""} ${hint}`.trim());

    const fitting = () => {
      const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
      const fits = (head, option) => {
        const text = `${head} ${option.textContent}`.toLowerCase();
        return words.every((word) => text.includes(word));
      };
      return groups.map((group) => ({ ...group, options: group.options.filter((one) => one.value && fits(group.head, one)) }));
    };

    const show = () => {
      const { value } = select;
      const shown = fitting().map((group, index) => {
        const kept = groups[index].options.filter((one) => !one.value || one.value === value || group.options.includes(one));
        if (!group.isGroup || !kept.length) return kept;
        const head = document.createElement("optgroup");
        head.label = group.head;
        head.append(...kept);
        return [head];
      });
      select.replaceChildren(...shown.flat());
      select.value = value;
    };

    field.addEventListener("input", show);
    field.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      const [first, ...more] = fitting().flatMap((group) => group.options);
      if (field.value.trim() && first && !more.length) {
        select.value = first.value;
        select.dispatchEvent(new Event("change", { bubbles: true }));
      }
      select.focus();
    });
    select.before(field);
  };

  document.querySelectorAll("form select:not([multiple])").forEach((select) => {
    if (select.options.length > MANY) narrow(select);
  });
})();
