/* The page: says in plain words who signs what, warns, asks the passkey, hands the line back to the desk that asked. */
"use strict";
(function () {
  var asked = null, language = "en", main = document.getElementById("main");

  function say(key, places) {
    var words = WORDS[language][key];
    return Object.keys(places || {}).reduce(function (text, name) { return text.split("{" + name + "}").join(places[name]); }, words === undefined ? key : words);
  }
  function label(name) { return WORDS[language]["field." + name] || name; }
  function kind(name) { return WORDS[language]["kind." + name] || name; }
  function make(tag, holds, attributes) {
    var made = document.createElement(tag);
    Object.keys(attributes || {}).forEach(function (name) { made.setAttribute(name, attributes[name]); });
    [].concat(holds === undefined ? [] : holds).forEach(function (each) { made.append(each); });
    return made;
  }
  function code(text) { return make("code", String(text), { dir: "ltr" }); }
  function note(how, sentences) { return make("div", [].concat(sentences).map(function (each) { return make("p", each); }), { "class": "note " + how, role: how === "stop" ? "alert" : "note" }); }
  function press(key, does, how) { var made = make("button", say(key), { type: "button", "class": how || "" }); made.addEventListener("click", does); return made; }

  function value(held) {
    if (Array.isArray(held)) return held.length ? make("ol", held.map(function (each) { return make("li", value(each)); }), { "class": "rows" }) : "–";
    if (held !== null && typeof held === "object") return table(Object.keys(held).map(function (name) { return [label(name), value(held[name])]; }));
    return make("bdi", String(held));
  }
  function table(rows) {
    return make("dl", rows.reduce(function (all, row) { return all.concat([make("dt", row[0]), make("dd", row[1])]); }, []));
  }

  function show(holds) {
    document.documentElement.lang = language;
    document.documentElement.dir = language === "ug" ? "rtl" : "ltr";
    document.title = say("title");
    document.getElementById("name").textContent = say("title");
    var languages = document.getElementById("languages");
    languages.setAttribute("aria-label", say("languages"));
    languages.replaceChildren.apply(languages, Object.keys(WORDS).map(function (each) {
      var button = make("button", WORDS[each].own, { type: "button", "class": "plain", lang: each, "aria-pressed": String(each === language) });
      button.addEventListener("click", function () { language = each; begin(); });
      return button;
    }));
    main.replaceChildren.apply(main, holds);
    main.focus();
  }
  function failed(error) {
    var key = error instanceof reading.Refused ? "refused." + error.key : error && error.name === "NotAllowedError" ? "not-allowed" : "failed";
    var box = document.getElementById("said");
    var told = note("stop", say(key, { reason: error && error.message || "" }));
    if (box) box.replaceChildren(told); else show([make("h1", say("refused")), told, back()]);
  }
  function where() {
    try { var to = new URL(asked.return); return /^https?:$/.test(to.protocol) ? to : null; } catch (error) { return null; }
  }
  function back() { var to = where(); return to ? make("p", make("a", say("back", { desk: to.host }), { href: to.href })) : make("p", ""); }
  function hand(name, text) {
    var to = where();
    if (!to) return false;
    memory.trust(to.origin);
    to.hash = name + "=" + reading.base64url(reading.bytes(text));
    location.assign(to.href);
    return true;
  }

  function warnings(act) {
    var how = memory.compared(act), found = [], to = where();
    if (act.record && how.how === "first") found.push(note("", [say("head.first"), code(act.record)]));
    if (how.how === "back") found.push(note("warn", say("head.back", { before: how.before.size, now: act.seen.size })));
    if (how.how === "other") found.push(note("stop", say("head.other", { size: act.seen.size })));
    if (to && memory.desks().length && memory.desks().indexOf(to.origin) < 0) found.push(note("warn", say("desk.other", { desk: to.host })));
    return found;
  }

  function envelope(act) {
    var rows = [["signs-as", make("bdi", asked.name)], ["kind", kind(act.kind)], ["date", act.date], ["issuers", value(act.issuers)], ["signatories", value(act.signatories)]];
    if (act.basis) rows.push(["basis", code(act.basis)]);
    if (act.refs.length) rows.push(["refs", value(act.refs)]);
    rows.push(["enter_by", act.enter_by], ["rests-on", say("acts", { count: act.seen.size })], ["id", code(act.id)]);
    return table(rows.map(function (row) { return [label(row[0]), row[1]]; }));
  }
  function worded(part) {
    if (part.words === null) return [make("h2", code(part.name)), make("p", [say("part.unseen") + " ", code(part.hash)], { "class": "quiet" })];
    return [make("h2", [code(part.name)]), make("div", part.words, { "class": "words", dir: "auto" })];
  }

  function signing() {
    var act = reading.act(asked.text), hash = reading.hex(reading.bytes(asked.text));
    var stopped = memory.compared(act).how === "other";
    var spoken = make("p", reading.aloud(hash, language).map(function (each) { return make("bdi", each); }), { "class": "aloud", id: "aloud", "data-hash": hash });
    var shown = [make("h1", say("sign.title", { kind: kind(act.kind) })), make("p", say("sign.lede", { name: asked.name }))];
    shown = shown.concat(warnings(act), [envelope(act), make("h2", say("skeleton")), value(act.body)]);
    reading.parts(act.parts, asked.parts).concat(reading.parts(act.sealed, asked.parts)).forEach(function (part) { shown = shown.concat(worded(part)); });
    shown.push(make("h2", say("aloud.title")), make("p", say("aloud.why"), { "class": "quiet" }), spoken, make("p", [say("hash") + " ", code(hash)], { "class": "quiet" }));
    shown.push(make("div", "", { id: "said", role: "status" }));
    var sign = press("sign.do", function () { signed(act).catch(failed); });
    sign.id = "sign";
    if (!stopped) shown.push(make("div", [sign], { "class": "btns" }));
    shown.push(back());
    show(shown);
  }
  function signed(act) {
    return same(asked.text).then(function () { return passkeys.sign(asked.text, asked); }).then(function (line) {
      memory.remember(act);
      if (!hand("line", line)) result("line.title", "line.how", line);
    });
  }
  /* Our own SHA-256 and the browser's must agree. */
  function same(text) {
    if (!window.crypto || !crypto.subtle) return Promise.resolve();
    return crypto.subtle.digest("SHA-256", reading.bytes(text)).then(function (found) {
      if (reading.base64(new Uint8Array(found)) !== reading.base64(reading.unhex(reading.hex(reading.bytes(text))))) throw new reading.Refused("hash-differs");
    });
  }

  function enrolling() {
    var button = press("enrol.do", function () {
      passkeys.make(asked.name).then(function (made) {
        memory.keep(made);
        if (!hand("key", JSON.stringify(made))) result("enrol.made", "enrol.how", made.key);
      }).catch(failed);
    });
    button.id = "enrol";
    show([make("h1", say("enrol.title")), make("p", say("enrol.lede", { name: asked.name })), make("p", say("enrol.why"), { "class": "quiet" }),
      make("div", "", { id: "said", role: "status" }), make("div", [button], { "class": "btns" }), back()]);
  }
  function result(title, how, text) {
    var area = make("textarea", text, { readonly: "", id: "result", dir: "ltr", "aria-label": say(title) });
    show([make("h1", say(title)), make("p", say(how)), area]);
    area.select();
  }

  /* Opened by itself, from paper or a bookmark: no desk asks. A text is pasted, or a key is made for a name. */
  function alone() {
    var text = make("textarea", "", { id: "text", dir: "ltr", spellcheck: "false" }), name = make("input", "", { id: "owner", dir: "ltr", autocomplete: "off", spellcheck: "false" });
    var keys = memory.keys(), holds = [make("h1", say("alone.title")), make("p", say("alone.lede")), make("div", "", { id: "said", role: "status" })];
    if (keys.length) {
      holds.push(make("label", say("alone.text"), { "for": "text" }), text);
      holds.push(make("div", keys.map(function (owner) {
        var as = press("alone.read", function () {
          asked = { do: "sign", text: text.value.replace(/\n*$/, "\n"), name: owner.name, key: owner.key, credential: owner.credential, parts: [] };
          begin();
        }, "alt");
        as.append(" ", make("bdi", owner.name));
        return as;
      }), { "class": "btns" }));
    }
    holds.push(make("label", say("alone.name"), { "for": "owner" }), name);
    var enrol = press("enrol.do", function () { asked = { do: "enrol", name: name.value.trim() }; begin(); });
    enrol.id = "begin";
    holds.push(make("div", [enrol], { "class": "btns" }));
    show(holds);
  }

  function begin() {
    try {
      if (!asked) alone();
      else if (!window.PublicKeyCredential) throw new reading.Refused("no-passkeys");
      else if (!/^[a-z0-9.-]+\/[a-z0-9-]+$/.test(asked.name || "")) throw new reading.Refused("no-name");
      else if (asked.do === "sign") signing();
      else if (asked.do === "enrol") enrolling();
      else throw new reading.Refused("not-asked");
    } catch (error) { failed(error); }
  }
  function heard() {
    var fragment = location.hash.slice(1);
    if (!fragment) return;
    history.replaceState(null, "", location.pathname);
    try { asked = JSON.parse(reading.decoded(reading.unbase64(fragment))); } catch (error) { asked = { do: "" }; }
    if (asked === null || typeof asked !== "object") asked = { do: "" };
    if (Object.keys(WORDS).indexOf(asked.language) >= 0) language = asked.language; /* not `constructor`: it would have no words to warn in */
  }
  window.addEventListener("hashchange", function () { heard(); begin(); });
  language = (navigator.languages || []).map(function (each) { return each.slice(0, 2).toLowerCase(); }).filter(function (each) { return WORDS[each]; })[0] || "en";
  heard();
  begin();
})();
