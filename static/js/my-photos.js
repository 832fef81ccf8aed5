/** Pictures that were chosen can be left out again: a telephone's chooser cannot do that.
 *  More than a show takes are told at once. */
(() => {
  const show = (photos) => {
    const { form, files, dataset } = photos;
    form.querySelector("[data-unchoose]").hidden = !files.length;
    // Said before minutes are spent on sending.
    photos.setCustomValidity(files.length > +dataset.most ? dataset.many : "");
    photos.reportValidity();
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
