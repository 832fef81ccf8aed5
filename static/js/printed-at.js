/** Says on a sheet when it was printed: by the printer's own clock, in Beijing time. */
const chinese = document.documentElement.lang.startsWith("zh");
const words = new Intl.DateTimeFormat(chinese ? "zh-CN" : "en-GB", {
  timeZone: "Asia/Shanghai",
  month: chinese ? "numeric" : "short",
  day: "numeric",
  weekday: "short",
  hour: "2-digit",
  minute: "2-digit",
  hourCycle: "h23",
});

function say() {
  const part = {};
  for (const { type, value } of words.formatToParts(new Date())) part[type] = value;
  const hour = `${part.hour}:${part.minute}`;
  const when = chinese
    ? `${part.month}月${part.day}日(${part.weekday})${hour}`
    : `${part.weekday} ${part.day} ${part.month} ${hour}`;
  for (const place of document.querySelectorAll("[data-printed]")) {
    place.textContent = place.dataset.printed.replace("{when}", when);
  }
}

say();
addEventListener("beforeprint", say);
