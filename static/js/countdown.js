/** Ticks every [data-countdown]; the server's words stand until the first tick. */
const DAY = 86_400_000;
const PARTS = { days: DAY, hours: 3_600_000, minutes: 60_000, seconds: 1_000 };

/** The visitor's clock, unless it is off by more than the page can be old. */
function clockOf(element) {
  const served = Date.parse(element.dataset.now);
  const age = Date.now() - served;
  const trusted = age > -60_000 && age < DAY;
  const origin = trusted ? Date.now() : served;
  const started = performance.now();
  return () => origin + performance.now() - started;
}

function start(element) {
  const opens = Date.parse(element.dataset.countdown);
  const template = element.querySelector("template");
  const now = clockOf(element);
  const digits = template.content.cloneNode(true);
  const spans = [...digits.querySelectorAll("[data-unit]")];
  element.replaceChildren(digits);

  let timer;
  const tick = () => {
    if (!element.isConnected) return clearInterval(timer);
    let left = Math.max(0, opens - now());
    if (left === 0) {
      clearInterval(timer);
      rise(element);
      return;
    }
    const lastHour = left < PARTS.hours;
    for (const span of spans) {
      const unit = span.dataset.unit;
      span.hidden = lastHour && (unit === "days" || unit === "hours");
      span.firstElementChild.textContent = String(Math.floor(left / PARTS[unit])).padStart(2, "0");
      left %= PARTS[unit];
    }
  };
  timer = setInterval(tick, 1_000);
  tick();
}

/** At zero the curtains rise, where the page has any. */
function rise(element) {
  element.replaceChildren();
  const line = element.closest("[data-state=waiting]");
  if (line) line.dataset.state = "live";
}

const startAll = () => document.querySelectorAll("[data-countdown]").forEach(start);
document.addEventListener("live:changed", startAll);
startAll();
