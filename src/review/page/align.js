"use strict";
(() => {
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const one = (selector, root = document) => root.querySelector(selector);
const body = document.body, address = "/document/" + body.dataset.document;
const words = JSON.parse(body.dataset.words), rows = all("tr[data-bead]"), tools = one("#tools"), said = one("#said");
const { ask, pump, kept } = daejo.asker(address, words, text => { said.textContent = text; }, (_, answer) => {
  if (answer.reload) {
    sessionStorage.setItem(kept + " bead", at ? at.dataset.bead : "0");
    location.reload();
  } else said.textContent = answer.said;
});
let at = null;
function choose(row, focus = true) {
  if (!row) return;
  at?.classList.remove("at");
  at = row;
  at.classList.add("at");
  one("td.do", at).append(tools);
  tools.hidden = false;
  one("[data-act=pin]", tools).setAttribute("aria-pressed", at.classList.contains("pinned"));
  if (!focus) return;
  const heading = one("th", at);
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
  at.scrollIntoView({ block: "center" });
}
const step = by => choose(at ? rows[rows.indexOf(at) + by] : rows[0]);
const bead = () => Number(at.dataset.bead);
const find = (by, fits) => {
  const from = at ? rows.indexOf(at) : -1;
  const list = by > 0 ? rows.slice(from + 1) : rows.slice(0, Math.max(from, 0)).reverse();
  choose(list.find(fits));
};
const unsure = row => row.hasAttribute("data-unsure"), gap = row => row.classList.contains("gap");
const align = operation => ask({ do: "align", ...operation });
const border = (side, gains) => () => align({ op: "border", bead: bead(), side, gains });
function split() {
  const half = side => Math.ceil(Number(at.dataset[side]) / 2);
  let source = half("source"), target = half("target");
  // One sentence of each side: they do not belong together.
  if (Number(at.dataset.source) < 2 && Number(at.dataset.target) < 2) target = 0;
  align({ op: "split", bead: bead(), source, target });
}
const acts = {
  nextBead: ["j", () => step(1)], previousBead: ["k", () => step(-1)],
  unsure: ["u", () => find(1, unsure)], unsureBack: ["U", () => find(-1, unsure)],
  nextGap: ["g", () => find(1, gap)], previousGap: ["G", () => find(-1, gap)],
  merge: ["m", () => align({ op: "merge", bead: bead() })],
  mergeBack: ["M", () => { if (bead() > 0) align({ op: "merge", bead: bead() - 1 }); }],
  split: ["t", split],
  sourceUp: ["[", border("source", false)], sourceDown: ["]", border("source", true)],
  targetUp: ["{", border("target", false)], targetDown: ["}", border("target", true)],
  pin: ["p", () => align({ op: "pin", bead: bead(), is_on: !at.classList.contains("pinned") })],
  upto: ["P", () => align({ op: "upto", bead: bead() })],
  realign: ["R", () => align({ op: "realign" })],
  undo: ["z", () => ask({ do: "undo" })], redo: ["Z", () => ask({ do: "redo" })],
};
const lasting = new Set(["nextBead", "previousBead", "unsure", "unsureBack", "nextGap", "previousGap"]);
const free = new Set([...lasting, "realign", "undo", "redo"]);
function act(name) {
  if (!free.has(name) && !at) return step(1);
  acts[name][1]();
}
const single = JSON.parse(body.dataset.keys).single;
for (const button of all("button[data-act]")) {
  one("kbd", button).textContent = single ? acts[button.dataset.act][0] : "";
  button.addEventListener("click", () => act(button.dataset.act));
}
for (const row of rows) row.addEventListener("click", e => { if (!e.target.closest("button")) choose(row, false); });
document.addEventListener("keydown", e => {
  const key = daejo.key(e);
  if (!single || key === null) return;
  const name = Object.keys(acts).find(name => acts[name][0] === key);
  if (!name) return;
  if (!e.repeat || lasting.has(name)) act(name);
  e.preventDefault();
});
const was = sessionStorage.getItem(kept + " bead");
sessionStorage.removeItem(kept + " bead");
if (was !== null) choose(rows[Math.min(Number(was), rows.length - 1)]);
pump();
})();
