/* Finds acts by number, short code or the beginnings of words, in files read as they are needed.

     <form role="search" data-search-form action="…/search.html"><input name="q" …></form>
     <div data-search hidden aria-live="polite" data-lang="ug" data-root="../" data-act="act/{act}.html"
          data-say-one data-say-other   {count} {words}
          data-say-none                 {words}
          data-say-many                 {shown} {count}
          data-say-letter               a word of two letters that very many words begin with
          data-say-act                  {act}, the text of a link
          data-say-no-act               {act} {last}
     ></div>

   Offices, persons in office, bodies, sessions and texts have pages of their own; they come before the acts.

   Needs portal.js and fold.js before it. Without script the page beneath, with its lists, is the search. */
"use strict";
var search = (function () {
  var SHOWN = 50, BLOCK = 50, shards = {}, rows = {}, named = {}, listed = {};

  // --- words: the same folding as portal/fold.py, by the same table ---
  function fold(text) {
    return Array.from(text.normalize("NFKD").toLowerCase()).map(function (letter) {
      if (portal.table.drop.indexOf(letter) >= 0 || /\p{M}/u.test(letter)) return "";
      return Object.prototype.hasOwnProperty.call(portal.table.same, letter) ? portal.table.same[letter] : letter;
    }).join("");
  }
  function words(text) {
    return (fold(text).match(/[\p{L}\p{N}]{2,}/gu) || []).map(function (word) {
      return Array.from(word).slice(0, portal.table.longest).join("");
    });
  }

  // --- shards: the same names as portal/search.py ---
  function spelt(name) {
    return Array.from(name).map(function (letter) { return letter.codePointAt(0).toString(16).padStart(4, "0"); }).join("-");
  }
  /* act → weight for one word, from the shard of its first letters or the smaller ones below it. */
  function acts(root, lang, word, letters) {
    var name = Array.from(word).slice(0, letters).join(""), key = lang + "/" + spelt(name);
    return portal.load(root + "search/" + key + ".js").then(function (there) {
      var shard = shards[key];
      if (!there || !shard) return {acts: {}, split: false};
      if (shard.split && Array.from(word).length > letters) return acts(root, lang, word, letters + 1);
      return {acts: matching(shard.words, word), split: shard.split};
    });
  }
  function matching(held, word) {
    var found = {};
    Object.keys(held).forEach(function (key) {
      if (!key.startsWith(word)) return;
      unpacked(held[key]).forEach(function (pair) {
        found[pair[0]] = Math.max(found[pair[0]] || 0, pair[1] + (key === word ? 10 : 0));
      });
    });
    return found;
  }
  function unpacked(numbers) {
    var act = 0;
    return numbers.filter(function (number) { return number >= 0; }).map(function (number) {
      act += Math.floor(number / 10);
      return [act, number % 10];
    });
  }

  /* The acts that hold all the words, best first, then newest. */
  function ranked(root, lang, wanted) {
    return Promise.all(wanted.map(function (word) { return acts(root, lang, word, 2); })).then(function (answers) {
      var first = answers[0].acts;
      var held = Object.keys(first).filter(function (act) { return answers.every(function (a) { return act in a.acts; }); });
      var weight = function (act) { return answers.reduce(function (sum, a) { return sum + a.acts[act]; }, 0); };
      held.sort(function (a, b) { return weight(b) - weight(a) || b - a; });
      return {acts: held.map(Number), split: answers.some(function (a) { return a.split; })};
    });
  }

  function row(root, lang, act) {
    var block = Math.floor(act / BLOCK);
    return portal.load(root + "search/" + lang + "/titles-" + block + ".js").then(function () {
      return (rows[lang + "/" + block] || [])[act % BLOCK] || null;
    });
  }

  /* Pages whose title has a word for each word asked: [title, kind, address]. */
  function pagesOf(root, lang, wanted) {
    return portal.load(root + "search/" + lang + "/pages.js").then(function () {
      return (listed[lang] || []).filter(function (page) {
        var held = words(page[0]);
        return wanted.every(function (word) { return held.some(function (have) { return have.startsWith(word); }); });
      });
    });
  }

  /* A short code as people type it: o for 0, i and l for 1. */
  function code(text) {
    var typed = text.toLowerCase().replace(/[\s-]/g, "").replace(/o/g, "0").replace(/[il]/g, "1");
    return /^[0-9a-hjkmnp-tv-z]{8}$/.test(typed) ? typed : null;
  }
  /* The number of an act, alone or as the page itself cites it (act 141), in whichever digits the reader's keyboard has. */
  function numbered(text, cited) {
    var typed = text.trim().toLowerCase().replace(/[\u0660-\u0669\u06f0-\u06f9]/g, function (digit) { return digit.charCodeAt(0) & 15; });
    var found = /\d{1,7}/.exec(typed);
    var asCited = found && (cited || "{act}").replace(/[\u2066-\u2069]/g, "").toLowerCase().replace("{act}", found[0]);
    return found && (typed === found[0] || typed === asCited) ? Number(found[0]) : null;
  }
  function lookup(root, name, key) {
    return portal.load(root + "codes/" + name + ".js").then(function () {
      var held = named[name] || {};
      return Object.prototype.hasOwnProperty.call(held, key) ? held[key] : null;
    });
  }
  function coded(root, text) {
    var typed = code(text);
    return typed ? lookup(root, "acts-" + typed[0], typed) : Promise.resolve(null);
  }

  // --- the page ---
  function made(name, className, text, children) {
    var element = document.createElement(name);
    if (className) element.className = className;
    if (text) element.dir = "auto";
    element.textContent = text;
    (children || []).forEach(function (child) { element.appendChild(child); });
    return element;
  }
  function link(className, text, href, children) {
    var element = made("a", className, text, children);
    element.href = href;
    return element;
  }
  /* One line of the ledger: an act, or a page that has no number. */
  function line(number, day, kind, title, href) {
    var gutter = number === null ? made("span", "no", "") : link("no", String(number), href, [made("small", "", day)]);
    return made("li", "", "", [gutter, made("div", "", "", [made("p", "kind", kind), made("h3", "", "", [link("", title, href)])])]);
  }
  function address(box, act) { return box.dataset.act.replace("{act}", String(act)); }
  function say(box, sentence, values) {
    var said = document.createElement("p");
    portal.tell(said, sentence, values);
    box.appendChild(said);
  }

  function gathered(box, text) {
    var lang = box.dataset.lang, root = box.dataset.root, wanted = words(text);
    var number = numbered(text, box.dataset.sayAct);
    var direct = number !== null ? Promise.resolve(number) : coded(root, text);
    var none = {acts: [], split: false};
    return Promise.all([
      direct, wanted.length ? ranked(root, lang, wanted) : none, wanted.length ? pagesOf(root, lang, wanted) : []
    ]).then(function (answers) {
      var shown = answers[1].acts.slice(0, SHOWN);
      return Promise.all(shown.map(function (act) { return row(root, lang, act); })).then(function (lines) {
        return {act: answers[0], all: answers[1].acts, split: answers[1].split, pages: answers[2], shown: shown, lines: lines};
      });
    });
  }

  function show(box, typed) {
    var text = typed.trim(), it = box.dataset;
    if (!text) { box.hidden = true; return Promise.resolve(); }
    return gathered(box, text).then(function (found) {
      var list = made("ol", "ledger found", ""), count = found.all.length, known = portal.size === null || found.act < portal.size;
      box.textContent = "";
      if (found.act !== null && known) {
        say(box, "{act}", {act: {text: portal.places(it.sayAct).replace("{act}", String(found.act)), href: address(box, found.act)}});
      } else if (found.act !== null) say(box, it.sayNoAct, {act: found.act, last: portal.size - 1});
      if (count) say(box, count === 1 ? it.sayOne : it.sayOther, {count: count, words: {name: text}});
      else if (found.act === null && !found.split && !found.pages.length) say(box, it.sayNone, {words: {name: text}});
      if (found.split) say(box, it.sayLetter, {});
      if (count > SHOWN) say(box, it.sayMany, {shown: SHOWN, count: count});
      found.pages.forEach(function (page) { list.appendChild(line(null, "", page[1], page[0], it.root + page[2])); });
      found.shown.forEach(function (act, at) {
        var data = found.lines[at] || ["", String(act), ""];
        list.appendChild(line(act, data[2], data[0], data[1], address(box, act)));
      });
      box.appendChild(list);
      box.hidden = false;
    });
  }

  function begin() {
    var box = document.querySelector("[data-search]"), form = document.querySelector("[data-search-form]");
    if (!box || !form) return;
    var field = form.elements.q, asked = new URLSearchParams(location.search).get("q");
    form.addEventListener("submit", function (event) { event.preventDefault(); show(box, field.value); });
    if (asked) { field.value = asked; show(box, asked); }
  }

  return {
    fold: fold, words: words, ranked: ranked, pagesOf: pagesOf, row: row, coded: coded, numbered: numbered, lookup: lookup, begin: begin,
    shard: function (key, words, split) { shards[key] = {words: words, split: Boolean(split)}; },
    titles: function (lang, block, lines) { rows[lang + "/" + block] = lines; },
    codes: function (name, held) { named[name] = held; },
    pages: function (lang, lines) { listed[lang] = lines; }
  };
})();

function shard(key, words, split) { search.shard(key, words, split); }
function titles(lang, block, lines) { search.titles(lang, block, lines); }
function pages(lang, lines) { search.pages(lang, lines); }
function codes(name, held) { search.codes(name, held); }
document.addEventListener("DOMContentLoaded", search.begin);
