// Shows a Mongolian name from top to bottom while it is typed.
(() => {
  const show = (field) => {
    const input = field.querySelector("input");
    const preview = field.querySelector("[data-mongolian-preview]");
    if (input && preview) preview.textContent = input.value;
  };

  document.addEventListener("input", (event) => {
    const field = event.target.closest("[data-mongolian-field]");
    if (field) show(field);
  });
  document.querySelectorAll("[data-mongolian-field]").forEach(show);
})();
