/* What this browser remembers at this origin: the highest head it has signed on, whose desk asked, which keys it made. */
"use strict";
var memory = (function () {
  function get(name, empty) {
    try { return JSON.parse(localStorage.getItem(name)) || empty; } catch (error) { return empty; }
  }
  function put(name, value) { try { localStorage.setItem(name, JSON.stringify(value)); } catch (error) { /* it then remembers nothing, and says so next time */ } }

  /* How the history that an act rests on stands to what was seen before: first, onward, same, back, other. */
  function compared(act) {
    var before = get("heads", {})[act.record || ""];
    if (!before) return { how: "first" };
    if (act.seen.size === before.size) return { how: act.seen.root === before.root ? "same" : "other", before: before };
    return { how: act.seen.size > before.size ? "onward" : "back", before: before };
  }
  function remember(act) {
    var heads = get("heads", {}), before = heads[act.record || ""];
    if (!act.record || (before && before.size >= act.seen.size)) return;
    heads[act.record] = { size: act.seen.size, root: act.seen.root };
    put("heads", heads);
  }
  function desks() { return get("desks", []); }
  function trust(desk) { var known = desks(); if (known.indexOf(desk) < 0) { known.push(desk); put("desks", known); } }
  function keys() { return get("keys", []); }
  function keep(owner) { put("keys", keys().filter(function (each) { return each.key !== owner.key; }).concat([owner])); }
  return { compared: compared, remember: remember, desks: desks, trust: trust, keys: keys, keep: keep };
})();
