"use strict";
(() => {
const box = document.getElementById("comfort");
if (!box) return;
const words = box.dataset;
const entries = [...document.querySelectorAll(".entry")];
const add = (name, text) => { const e = document.createElement(name); if (text) e.textContent = text; box.append(e); return e; };
const label = add("label", words.search + " ");
const search = document.createElement("input");
search.type = "search";
label.append(search);
const shown = add("span");
shown.setAttribute("role", "status");
// Told from styles alone: asking for boxes would lay out all that is not on the screen.
const visible = e => e.checkVisibility ? e.checkVisibility() : e.offsetParent !== null;
const tell = () => {
  const count = entries.filter(visible).length;
  shown.textContent = words.shown.replace("{0}", count).replace("{1}", entries.length);
};
let wait = 0;
search.addEventListener("input", () => {
  clearTimeout(wait);
  wait = setTimeout(() => {
    const wanted = search.value.trim().toLowerCase();
    for (const e of entries) e.classList.toggle("away", wanted !== "" && !e.textContent.toLowerCase().includes(wanted));
    tell();
  }, 150);
});
document.addEventListener("change", () => requestAnimationFrame(tell));
const details = open => () => { for (const d of document.querySelectorAll("details.again, tr.left details")) d.open = open; };
if (document.querySelector("details.again, tr.left details")) {
  add("button", words.open).addEventListener("click", details(true));
  add("button", words.close).addEventListener("click", details(false));
}
const rules = document.querySelector("[data-rules]");
if (rules) {
  for (const [text, on] of [[words.none, false], [words.every, true]]) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = text;
    button.addEventListener("click", () => {
      for (const input of rules.querySelectorAll("input")) input.checked = on;
      tell();
    });
    rules.append(button);
  }
}
const switched = add("label");
const single = document.createElement("input");
single.type = "checkbox";
single.checked = true;
switched.append(single, words.keys);
let at = -1;
const go = step => {
  let next = at + step;
  while (next >= 0 && next < entries.length && !visible(entries[next])) next += step;
  if (next < 0 || next >= entries.length) return;
  at = next;
  const heading = entries[at].querySelector("h3");
  heading.tabIndex = -1;
  heading.focus();
  entries[at].scrollIntoView({ block: "center" });
};
document.addEventListener("keydown", e => {
  // What an input method is still composing is no key of ours; nor is what is typed into a field.
  if (!single.checked || e.isComposing || e.keyCode === 229 || e.key === "Process") return;
  if (e.ctrlKey || e.altKey || e.metaKey || e.target.closest("input[type=search],textarea,[contenteditable]")) return;
  // In Korean mode the key is a jamo; the letter is where it stands on the keyboard.
  const key = /^[a-z]$/i.test(e.key) ? e.key.toLowerCase() : /^Key[A-Z]$/.test(e.code) ? e.code[3].toLowerCase() : e.key;
  if (key === "j") go(1);
  else if (key === "k") go(-1);
  else if (key === "t" && at >= 0) entries[at].querySelector("dl a")?.click();
  else if (key === "/") search.focus();
  else return;
  e.preventDefault();
});
tell();
})();
