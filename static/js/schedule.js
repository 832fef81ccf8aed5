// The schedule changes in place (htmx): addresses stay short, what was found is said,
// focus is never lost, and what fails is asked for again as a whole page.
const at = (id) => document.getElementById(id);

document.addEventListener("htmx:configRequest", (event) => {
  const asked = event.detail.parameters;
  if (asked.from || asked.to) delete asked.when;
  for (const name of Object.keys(asked)) if (!asked[name]) delete asked[name];
});

document.addEventListener("htmx:beforeRequest", () => at("results").setAttribute("aria-busy", "true"));

document.addEventListener("htmx:afterSettle", () => {
  at("said").textContent = at("count").textContent;
  if (document.activeElement === document.body) at("results").focus({ preventScroll: true });
});

for (const failed of ["htmx:sendError", "htmx:responseError", "htmx:timeout"]) {
  document.addEventListener(failed, (event) => location.assign(event.detail.pathInfo.finalRequestPath));
}
