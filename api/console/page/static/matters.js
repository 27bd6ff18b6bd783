// The list of what somebody has in hand is kept in the browser; the server counts it.
(function () {
  "use strict";

  var mine = window.shixianMine, page = document.getElementById("matters"), list = document.getElementById("matters-list");
  var said = document.getElementById("matters-said"), file = document.getElementById("matters-file");

  function failed() { said.textContent = page.dataset.failed; }

  // answer passes on what came, if it is an answer.
  function answer(read) {
    return function (r) { if (!r.ok) throw r; return r[read](); };
  }

  var shows = 0; // a list that comes behind a later one is left out
  function show() {
    var body = new URLSearchParams(), number = ++shows;
    mine.all().forEach(function (q) { body.append("q", q); });
    return fetch("/matters/list", { method: "POST", body: body }).then(answer("text")).then(function (html) {
      var inside = list.contains(document.activeElement);
      if (number !== shows) return;
      list.innerHTML = html; // the server's own template, in which what was sent is text
      if (inside) (list.querySelector("[tabindex]") || list).focus();
    }).catch(failed);
  }

  // keep says "" if the browser keeps the list, and else why not.
  function keep(items) {
    var why = mine.set(items) ? "" : page.dataset.full;
    said.textContent = why;
    return show().then(function () { return why; });
  }

  list.addEventListener("click", function (e) {
    var b = e.target.closest("[data-do]"), items = mine.all();
    if (!b) return;
    var at = items.indexOf(b.closest("tr").dataset.kept);
    if (at < 0) return; // pressed twice, or another tab was faster
    if (b.dataset.do === "remove") items.splice(at, 1); else items[at] = b.dataset.q;
    keep(items);
  });
  list.addEventListener("table-changed", show);
  window.addEventListener("storage", function (e) { if (e.key === mine.key) show(); }); // another tab kept one

  document.getElementById("matters-export").addEventListener("formdata", function (e) {
    mine.all().forEach(function (q) { e.formData.append("q", q); });
  });

  file.addEventListener("change", function () {
    if (file.files[0].size > Number(page.dataset.most)) { file.value = ""; said.textContent = page.dataset.none; return; }
    var body = new FormData();
    body.append("file", file.files[0]);
    fetch("/matters/import", { method: "POST", body: body }).then(answer("json")).then(function (got) {
      var items = mine.all(), done = /(?:^|&)(done=[^&]*)/, taken = 0;
      got.forEach(function (q) {
        var at = items.findIndex(mine.same(q)), day = done.exec(q), kept = at < 0 ? null : done.exec(items[at]);
        if (at < 0) items.push(q);
        else if (!day || kept && kept[1] === day[1]) return;
        else items[at] = kept ? items[at].replace(kept[1], day[1]) : items[at] + "&" + day[1]; // ticked off in the file, or on another day
        taken++;
      });
      var text = taken ? page.dataset.taken : got.length ? page.dataset.there : page.dataset.none;
      file.value = "";
      return keep(items).then(function (why) { said.textContent = why || text.replace("{}", taken); });
    }).catch(failed);
  });

  show();
})();
