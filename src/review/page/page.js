"use strict";
(() => {
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const one = (selector, root = document) => root.querySelector(selector);
const body = document.body;
const address = "/document/" + body.dataset.document;
const words = JSON.parse(body.dataset.words);
const items = all(".item");
const byId = new Map(items.map(item => [item.dataset.id, item]));
const byFinding = new Map(items.map(item => [item.dataset.finding, item]));
const tools = one("#tools"), said = one("#said"), whys = one("#whys"), editor = one("#comment");
const state = item => JSON.parse(item.dataset.state);
const tell = text => { said.textContent = text; };

const { ask, pump, kept } = daejo.asker(address, words, tell, changed);
function changed(asked, answer) {
  if (answer.reload) {
    sessionStorage.setItem(kept + " at", at?.dataset.id ?? "");
    return location.reload();
  }
  for (const [id, now] of Object.entries(answer.items)) {
    const item = byId.get(id);
    if (item) show(item, now);
  }
  one("#progress").textContent = answer.progress;
  one("#sampled").textContent = answer.sample;
  tell(answer.said);
  const first = byId.get(answer.first);
  if ((asked.do === "undo" || asked.do === "redo") && first) choose(first, "map");
  else if (at) prepare();
}

function show(item, now) {
  item.dataset.state = JSON.stringify(now.state);
  item.classList.remove("open", "decided", "proposed", "changed");
  item.classList.add(...now.class.split(" "));
  one(".state .words", item).textContent = now.words;
  mark(item);
}

// What is decided is seen on the map and in the text too.
const signs = new Map();
for (const link of all(".map a.f, .rows .note")) {
  const found = /n-[0-9a-f]+-(\d+)(?:-\d+)?$/.exec(link.id || link.getAttribute("href"));
  if (found) signs.set(found[1], [...signs.get(found[1]) ?? [], link]);
}
function mark(item) {
  const is = item.classList.contains("decided");
  for (const sign of signs.get(item.dataset.finding) ?? []) sign.classList.toggle("done", is);
}
items.forEach(mark);

let at = null, came = "queue";
const shown = item => item.checkVisibility ? item.checkVisibility() : item.offsetParent !== null;
function prepare() {
  const now = state(at);
  const alike = items.filter(item => item.dataset.group === at.dataset.group).length;
  one(".alike", tools).textContent = alike;
  const press = (selector, is) => one(selector, tools).setAttribute("aria-pressed", is);
  for (const verdict of ["right", "wrong", "arguable", "later"])
    press(`[data-act=${verdict}]`, now.verdict === verdict && !now.by && now.since !== "proposed");
  for (const button of all("[data-severity]", tools))
    button.setAttribute("aria-pressed", now.severity === button.dataset.severity);
  press("[data-act=alike]", now.by === "alike");
  press("[data-act=rule]", now.by === "rule");
  one("[data-act=take]", tools).hidden = !("suggests" in at.dataset);
  one("[data-act=keep]", tools).hidden = now.since !== "proposed";
  const own = one(".whys", tools);
  own.hidden = now.verdict !== "wrong" || Boolean(now.by);
  reasons(own, at);
}
function choose(item, how, focus = true) {
  at?.classList.remove("at");
  at = item;
  came = how;
  at.classList.add("at");
  if (!editor.hidden && !at.contains(editor)) close();
  at.firstElementChild.append(tools);
  tools.hidden = false;
  prepare();
  if (!focus) return;
  const heading = one("h3", at);
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
  at.scrollIntoView({ block: at.offsetHeight < innerHeight * .8 ? "center" : "start" });
}
const way = item => search.value ? "search" : item.dataset.came;
function step(by, onlyOpen = false) {
  let next = at ? items.indexOf(at) + by : by > 0 ? 0 : items.length - 1;
  const fits = item => shown(item) && !(onlyOpen && item.classList.contains("decided"));
  while (next >= 0 && next < items.length && !fits(items[next])) next += by;
  if (items[next]) choose(items[next], way(items[next]));
  else if (onlyOpen && at) {
    // Behind the last one those that were left for later come again.
    const open = items.find(item => item !== at && shown(item) && !item.classList.contains("decided"));
    if (open) choose(open, way(open)); else prepare();
  }
}

function reasons(place, item) {
  for (const button of all("button", place)) button.remove();
  words.whys.forEach(([why, name], number) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = name + " ";
    const key = document.createElement("kbd");
    key.textContent = number + 1;
    button.append(key);
    button.addEventListener("click", () => reason(item, why));
    place.append(button, " ");
  });
}
let judged = null;
function reason(item, why) {
  ask({ do: "why", finding: item.dataset.id, why });
  settled();
}
function settled() { judged = null; whys.hidden = true; }

function verdict(word) {
  const item = at;
  ask({ do: "verdict", finding: item.dataset.id, verdict: word, came });
  step(1, true);
  if (word === "wrong") {
    judged = item;
    reasons(whys, item);
    whys.hidden = false;
  }
}

// One editor for both: words about a finding, and the translation of its passage. A draft stays until it is saved.
const field = one("textarea", editor), drafts = new Map();
let edits = null;
function open(what, place, now, lang) {
  if (edits && !editor.hidden) close();
  edits = { ...what, place, draft: JSON.stringify(what), lang };
  const label = one("label span", editor);
  label.textContent = what.text === undefined ? label.dataset.comment : label.dataset.edit;
  field.value = drafts.get(edits.draft) ?? now;
  field.lang = lang ?? "";
  place.append(editor);
  editor.hidden = false;
  field.focus();
}
const comment = () => open({ finding: at.dataset.id }, at, state(at).comment ?? "");
function edit() {
  if (!("edits" in body.dataset)) return;
  const line = document.activeElement.closest?.(".rows tr") ?? (at && document.getElementById(place(at))?.closest("tr"));
  const found = line && /^b-[0-9a-f]+-(\d+)$/.exec(line.id);
  if (!found || line.cells[2].classList.contains("hole")) return;
  const cell = line.cells[2].cloneNode(true);
  for (const hidden of all(".vh", cell)) hidden.remove();
  const was = cell.textContent;
  open({ bead: Number(found[1]), text: was }, document.activeElement.closest?.(".rows tr") ? line.cells[3] : at, was, body.dataset.target);
}
function back() {
  if (edits.place.closest(".item")) choose(edits.place.closest(".item"), came); else toRow(edits.place.closest("tr"));
}
function close() {
  if (!edits) return;
  drafts.set(edits.draft, field.value);
  editor.hidden = true;
  body.append(editor);
}
function save() {
  close();
  drafts.delete(edits.draft);
  if (edits.text === undefined) ask({ do: "comment", finding: edits.finding, text: field.value });
  else if (field.value.trim() !== edits.text.trim()) ask({ do: "edit", bead: edits.bead, was: edits.text, text: field.value });
  back();
}
one(".save", editor).addEventListener("click", save);
one(".close", editor).addEventListener("click", () => { close(); back(); });
field.addEventListener("keydown", e => {
  // While a syllable is composed the keys are the input method's.
  if (e.isComposing || e.keyCode === 229 || e.key === "Process") return;
  if (e.key === "Enter" && (e.ctrlKey || e.metaKey)) { e.preventDefault(); save(); }
  else if (e.key === "Escape") { e.preventDefault(); close(); back(); }
});

let row = null;
function toRow(next) {
  if (!next) return;
  row = next;
  const heading = one("th", row);
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
  row.scrollIntoView({ block: "center" });
}
function rows(selector, by) {
  const list = all(selector);
  let here = row;
  if (!here && at) here = one(".rows #" + CSS.escape(place(at)))?.closest("tr");
  if (!here) return toRow(by > 0 ? list[0] : list.at(-1));
  const follows = other => here.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING;
  toRow(by > 0 ? list.find(follows) : list.findLast(other => other !== here && !follows(other)));
}
const place = item => one("dl a[href^='#n-']", item)?.getAttribute("href").slice(1) ?? "";

const acts = {
  next: ["j", () => step(1)],
  previous: ["k", () => step(-1)],
  nextBead: ["J", () => rows("tr[id^=b-]", 1)],
  previousBead: ["K", () => rows("tr[id^=b-]", -1)],
  nextGap: ["g", () => rows("tr.gap", 1)],
  previousGap: ["G", () => rows("tr.gap", -1)],
  right: ["a", () => verdict("right")],
  wrong: ["x", () => verdict("wrong")],
  arguable: ["q", () => verdict("arguable")],
  later: ["l", () => verdict("later")],
  take: ["s", () => { if ("suggests" in at.dataset) { ask({ do: "take", finding: at.dataset.id, came }); step(1, true); } }],
  keep: ["y", () => { if (state(at).since === "proposed") { ask({ do: "keep", finding: at.dataset.id }); step(1, true); } }],
  comment: ["c", comment],
  edit: ["e", edit],
  alike: ["X", () => ask({ do: "alike", finding: at.dataset.id })],
  rule: ["r", () => ask({ do: "rule", finding: at.dataset.id })],
  see: ["t", () => { const id = place(at); if (id) { location.hash = id; row = document.getElementById(id)?.closest("tr"); } }],
  undo: ["z", () => ask({ do: "undo" })],
  redo: ["Z", () => ask({ do: "redo" })],
};
const free = new Set(["next", "previous", "nextBead", "previousBead", "nextGap", "previousGap", "undo", "redo", "edit"]);
const lasting = new Set(["next", "previous", "nextBead", "previousBead", "nextGap", "previousGap"]);
const set = JSON.parse(body.dataset.keys);
const keys = {};
for (const [name, [key]] of Object.entries(acts)) keys[name] = set.keys[name] ?? key;
let single = set.single;
function act(name) {
  if (!free.has(name) && !at) step(1);
  if (free.has(name) || at) acts[name][1]();
  if (name !== "wrong") settled();
}
const labels = () => {
  for (const button of all("button[data-act]")) one("kbd", button).textContent = single ? keys[button.dataset.act] : "";
};
labels();
for (const button of all("button[data-act]")) button.addEventListener("click", () => act(button.dataset.act));
for (const button of all("button[data-severity]"))
  button.addEventListener("click", () => severity(button.dataset.severity));
function severity(word) { if (at) ask({ do: "severity", finding: at.dataset.id, severity: word }); }
for (const button of all(".choose"))
  button.addEventListener("click", e => choose(e.currentTarget.closest(".item"), "map"));
document.addEventListener("click", e => {
  const link = e.target.closest?.("a[href^='#f-']");
  const item = link && document.getElementById(link.getAttribute("href").slice(1))?.closest(".item");
  if (item) choose(item, "map", false);
  const sign = e.target.closest?.(".map a.f, a.m");
  const found = sign && /n-[0-9a-f]+-(\d+)/.exec(sign.getAttribute("href"));
  if (found && byFinding.has(found[1])) choose(byFinding.get(found[1]), "map", false);
});

const help = one("#help"), list = one(".keys", help);
one("#single").checked = single;
for (const name of Object.keys(acts)) {
  const line = document.createElement("li"), field = document.createElement("label"), input = document.createElement("input");
  input.maxLength = 1;
  input.size = 1;
  input.value = keys[name];
  input.dataset.name = name;
  input.autocomplete = "off";
  field.append(input, " " + words.names[name]);
  line.append(field);
  list.append(line);
}
help.addEventListener("close", () => {
  single = one("#single").checked;
  const changedKeys = {};
  for (const input of all("input", list)) {
    if (/^[a-z]$/i.test(input.value)) keys[input.dataset.name] = input.value;
    input.value = keys[input.dataset.name];
    if (keys[input.dataset.name] !== acts[input.dataset.name][0]) changedKeys[input.dataset.name] = keys[input.dataset.name];
  }
  labels();
  daejo.post("/settings", JSON.stringify({ keys: changedKeys, single }));
});
one("#help-open").addEventListener("click", () => help.showModal());

const search = one("#search");
search.addEventListener("input", () => {
  const wanted = search.value.trim().toLowerCase();
  for (const item of items) item.classList.toggle("away", wanted !== "" && !item.textContent.toLowerCase().includes(wanted));
});
search.addEventListener("keydown", e => {
  if (e.isComposing || e.keyCode === 229) return;
  if (e.key === "Escape") { search.value = ""; search.dispatchEvent(new Event("input")); search.blur(); }
});
one("#hide").addEventListener("change", e => body.classList.toggle("hide", e.currentTarget.checked));

const presses = (name, key) => keys[name] === key;
document.addEventListener("keydown", e => {
  const key = daejo.key(e);
  if (!single || help.open || key === null) return;
  if (judged && /^[1-6]$/.test(key)) { if (!e.repeat) reason(judged, words.whys[key - 1][0]); }
  else if (/^[123]$/.test(key)) { if (!e.repeat) severity(["minor", "major", "critical"][key - 1]); }
  else if (key === "/") search.focus();
  else if (key === "?") help.showModal();
  else if (key === "f") { const filters = one(".filters"); filters.open = true; one("summary", filters).focus(); }
  else {
    const name = Object.keys(acts).find(name => presses(name, key));
    if (!name) return;
    if (!e.repeat || lasting.has(name)) act(name);
  }
  e.preventDefault();
});

for (const pair of all("[data-pair]")) {
  const tellPair = () => {
    one(".clean", pair).setAttribute("aria-pressed", pair.dataset.clean === "true");
    one(".bad", pair).setAttribute("aria-pressed", pair.dataset.clean === "false");
  };
  for (const [selector, clean] of [[".clean", true], [".bad", false]])
    one(selector, pair).addEventListener("click", () => {
      const again = pair.dataset.clean === String(clean);
      if (again) delete pair.dataset.clean; else pair.dataset.clean = clean;
      tellPair();
      ask({ do: "sample", pair: pair.dataset.pair, clean: again ? null : clean });
    });
  tellPair();
}
one("#import").addEventListener("change", async e => {
  const file = e.currentTarget.files[0];
  if (!file) return;
  const answer = await daejo.post(address + "/import", await file.text());
  const text = await answer.json();
  if (!answer.ok) return tell(words.refused.replace("{0}", text.error));
  tell(words.imported.replace("{0}", text.new));
  location.reload();
});
// Where one was before the page was made anew.
const was = byId.get(sessionStorage.getItem(kept + " at") ?? "");
sessionStorage.removeItem(kept + " at");
if (was) choose(was, "map");
pump();
})();
