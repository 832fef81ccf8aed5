/** "I am here": the telephone's position goes along with the form, on the person's own
 * tap. Without script, or where it fails, the form works without. */
(() => {
  const bind = () => {
    const part = document.querySelector("[data-here]");
    if (!part || !navigator.geolocation || !part.hidden) return;
    const field = part.querySelector("input");
    const said = part.querySelector("[data-here-said]");
    part.hidden = false;
    const say = (which) => { said.textContent = part.dataset[which]; };
    if (field.value) say("known");
    part.querySelector("[data-here-ask]").addEventListener("click", () => {
      say("asking");
      navigator.geolocation.getCurrentPosition(
        ({ coords }) => {
          field.value = [coords.latitude.toFixed(5), coords.longitude.toFixed(5), Math.round(coords.accuracy)].join(",");
          say("known");
        },
        () => { field.value = ""; say("failed"); },
        { enableHighAccuracy: true, timeout: 20000, maximumAge: 60000 },
      );
    });
  };
  bind();
  // A page of the day sheet that took the place of another (my-step.js).
  document.addEventListener("my:page", bind);
})();
