/* Passkeys, printed sheets, paper. Nothing here is needed to come in by a name and a printed code. */
"use strict";
(function () {
  function bytes(text) {
    var plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
    return Uint8Array.from(plain, function (each) { return each.charCodeAt(0); });
  }

  function text(buffer) {
    var plain = Array.from(new Uint8Array(buffer), function (each) { return String.fromCharCode(each); }).join("");
    return btoa(plain).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  }

  function listed(credentials) {
    return (credentials || []).map(function (each) { return Object.assign({}, each, {id: bytes(each.id)}); });
  }

  function asked(options) {
    options.challenge = bytes(options.challenge);
    if (options.user) options.user.id = bytes(options.user.id);
    if (options.excludeCredentials) options.excludeCredentials = listed(options.excludeCredentials);
    if (options.allowCredentials) options.allowCredentials = listed(options.allowCredentials);
    return {publicKey: options};
  }

  function told(made) {
    var said = {id: made.id, rawId: text(made.rawId), type: made.type, response: {}};
    ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"].forEach(function (name) {
      if (made.response[name]) said.response[name] = text(made.response[name]);
    });
    said.clientExtensionResults = made.getClientExtensionResults();
    return JSON.stringify(said);
  }

  function answer(form) {
    var token = form.querySelector("[name=csrfmiddlewaretoken]").value;
    return fetch(form.dataset.ask, {method: "POST", headers: {"X-CSRFToken": token}})
      .then(function (got) { if (!got.ok) throw new Error("asked in vain"); return got.json(); })
      .then(function (got) {
        var options = asked(got.publicKey);
        return form.dataset.passkey === "create" ? navigator.credentials.create(options) : navigator.credentials.get(options);
      });
  }

  document.querySelectorAll("form[data-passkey]").forEach(function (form) {
    var field = form.querySelector("[data-answer]"), trouble = form.querySelector("[data-trouble]");
    form.addEventListener("submit", function (event) {
      event.preventDefault();
      trouble.hidden = true;
      answer(form).then(function (made) { field.value = told(made); form.submit(); })
        .catch(function () { trouble.hidden = false; });
    });
  });

  function fill() {
    var code = document.querySelector("[data-sheet-code]");
    if (!code || !/^#[0-9]+$/.test(location.hash)) return;
    code.value = location.hash.slice(1).replace(/(.{4})(?=.)/g, "$1 ");
    history.replaceState(null, "", location.pathname);
  }
  fill();
  addEventListener("hashchange", fill);

  document.querySelectorAll("[data-print]").forEach(function (button) {
    button.hidden = false;
    button.addEventListener("click", function () { window.print(); });
  });
})();
