// Plumbline works without this file. It adds keys for people who work through lists, and closes an open menu.
(function () {
  "use strict";
  var STORE = "plumbline.keys";
  var list = document.querySelector("table[data-keys]");
  var rows = list ? Array.prototype.slice.call(list.tBodies[0].rows) : [];
  var dialog = document.getElementById("keys");
  var at = -1;

  function enabled() {
    try { return localStorage.getItem(STORE) !== "off"; } catch (e) { return true; }
  }

  function link(row) {
    return row.querySelector("a[data-open]") || row.querySelector("a");
  }

  function pick(next) {
    if (!rows.length) { return; }
    if (rows[at]) { rows[at].classList.remove("picked"); }
    at = Math.max(0, Math.min(rows.length - 1, next));
    rows[at].classList.add("picked");
    var target = link(rows[at]);
    if (target) { target.focus({ preventScroll: true }); }
    rows[at].scrollIntoView({ block: "nearest" });
  }

  function typing(element) {
    return element && (element.isContentEditable || /^(input|textarea|select)$/i.test(element.tagName));
  }

  document.addEventListener("keydown", function (event) {
    var menu = document.querySelector("details.me[open]");
    if (event.key === "Escape" && menu) {
      menu.open = false;
      menu.querySelector("summary").focus();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || !enabled() || dialog && dialog.open) { return; }
    var search = document.querySelector("input[type=search]");
    if (event.key === "j") { pick(at + 1); }
    else if (event.key === "k") { pick(at - 1); }
    else if (event.key === "Enter" && at >= 0 && event.target === document.body) { link(rows[at]).click(); }
    else if (event.key === "/" && search) { search.focus(); search.select(); }
    else if (event.key === "?" && dialog && dialog.showModal) { dialog.showModal(); }
    else { return; }
    event.preventDefault();
  });

  document.addEventListener("click", function (event) {
    var menu = document.querySelector("details.me[open]");
    if (menu && !menu.contains(event.target)) { menu.open = false; }
  });

  var toggle = document.getElementById("keys-on");
  if (toggle) {
    toggle.checked = enabled();
    toggle.addEventListener("change", function () {
      try { localStorage.setItem(STORE, toggle.checked ? "on" : "off"); } catch (e) { toggle.checked = true; }
    });
  }
  var summary = document.querySelector(".errors");
  if (summary) { summary.focus(); }
}());
