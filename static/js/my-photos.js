/** Pictures that were chosen can be left out again: a telephone's chooser cannot do that. */
(() => {
  const show = ({ form, files }) => {
    form.querySelector("[data-unchoose]").hidden = !files.length;
  };
  document.addEventListener("change", ({ target }) => target.name === "photos" && show(target));
  document.addEventListener("click", ({ target }) => {
    if (!target.matches("[data-unchoose]")) return;
    const { photos } = target.form.elements;
    photos.value = "";
    photos.dispatchEvent(new Event("input", { bubbles: true }));
    show(photos);
    photos.focus();
  });
})();
