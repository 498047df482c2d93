/* What is to be signed, read strictly: one line of canonical JSON (RFC 8785, strings and integers), UTF-8, LF at its end. */
"use strict";
var reading = (function () {
  function Refused(key) { this.key = key; }
  function bytes(text) { return new TextEncoder().encode(text); }
  function hex(data) { return sha256().update(data).hex(); }
  function unhex(text) { return Uint8Array.from(text.match(/../g) || [], function (two) { return parseInt(two, 16); }); }
  function joined() {
    var pieces = Array.prototype.slice.call(arguments), size = pieces.reduce(function (sum, each) { return sum + each.length; }, 0);
    var out = new Uint8Array(size), at = 0;
    pieces.forEach(function (each) { out.set(each, at); at += each.length; });
    return out;
  }
  function binary(data) { var text = ""; for (var i = 0; i < data.length; i++) text += String.fromCharCode(data[i]); return text; }
  function base64(data) { return btoa(binary(data)); }
  function base64url(data) { return base64(data).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, ""); }
  function unbase64(text) {
    try { return Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), function (c) { return c.charCodeAt(0); }); }
    catch (error) { throw new Refused("not-base64"); }
  }
  function decoded(data) {
    try { return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(data); }
    catch (error) { throw new Refused("not-utf8"); }
  }

  /* The one way to write a value. What JSON.parse has passed over – a member twice, another order, 1.0 – is then seen. */
  function canonical(value) {
    if (typeof value === "string") return JSON.stringify(value);
    if (Number.isSafeInteger(value) && !Object.is(value, -0)) return String(value);
    if (Array.isArray(value)) return "[" + value.map(canonical).join(",") + "]";
    if (value !== null && typeof value === "object") {
      return "{" + Object.keys(value).sort().map(function (key) { return JSON.stringify(key) + ":" + canonical(value[key]); }).join(",") + "}";
    }
    throw new Refused("not-canonical");
  }

  /* Marks that show other words than are signed; no part of a record may hold one (docs/record.md), and no text has a use for it. */
  var HIDDEN = /[\u007f-\u009f\u2028-\u202e\u2066-\u2069\ufeff\ue000-\uf8ff]/;
  function seen(words) { if (HIDDEN.test(words)) throw new Refused("hidden"); return words; }

  var FIELDS = ["basis", "body", "date", "enter_by", "id", "issuers", "kind", "parts", "record", "refs", "sealed", "seen", "signatories", "v"];
  function act(text) {
    if (text.slice(-1) !== "\n" || text.indexOf("\n") !== text.length - 1) throw new Refused("not-one-line");
    if (bytes(text).length > 65535) throw new Refused("too-long");
    var line = seen(text.slice(0, -1)), value;
    try { value = JSON.parse(line); } catch (error) { throw new Refused("not-json"); }
    if (canonical(value) !== line) throw new Refused("not-canonical");
    if (value === null || typeof value !== "object" || Array.isArray(value)) throw new Refused("no-act");
    var founding = value.kind === "constituted" && !("record" in value) && !("basis" in value);
    var wanted = FIELDS.filter(function (each) { return !(founding && (each === "record" || each === "basis")); });
    if (Object.keys(value).sort().join() !== wanted.join()) throw new Refused("no-act");
    if (typeof value.kind !== "string" || typeof value.date !== "string" || !value.seen || !Number.isSafeInteger(value.seen.size)) throw new Refused("no-act");
    return value;
  }

  /* Words that the desk sent beside the act: shown only if they are, with their salt, what the act's hash says. */
  function parts(held, sent) {
    var known = {};
    (sent || []).forEach(function (each) { var data = unbase64(String(each)); known[hex(data)] = data; });
    return Object.keys(held).map(function (name) {
      var data = known[held[name]];
      return { name: name, hash: held[name], words: data && !/^(file|image|seal)\./.test(name) ? seen(decoded(data.subarray(32))) : null };
    });
  }

  /* Six words of five letters from the first 96 bits, said alike in three scripts (Wilkerson, A Proposal for Proquints). */
  var SOUNDS = { en: ["bdfghjklmnprstvz", "aiou"], ug: ["بدفگھجكلمنپرستۋز", "اىوۇ"], kk: ["бдфгһжклмнпрствз", "аиоу"] };
  function aloud(hash, language) {
    var sounds = SOUNDS[language] || SOUNDS.en, said = [];
    for (var at = 0; at < 24; at += 4) {
      var n = parseInt(hash.slice(at, at + 4), 16);
      said.push(sounds[0][n >> 12] + sounds[1][(n >> 10) & 3] + sounds[0][(n >> 6) & 15] + sounds[1][(n >> 4) & 3] + sounds[0][n & 15]);
    }
    return said;
  }
  return { Refused: Refused, bytes: bytes, hex: hex, unhex: unhex, joined: joined, base64: base64, base64url: base64url, unbase64: unbase64,
    decoded: decoded, canonical: canonical, act: act, parts: parts, aloud: aloud };
})();
