/** Ticks every [data-countdown]; the server's words stand until the first tick. */
const DAY = 86_400_000;
const PARTS = { days: DAY, hours: 3_600_000, minutes: 60_000, seconds: 1_000 };

// How far the visitor's clock is behind the server's, in milliseconds.
let behind = 0;

/** Asks the server what time it is: a page may have been kept for hours, and phones
 *  are sometimes minutes off. Without an answer the visitor's clock is believed. */
async function askTheTime() {
  const asked = Date.now();
  try {
    const answer = await fetch(location.href, { method: "HEAD", cache: "no-store" });
    const told = Date.parse(answer.headers.get("Date"));
    const off = told - (asked + Date.now()) / 2;
    // The date has no fraction of a second, and what is kept without a network is old.
    if (Math.abs(off) > 2_000 && !answer.headers.has("X-Kept-At")) behind = off;
  } catch {
    // No connection.
  }
}

const now = () => Date.now() + behind;

function start(element) {
  const opens = Date.parse(element.dataset.countdown);
  const template = element.querySelector("template");
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
    // What is nought from here on is no news.
    const gone = (unit) => (unit === "days" || unit === "hours") && opens - now() < PARTS[unit];
    for (const span of spans) {
      const unit = span.dataset.unit;
      span.hidden = gone(unit);
      span.firstElementChild.textContent = String(Math.floor(left / PARTS[unit])).padStart(2, "0");
      left %= PARTS[unit];
    }
  };
  timer = setInterval(tick, 1_000);
  tick();
}

/** At zero the curtains rise, where the page has any, and who listens is told. */
function rise(element) {
  element.replaceChildren();
  const line = element.closest("[data-state=waiting]");
  if (line) line.dataset.state = "live";
  say([element.dataset.say]);
}

// The ticking is never read out; this is, each sentence once.
const told = new Set();
const voice = document.createElement("p");
voice.className = "vh";
voice.setAttribute("role", "status");
document.body.append(voice);

function say(sentences) {
  const fresh = sentences.filter((one) => one && !told.has(one));
  fresh.forEach((one) => told.add(one));
  if (fresh.length) voice.textContent = fresh.join(" ");
}
document.addEventListener("live:say", (event) => say(event.detail));

const startAll = () => document.querySelectorAll("[data-countdown]").forEach(start);
document.addEventListener("live:changed", startAll);
startAll();
askTheTime();
