/* Keeps the parts of a sitting's page as they are on the server. The page is whole without this script: it then reloads.
   One event carries the parts that changed. A part in which somebody is typing waits until they have done. */
(function () {
  "use strict";
  var live = document.getElementById("live");
  if (!live) return;
  var state = document.getElementById("live-state");
  var ahead = Number(live.dataset.now) * 1000 - Date.now();
  var held = {};
  var poll = 0;

  function token() {
    var field = document.querySelector("header input[name=csrfmiddlewaretoken]");
    return field ? field.value : "";
  }

  function busy(part) {
    var at = document.activeElement;
    return part.contains(at) && /^(INPUT|TEXTAREA|SELECT)$/.test(at.tagName);
  }

  function put(part, markup) {
    var at = document.activeElement;
    var place = part.contains(at) ? Array.prototype.indexOf.call(part.querySelectorAll("a,button"), at) : -1;
    part.innerHTML = markup;
    part.querySelectorAll("input[name=csrfmiddlewaretoken]").forEach(function (field) { field.value = token(); });
    if (place >= 0) {
      var again = part.querySelectorAll("a,button")[place];
      if (again) again.focus();
    }
  }

  function show(parts) {
    Object.keys(parts).forEach(function (name) {
      var part = live.querySelector('[data-part="' + name + '"]');
      if (!part) return;
      if (busy(part)) held[name] = parts[name];
      else put(part, parts[name]);
    });
    tick();
  }

  live.addEventListener("focusout", function () {
    setTimeout(function () {
      var late = held;
      held = {};
      show(late);
    }, 0);
  });

  /* A sign of life of a member's line: a vote does not close while too many are cut. */
  if (live.dataset.heard) {
    setInterval(function () { fetch(live.dataset.heard).catch(function () {}); }, 60000);
  }

  function tick() {
    document.querySelectorAll("[data-until]").forEach(function (clock) {
      var left = Math.round((Number(clock.dataset.until) * 1000 - Date.now() - ahead) / 1000);
      var seconds = Math.abs(left);
      clock.textContent = (left < 0 ? "−" : "") + Math.floor(seconds / 60) + ":" + ("0" + (seconds % 60)).slice(-2);
      clock.classList.toggle("over", left < 0);
    });
  }
  setInterval(tick, 1000);
  tick();

  function reload() {
    fetch(location.href, { credentials: "same-origin" })
      .then(function (answer) { return answer.ok ? answer.text() : Promise.reject(); })
      .then(function (text) {
        var fresh = new DOMParser().parseFromString(text, "text/html");
        var parts = {};
        fresh.querySelectorAll("#live [data-part]").forEach(function (part) {
          var mine = live.querySelector('[data-part="' + part.dataset.part + '"]');
          if (mine && mine.innerHTML !== part.innerHTML) parts[part.dataset.part] = part.innerHTML;
        });
        show(parts);
      })
      .catch(function () {});
  }

  function lost() {
    if (state) state.textContent = live.dataset.lost;
    if (!poll) poll = setInterval(reload, 10000);
    setTimeout(again, 5000 + Math.random() * 5000);
  }

  function again() {
    if (!live.dataset.ticketFrom) return listen(live.dataset.ticket);
    fetch(live.dataset.ticketFrom, { credentials: "same-origin" })
      .then(function (answer) { return answer.ok && !answer.redirected ? answer.text() : Promise.reject(); })
      .then(listen)
      .catch(lost);
  }

  function listen(ticket) {
    if (!live.dataset.stream || !window.EventSource) return lost();
    var stream = new EventSource(live.dataset.stream + "?ticket=" + encodeURIComponent(ticket));
    stream.onopen = function () {
      if (state) state.textContent = "";
      clearInterval(poll);
      poll = 0;
    };
    stream.onmessage = function (event) { show(JSON.parse(event.data)); };
    /* The ticket has run out: another is fetched, by hundreds of pages not all at once. */
    stream.addEventListener("over", function () {
      stream.close();
      setTimeout(again, Math.random() * 3000);
    });
    stream.onerror = function () {
      stream.close();
      lost();
    };
  }

  listen(live.dataset.ticket);
})();
