/* Copies a link or a citation; no third party hears of it.

     <button class="btn alt" hidden data-copy="text, or empty for this page's address" data-done="Copied">Copy the link</button>

   Where the browser has no clipboard to offer, the text is shown selected, ready to be copied by hand. */
"use strict";
(function () {
  function byHand(button, text) {
    var field = document.createElement("input");
    field.readOnly = true;
    field.dir = "ltr";
    field.value = text;
    field.setAttribute("aria-label", button.textContent);
    button.replaceWith(field);
    field.focus();
    field.select();
  }
  function copied(button) {
    var before = button.textContent;
    button.textContent = button.dataset.done;
    button.setAttribute("aria-live", "polite");
    setTimeout(function () { button.textContent = before; }, 3000);
  }
  function copy(button) {
    var text = button.dataset.copy || location.href.split("#")[0];
    if (!navigator.clipboard) { byHand(button, text); return; }
    navigator.clipboard.writeText(text).then(function () { copied(button); }, function () { byHand(button, text); });
  }
  document.querySelectorAll("[data-copy]").forEach(function (button) {
    button.hidden = false;
    button.addEventListener("click", function () { copy(button); });
  });
})();
