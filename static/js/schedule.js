// The schedule changes in place (htmx): addresses stay short, what was found is said,
// focus is never lost, and what fails is asked for again as a whole page.
const at = (id) => document.getElementById(id);

document.addEventListener("htmx:configRequest", (event) => {
  const { elt, parameters } = event.detail;
  if (elt !== at("filter")) return;
  if (parameters.from || parameters.to) delete parameters.when;
  for (const name of Object.keys(parameters)) if (!parameters[name]) delete parameters[name];
  // Leaving a field that was looked for already changes nothing.
  const asked = new URLSearchParams(Object.entries(parameters));
  if (asked.toString() === new URLSearchParams(location.search).toString()) event.preventDefault();
});

document.addEventListener("htmx:beforeRequest", (event) => {
  // A link leads away from what the form is still asking for.
  if (event.detail.elt !== at("filter")) window.htmx.trigger(at("filter"), "htmx:abort");
  at("results").setAttribute("aria-busy", "true");
});

document.addEventListener("htmx:afterSettle", () => {
  at("said").textContent = at("count").textContent;
  if (document.activeElement === document.body) at("results").focus({ preventScroll: true });
});

for (const failed of ["htmx:sendError", "htmx:responseError", "htmx:timeout"]) {
  document.addEventListener(failed, (event) => location.assign(event.detail.pathInfo.finalRequestPath));
}
