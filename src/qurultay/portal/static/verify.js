/* “Check a document”: a number, a short code, a fingerprint or a file, looked up on the reader's own device. Nothing is sent.

     <form data-check hidden data-lang="ug" data-root="../" data-act="act/{act}.html">
       <input name="code"> <div class="drop"><input name="file" type="file"></div>
       <div class="said" role="status" hidden
            data-say-reading      {percent}
            data-say-act          {act} {title}          data-say-no-act   {act} {last}     data-say-no-code   {code}
            data-say-search       the word that leads to the search
            data-say-cited        {act}, as an act is cited
            data-say-stands       {act} {title}          and so data-say-corrected, -repealed, -annulled, -in-question, -deposited
            data-say-unknown      the file is in no table
            data-say-unread       the file could not be read
            data-say-fingerprint  {fingerprint}
       ></div></form>

   Needs portal.js, fold.js, sha256.js and search.js before it. Without script the page says how to do the same by hand. */
"use strict";
var verify = (function () {
  var SLICE = 1 << 20, DIGITS = 32, WHOLE = 64 * SLICE;

  /* The SHA-256 of a file: by the browser where it may, else by our own, a slice at a time. */
  function fingerprint(file, progress) {
    var subtle = typeof crypto !== "undefined" && crypto.subtle;
    if (subtle && file.size <= WHOLE) return file.arrayBuffer().then(function (bytes) {
      return subtle.digest("SHA-256", bytes);
    }).then(function (hash) {
      return Array.from(new Uint8Array(hash), function (byte) { return ("0" + byte.toString(16)).slice(-2); }).join("");
    });
    return sliced(file, sha256(), 0, progress);
  }
  function sliced(file, hash, at, progress) {
    if (at >= file.size) return Promise.resolve(hash.hex());
    progress(Math.floor(100 * at / file.size));
    return read(file.slice(at, at + SLICE)).then(function (bytes) {
      hash.update(new Uint8Array(bytes));
      return sliced(file, hash, at + SLICE, progress);
    });
  }
  /* FileReader hands control back between slices, and older browsers know nothing else. */
  function read(slice) {
    return new Promise(function (done, failed) {
      var reader = new FileReader();
      reader.onload = function () { done(reader.result); };
      reader.onerror = function () { failed(reader.error); };
      reader.readAsArrayBuffer(slice);
    });
  }

  function tell(box, name, values) {
    var said = document.createElement("p");
    portal.tell(said, box.dataset["say" + name], values);
    box.appendChild(said);
    box.hidden = false;
  }
  function clear(box) { box.textContent = ""; }

  function tellAct(form, box, name, act) {
    return search.row(form.dataset.root, form.dataset.lang, act).then(function (row) {
      var link = {text: row ? row[1] : String(act), href: form.dataset.act.replace("{act}", String(act))};
      tell(box, name, {act: act, title: link});
    });
  }

  function byFingerprint(form, box, hex) {
    return search.lookup(form.dataset.root, "files-" + hex.slice(0, 2), hex.slice(0, DIGITS)).then(function (places) {
      clear(box);
      if (!places) tell(box, "Unknown", {});
      return (places || []).reduce(function (before, place) {
        return before.then(function () { return tellAct(form, box, camel(place[2]), place[0]); });
      }, Promise.resolve()).then(function () { tell(box, "Fingerprint", {fingerprint: {code: hex}}); });
    });
  }
  function camel(word) {
    return word.split("-").map(function (w) { return w[0].toUpperCase() + w.slice(1); }).join("");
  }

  function byCode(form, box, typed) {
    var text = typed.trim(), number = search.numbered(text, box.dataset.sayCited), hex = text.toLowerCase().replace(/\s/g, "");
    clear(box);
    if (!text) return Promise.resolve();
    if (/^[0-9a-f]{64}$/.test(hex)) return byFingerprint(form, box, hex);
    if (number !== null) return byNumber(form, box, number);
    return search.coded(form.dataset.root, text).then(function (act) {
      if (act !== null) return tellAct(form, box, "Act", act);
      tell(box, "NoCode", {code: {name: text}});
      leadOn(box, text);
    });
  }
  /* Papers bear other numbers too, such as a letter's own: the search knows those. */
  function leadOn(box, text) {
    var said = document.createElement("p"), word = box.dataset.saySearch;
    if (!word) return;
    portal.tell(said, "{link}", {link: {text: word, href: "search.html?q=" + encodeURIComponent(text)}});
    box.appendChild(said);
  }
  function byNumber(form, box, act) {
    if (portal.size === null || act < portal.size) return tellAct(form, box, "Act", act);
    tell(box, "NoAct", {act: act, last: portal.size - 1});
    return Promise.resolve();
  }

  function byFile(form, box, file) {
    clear(box);
    return fingerprint(file, function (percent) {
      clear(box);
      tell(box, "Reading", {percent: percent});
    }).then(function (hex) { return byFingerprint(form, box, hex); }, function () {
      clear(box);
      tell(box, "Unread", {});
    });
  }

  function begin() {
    var form = document.querySelector("[data-check]");
    if (!form) return;
    var box = form.querySelector(".said"), drop = form.querySelector(".drop"), chosen = form.elements.file;
    /* On a telephone the answer lies below the edge: whoever asked is led to it. */
    function led() { box.scrollIntoView({block: "nearest"}); }
    form.addEventListener("submit", function (event) { event.preventDefault(); byCode(form, box, form.elements.code.value).then(led); });
    chosen.addEventListener("change", function () { if (chosen.files[0]) byFile(form, box, chosen.files[0]).then(led); });
    ["dragenter", "dragover", "dragleave", "drop"].forEach(function (kind) {
      drop.addEventListener(kind, function (event) {
        event.preventDefault();
        drop.classList.toggle("over", kind === "dragenter" || kind === "dragover");
        if (kind === "drop" && event.dataTransfer.files[0]) byFile(form, box, event.dataTransfer.files[0]).then(led);
      });
    });
    form.hidden = false;
    var asked = new URLSearchParams(location.search).get("code");
    if (asked) { form.elements.code.value = asked; byCode(form, box, asked).then(led); }
  }

  return {fingerprint: fingerprint, byCode: byCode, byFile: byFile, begin: begin};
})();
document.addEventListener("DOMContentLoaded", verify.begin);
