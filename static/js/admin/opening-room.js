// Ticks the countdown and asks now and then what others did meanwhile. Without it the
// page says when it was computed, and every act is checked against what was seen.
(() => {
  const POLL_MS = 15_000;
  const HOUR = 3_600;

  const tick = (place) => {
    const zero = Date.parse(place.dataset.tick);
    // Long after the evening the server's words say enough.
    if (Date.now() - zero > 24 * HOUR * 1000) return;
    const offset = Date.parse(place.dataset.now) - Date.now();
    const [days, hours, minutes, ago] = place.dataset.words.split("|");
    const show = () => {
      const left = Math.trunc((zero - Date.now() - offset) / 1000);
      const rest = Math.abs(left);
      const parts = { d: Math.trunc(rest / 86_400), m: Math.trunc((rest % HOUR) / 60), s: rest % 60 };
      parts.h = left > 0 ? Math.trunc((rest % 86_400) / HOUR) : Math.trunc(rest / HOUR);
      const words = left <= 0 ? ago : parts.d ? days : parts.h ? hours : minutes;
      place.textContent = words.replace(/\{(\w)\}/g, (_, unit) => parts[unit]);
    };
    show();
    setInterval(show, 1000);
  };

  const follow = (place) => {
    const ask = async () => {
      if (document.hidden) return;
      try {
        const answer = await fetch(place.dataset.since, { headers: { "X-Requested-With": "XMLHttpRequest" } });
        if (!answer.ok) return;
        const told = (await answer.text()).trim();
        if (told && told !== place.dataset.told) {
          place.innerHTML = told;
          place.dataset.told = told;
        }
      } catch {
        // No connection: whoever acts is told all the same.
      }
    };
    setInterval(ask, POLL_MS);
    document.addEventListener("visibilitychange", ask);
  };

  const start = () => {
    document.querySelectorAll("[data-tick]").forEach(tick);
    document.querySelectorAll("[data-since]").forEach(follow);
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
