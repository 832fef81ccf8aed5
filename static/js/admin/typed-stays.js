/* What was typed into a day or an hour stays as it is and is told by the form what is
   wrong with it. The picker would put the present day or hour in its place, unseen. */
(() => {
  const picker = window.jQuery && window.jQuery.fn.datetimepicker;
  if (!picker) return;
  picker.defaults.validateOnBlur = false;
  // What the picker did beside that, when its field was left. It opens a moment after
  // the focus came: whoever tabs on before that would leave it open behind them.
  const OPENED = 250;
  document.addEventListener("focusout", ({ target }) => {
    const field = window.jQuery(target);
    if (!field.data("xdsoft_datetimepicker")) return;
    const close = () => document.activeElement !== target && field.datetimepicker("hide");
    close();
    setTimeout(close, OPENED);
  });
})();
