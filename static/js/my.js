/** /my/ on a weak signal: reports are kept on the phone and sent later, once; a move or
 *  a cancellation is never kept back. Without this script every form works online.
 *  docs/decisions/0050-the-day-sheet.md */
const { who } = document.body.dataset;
const PATIENCE_MS = 25_000;
const LONGEST_EDGE = 1600;
const LOGIN = "/my/login/";
const PAGES = "my pages 1";
// Pictures made smaller here: as they are kept, they go again and again.
const SMALL = "small.jpg";
// Who pressed "log out" while there was no signal.
const OUT = "my out";
// What somebody fills in is never taken away.
const FORMS = "[data-queue], [data-now]";

// --- What lies on the phone -------------------------------------------------------

const store = new Promise((done, failed) => {
  const opening = indexedDB.open("my drafts", 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore("drafts", { keyPath: "key" });
  opening.onsuccess = () => done(opening.result);
  opening.onerror = () => failed(opening.error);
});
store.catch(() => undefined);

const ask = async (mode, act) => {
  const drafts = (await store).transaction("drafts", mode).objectStore("drafts");
  return new Promise((done, failed) => {
    const asked = act(drafts);
    // A write counts when the transaction is through.
    if (mode === "readwrite") drafts.transaction.oncomplete = () => done(asked.result);
    else asked.onsuccess = () => done(asked.result);
    drafts.transaction.onerror = drafts.transaction.onabort = () => failed(asked.error);
  });
};
const put = (draft) => ask("readwrite", (drafts) => drafts.put(draft));
const drop = (key) => ask("readwrite", (drafts) => drafts.delete(key));
/** What became of a draft; what was written on under its key meanwhile stays as it is. */
const settle = (draft, why) =>
  ask("readwrite", (drafts) => {
    const asked = drafts.get(draft.key);
    asked.onsuccess = () => {
      if (asked.result?.at === draft.at) why ? drafts.put({ ...draft, why }) : drafts.delete(draft.key);
    };
    return asked;
  });
const mine = async () => {
  const all = await ask("readonly", (drafts) => drafts.getAll());
  return all.filter((one) => one.who === who).sort((one, other) => one.at - other.at);
};

/** Nothing of this person's pages stays on the phone. */
const forget = () => self.caches?.delete(PAGES);

/** A picture small enough for one bar of signal; whatever cannot be drawn goes as it is.
 *  The same picture comes out as the same bytes: by them the server knows it again. */
const drawn = new Map();
const smaller = (file) => {
  const name = `${file.name} ${file.size} ${file.lastModified}`;
  if (file.name === SMALL) return file;
  if (!drawn.has(name)) drawn.set(name, draw(file));
  return drawn.get(name);
};
const draw = async (file) => {
  try {
    const bitmap = await createImageBitmap(file, { imageOrientation: "from-image" });
    const scale = Math.min(1, LONGEST_EDGE / Math.max(bitmap.width, bitmap.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(bitmap.width * scale);
    canvas.height = Math.round(bitmap.height * scale);
    canvas.getContext("2d").drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.82));
    return blob && blob.size < file.size ? new File([blob], SMALL, { type: "image/jpeg" }) : file;
  } catch {
    return file;
  }
};

const entriesOf = async (form) => {
  const entries = [];
  for (const [name, value] of new FormData(form)) {
    if (name === "csrfmiddlewaretoken") continue;
    if (!(value instanceof File)) entries.push([name, value]);
    else if (value.size) entries.push([name, await smaller(value)]);
  }
  return entries;
};

// --- Sending ----------------------------------------------------------------------

/** "done" with where to go, "login", or the page that says what is wrong. Throws while
 *  nobody has answered. */
const send = async (address, entries, token, again = false) => {
  const body = new FormData();
  body.append("csrfmiddlewaretoken", token);
  // Pictures take their time: about 2 kB a second.
  let patience = PATIENCE_MS;
  for (const [name, value] of entries) {
    body.append(name, value);
    if (value instanceof File) patience += value.size >> 1;
  }
  const headers = { Accept: "application/json" };
  const signal = AbortSignal.timeout?.(patience);
  const answer = await fetch(address, { method: "POST", body, headers, signal });
  if (answer.status >= 500 || answer.status === 429) throw new Error(answer.status);
  if (answer.headers.has("X-My-Out")) await forget();
  if (!/json/.test(answer.headers.get("Content-Type") ?? "")) return { page: await pageOf(answer), status: answer.status };
  const said = await answer.json();
  if (!said.stale) return said;
  // The page is older than the last login here.
  const fresh = again ? "" : await freshToken();
  if (fresh) return send(address, entries, fresh, true);
  // Somebody else is in here now: the site says it in its own words.
  const ended = await fetch(address, { method: "POST", body: new URLSearchParams({ who }) });
  return { page: await pageOf(ended), status: ended.status };
};

/** One of these pages. Anything else (a proxy's, a hotel's) is no answer of the site. */
const pageOf = async (answer) => {
  const text = await answer.text();
  if (!text.includes('"tok my"')) throw new Error(answer.status);
  return text;
};

/** The page's own token grows old on a kept page: a fresh one comes with any page. */
const freshToken = async () => {
  const answer = await fetch("/my/devices/", { signal: AbortSignal.timeout?.(PATIENCE_MS) });
  const page = new DOMParser().parseFromString(await pageOf(answer), "text/html");
  if (page.body.dataset.who !== who) {
    // Whoever was in here is not in any more.
    await forget();
    return "";
  }
  return page.querySelector("[name=csrfmiddlewaretoken]").value;
};

const read = (text) => {
  const page = new DOMParser().parseFromString(text, "text/html");
  const why = page.querySelector(".my-errs li, .my-errs .my-err") ?? page.querySelector("main h1");
  return { main: page.querySelector("main"), why: why?.textContent.trim() ?? "?" };
};

/** What a report is of: a show by its address, else a day and its hour. */
const thing = ({ address, entries }) =>
  [address, ...entries.filter(([name]) => name === "day" || name === "hour")].join();

/** Sends one draft; it goes only when the server said that it has it, and with it what
 *  was refused of the same thing before and said nothing else. */
const deliver = async (draft, token) => {
  const said = await send(draft.address, draft.entries, token);
  const { touched = ["?"] } = draft;
  if (said.done) {
    await settle(draft);
    for (const one of await mine()) {
      if (one.why && thing(one) === thing(draft) && one.touched?.every((name) => touched.includes(name))) await settle(one);
    }
  } else if (said.page && said.status !== 401) {
    // Somebody else came in meanwhile (401): it waits for its own. Refused, it stays with
    // the reason and is not sent behind one's back, until it arrives mended under its key.
    // Where no more than the day was chosen there is nothing to keep.
    await settle(draft, touched.some((name) => name !== "day") && read(said.page).why);
  }
  return said;
};

const sendAll = async () => {
  if (!who) return;
  const waiting = (await mine()).filter((one) => !one.why);
  if (!waiting.length) return;
  const token = await freshToken();
  const arrived = [];
  for (const draft of token ? waiting : []) {
    try {
      const said = await deliver(draft, token);
      if (said.done) arrived.push(said.next);
    } catch {
      // This one waits on; the others go.
    }
  }
  if (!arrived.length || !document.querySelector("[data-sheet]")) return;
  leaving = true;
  // A show's own page has more to say than thanks.
  location.replace(arrived.find((next) => next.includes("/shows/")) ?? `${location.pathname}?done=reported`);
};
let leaving = false;
// One page at a time, whatever is open.
const flush = () =>
  (navigator.locks ? navigator.locks.request("my drafts", sendAll) : sendAll()).catch(() => undefined).then(show);

// --- What is seen -----------------------------------------------------------------

/** The page's lists of drafts are told (my-drafts.js). */
async function show() {
  // At the door only how many: whose they are shows after logging in.
  const drafts = who ? await mine() : await ask("readonly", (all) => all.getAll());
  document.dispatchEvent(new CustomEvent("my:drafts", { detail: { drafts, drop, flush, hold, show } }));
}

const SAID = "[data-unsent], [data-busy], [data-kept-here], [data-not-kept]";
/** Where the sending stands; what is no mere waiting comes into sight. */
const uncover = (form, name) => {
  for (const one of form.querySelectorAll(SAID)) {
    one.hidden = !(name in one.dataset);
    if (!one.hidden && name !== "busy") one.scrollIntoView({ block: "center" });
  }
};

/** The answer is a page with errors at the fields: it takes the place of this one. */
const swap = (text) => {
  document.querySelector("main").replaceWith(read(text).main);
  (document.querySelector(".my-errs") ?? document.querySelector("main")).focus();
};

const tokenOf = (form) => form.elements.csrfmiddlewaretoken.value;

/** A move, a cancellation, a wish: now or not at all. */
const sendNow = async (form) => {
  uncover(form, "busy");
  try {
    const said = await send(form.action, await entriesOf(form), tokenOf(form));
    if (said.page) swap(said.page);
    else location = said.next ?? said.login;
  } catch {
    uncover(form, "unsent");
  }
};

/** A report: on the phone first, then away, and kept while nobody has answered. */
const sendKept = async (form) => {
  uncover(form, "busy");
  const field = form.elements.key;
  // A page kept for days may be filled in twice.
  if (!field.dataset.draft) field.value = self.crypto.randomUUID?.() ?? field.value;
  field.dataset.draft = "1";
  // Later than the press before, whatever the phone's clock says.
  const { turn } = form.elements;
  const at = (turn.value = Math.max(Date.now(), +turn.value + 1));
  const { photos, all_photos: whole } = form.elements;
  // An empty field means none only where somebody emptied it.
  if (whole) whole.value = photos.files.length || photos.dataset.touched ? "on" : "";
  const { pathname } = new URL(form.action);
  const title = form.dataset.queue;
  const entries = await entriesOf(form);
  const touched = [...form.elements].filter((one) => one.dataset.touched).map((one) => one.name);
  const draft = { key: field.value, who, address: pathname, title, at, entries, touched };
  // A phone that is full keeps what was written at least.
  const words = entries.filter(([name, value]) => name !== "all_photos" && !(value instanceof File));
  let kept = "keptHere";
  await put(draft).catch(() => {
    kept = "notKept";
    return put({ ...draft, entries: words }).catch(() => undefined);
  });
  try {
    const said = await deliver(draft, tokenOf(form));
    if (said.done) {
      // Whoever goes back to this page writes something else.
      delete field.dataset.draft;
      location = said.next;
    } else if (said.page) {
      swap(said.page);
      const same = document.querySelector("form[data-queue]");
      if (same) hold(same, draft);
    } else location = said.login;
  } catch {
    uncover(form, kept);
  }
};

/** What lies here is gone at once, signal or not; the login ends when it gets through. */
const leave = async (form) => {
  localStorage.setItem(OUT, who);
  await forget();
  try {
    const said = await send(form.action, [["who", who]], tokenOf(form));
    location.replace(said.next ?? LOGIN);
  } catch {
    // What was on its way to be kept meanwhile.
    await forget();
    const words = form.querySelector("template").content.cloneNode(true);
    document.querySelector("main .in").replaceChildren(words);
    document.querySelector("main").scrollIntoView();
  }
};

const HOW = { now: sendNow, queue: sendKept, out: leave };

document.addEventListener("submit", (event) => {
  const form = event.target;
  const how = who && Object.keys(HOW).find((name) => name in form.dataset);
  if (!how) return;
  event.preventDefault();
  if (form.dataset.sending) return;
  form.dataset.sending = "1";
  // A phone without a store sends as every browser does.
  HOW[how](form).catch(() => form.submit()).finally(() => delete form.dataset.sending);
});

// What is missing is said in the words of the page, not of the browser.
document.addEventListener("invalid", ({ target }) => {
  if (target.validity.valueMissing && target.dataset.say) target.setCustomValidity(target.dataset.say);
}, true);
// The key for "next" on a telephone is no button: half a report would be on its way.
document.addEventListener("keydown", (event) => {
  const { target: field, key } = event;
  if (key !== "Enter" || event.isComposing || !field.matches("[data-queue] input")) return;
  event.preventDefault();
  const fields = [...field.form.querySelectorAll("input:not([type=hidden]), textarea, select, button")];
  fields.slice(fields.indexOf(field) + 1).find((one) => one.checkVisibility?.() ?? one.offsetParent)?.focus();
});
document.addEventListener("input", ({ target }) => {
  target.setCustomValidity?.("");
  target.dataset.touched = "1";
});

/** The form goes on with a draft: its key, its pictures, and what of it somebody typed. */
function hold(form, { entries, touched = entries.map(([name]) => name) }) {
  const files = new DataTransfer();
  for (const [, value] of entries) if (value instanceof File) files.items.add(value);
  const { photos, key } = form.elements;
  key.dataset.draft = "1";
  for (const field of form.elements) if (touched.includes(field.name)) field.dataset.touched = "1";
  if (!photos) return;
  photos.files = files.files;
  photos.dispatchEvent(new Event("change", { bubbles: true }));
}

addEventListener("online", async () => {
  await flush();
  // A page that was kept gives way to how it stands now; a form somebody fills in stays.
  if (!leaving && document.querySelector("[data-old]:not([hidden])") && !document.querySelector(FORMS)) location.reload();
});
// The phone is taken out of the pocket, or one comes back to this page.
addEventListener("visibilitychange", () => document.hidden || flush());
// Whoever logs out on another page of this phone is out here as well.
addEventListener("storage", ({ key, newValue }) => key === OUT && newValue === who && !document.querySelector(FORMS) && leave(door));
const door = document.querySelector("[data-out]");
if (!who) {
  localStorage.removeItem(OUT);
  show().catch(() => undefined);
} else if (door && localStorage.getItem(OUT) === who) leave(door);
else show().catch(() => undefined).then(flush);
// A phone that refuses keeps no pages; the rest works all the same.
navigator.serviceWorker?.register("/my/worker.js", { scope: "/my/" }).catch(() => undefined);
