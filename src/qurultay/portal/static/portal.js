/* What the scripts of all pages share. Classic scripts with `defer`: a page opened from a folder runs no modules and fetches
   nothing, so data come as scripts too, each one call of a function: record(…), shard(…), titles(…), codes(…), folding(…).

   A page is complete without any of this. What only works with script stands there `hidden` until its script shows it.

   In the colophon of every page:
     <p data-record hidden data-say="Built from acts 0 to {last} of the record. Checkpoint of {day}."></p>
     <code data-record-head hidden></code>
     <script defer src="…/static/portal.js"></script> <script defer src="…/status.js"></script>                            */
"use strict";
var portal = (function () {
  var asked = {};

  /* Brings a data script; tells whether it was there. */
  function load(address) {
    if (!asked[address]) asked[address] = new Promise(function (done) {
      var script = document.createElement("script");
      script.src = address;
      script.onload = function () { done(true); };
      script.onerror = function () { done(false); };
      document.head.appendChild(script);
    });
    return asked[address];
  }

  /* Writes a sentence with named places into an element. A value is a text, or {text, href} for a link, {code} for what runs
     from left to right in every language, {name} for words whose direction is their own. Nothing is ever read as markup. */
  function tell(element, sentence, values) {
    element.textContent = "";
    places(sentence).split(/\{([a-z]+)\}/).forEach(function (piece, at, pieces) {
      if (at % 2) { element.appendChild(node(values[piece])); return; }
      var before = values[pieces[at - 1]];
      endings(element, piece, at > 0 && /^\d+$/.test(String(before)) && /^[-‐‑][^\s]/.test(piece));
    });
    element.hidden = false;
  }

  /* In a sentence from the right the names of places were set apart as any Latin word; they are names no longer. */
  function places(sentence) { return sentence.replace(/\{[\u2066-\u2069]*([a-z]+)[\u2066-\u2069]*\}/g, "{$1}"); }

  function node(value) {
    if (value === null || typeof value !== "object") return document.createTextNode(String(value));
    var kind = value.href ? "a" : value.code ? "code" : "bdi";
    var made = document.createElement(kind);
    made.textContent = value.text || value.code || value.name;
    if (value.href) made.href = value.href;
    return made;
  }

  /* A number and its ending stay on one line: 187-ھۆججەت. */
  function endings(element, piece, joined) {
    var ending = joined ? /^\S+/.exec(piece)[0] : "";
    if (ending) {
      var kept = document.createElement("span");
      kept.className = "nb";
      kept.appendChild(element.lastChild);
      kept.appendChild(document.createTextNode(ending));
      element.appendChild(kept);
    }
    element.appendChild(document.createTextNode(piece.slice(ending.length)));
  }

  return {load: load, tell: tell, places: places, size: null, table: null};
})();

/* fold.js calls this with the table that search folds words by. */
function folding(table) { portal.table = table; }

/* status.js calls this with the size of the record, its last day in each language, and the line of its checkpoint. */
function record(state) {
  portal.size = state.size;
  document.querySelectorAll("[data-record]").forEach(function (element) {
    var lang = element.closest("[lang]").lang;
    portal.tell(element, element.dataset.say, {last: state.size - 1, day: state.days[lang] || state.days.en});
  });
  document.querySelectorAll("[data-record-head]").forEach(function (element) {
    element.textContent = state.head;
    element.hidden = false;
  });
}
