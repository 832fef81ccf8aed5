/** Asks the phone, rounds to a tenth of a degree, and shows what the server proposes. */
const coarse = (degrees) => degrees.toFixed(1);

function locate(button, answer) {
  const say = (words) => { button.disabled = false; answer.textContent = words; };
  button.disabled = true;
  answer.textContent = button.dataset.asking;
  navigator.geolocation.getCurrentPosition(async ({ coords }) => {
    try {
      const reply = await fetch(button.dataset.locate, {
        // In a header: no log and no history of addresses ever sees it.
        headers: { "X-Coarse-Point": `${coarse(coords.latitude)},${coarse(coords.longitude)}` },
        cache: "no-store",
        credentials: "omit",
      });
      if (!reply.ok) throw new Error(reply.status);
      button.disabled = false;
      answer.innerHTML = await reply.text();
    } catch { say(button.dataset.failed); }
  }, () => say(button.dataset.failed), { maximumAge: 600_000, timeout: 10_000 });
}

for (const button of document.querySelectorAll("[data-locate]")) {
  if (!navigator.geolocation) continue;
  button.hidden = false;
  button.addEventListener("click", () => locate(button, document.getElementById(button.getAttribute("aria-controls"))));
}
