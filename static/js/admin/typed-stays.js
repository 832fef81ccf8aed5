/* What was typed into a day or an hour stays as it is and is told by the form what is
   wrong with it. The picker would put the present day or hour in its place, unseen. */
(() => {
  const picker = window.jQuery && window.jQuery.fn.datetimepicker;
  if (!picker) return;
  picker.defaults.validateOnBlur = false;
  // What the picker did beside that, when its field was left.
  document.addEventListener("focusout", (event) => {
    const field = window.jQuery(event.target);
    if (field.data("xdsoft_datetimepicker")) field.datetimepicker("hide");
  });
})();
