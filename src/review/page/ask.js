"use strict";
// What the pages share: how a change is asked for, and which key was pressed.
const daejo = (() => {
const token = document.querySelector("meta[name=daejo-token]").content;
const post = (address, text) => fetch(address, { method: "POST", body: text,
  headers: { "Content-Type": "application/json", "X-Daejo-Token": token } });
const pause = time => new Promise(done => setTimeout(done, time));

// What was asked and not answered outlasts a reload, and comes again under its own uuid until it is answered.
function asker(address, words, tell, done) {
  const kept = "daejo " + address;
  let waiting = JSON.parse(sessionStorage.getItem(kept) ?? "[]"), busy = false;
  const keep = () => sessionStorage.setItem(kept, JSON.stringify(waiting));
  async function pump() {
    if (busy) return;
    busy = true;
    while (waiting.length) {
      let answer, text;
      try {
        answer = await post(address, JSON.stringify(waiting[0]));
        text = await answer.json();
      } catch {
        tell(words.unsaved);
        document.body.classList.add("unsaved");
        await pause(1000);
        continue;
      }
      document.body.classList.remove("unsaved");
      const asked = waiting.shift();
      keep();
      if (answer.ok) done(asked, text);
      else tell(words.refused.replace("{0}", text.error));
    }
    busy = false;
  }
  return { kept, pump, ask: command => { waiting.push({ uuid: crypto.randomUUID(), ...command }); keep(); pump(); } };
}

// The key of an event; none if it is not for us: composed by an input method, typed into a field, or with Ctrl.
// In Korean mode the key is a jamo: the letter is where it stands on the keyboard.
function key(e) {
  if (e.isComposing || e.keyCode === 229 || e.key === "Process") return null;
  if (e.ctrlKey || e.altKey || e.metaKey) return null;
  if (e.target.closest?.("input:not([type=checkbox],[type=radio],[type=file]),textarea,select,[contenteditable]")) return null;
  const plain = /^[a-z]$/i.test(e.key) ? e.key.toLowerCase() : /^Key[A-Z]$/.test(e.code) ? e.code[3].toLowerCase() : null;
  return plain ? (e.shiftKey ? plain.toUpperCase() : plain) : e.key;
}

document.querySelector("#language")?.addEventListener("click", async e => {
  await post("/settings", JSON.stringify({ ui: e.currentTarget.lang }));
  location.reload();
});
return { post, asker, key };
})();
