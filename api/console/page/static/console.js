// What pages do beyond plain HTML and htmx: search in a list, copy, print, and
// hearing of changed tables. Without it everything can still be counted.
(function () {
  "use strict";

  // What needs this script is hidden until it is here.
  function show(root) {
    root.querySelectorAll("[data-needs-script][hidden]").forEach(function (e) { e.hidden = false; });
    root.querySelectorAll("[data-filter]").forEach(function (field) { if (field.value) filter(field); });
    root.querySelectorAll(".options :checked").forEach(function (chosen) {
      var list = chosen.closest(".options"), group = chosen.closest(".group"), option = chosen.closest(".option");
      var below = option.offsetTop - group.offsetTop - list.clientHeight / 2; // else its group's name is seen, too
      list.scrollTop = group.offsetTop - list.offsetTop + Math.max(0, below);
    });
  }

  // filter leaves those options that hold every word of the field, and then those that the
  // service finds, which knows more words.
  function filter(field) {
    var list = document.getElementById(field.dataset.filter), typed = field.value.trim();
    if (!list) return;
    var words = typed.toLowerCase().split(/\s+/).filter(Boolean);
    leave(list, function (option) { return words.every(function (w) { return option.dataset.keys.includes(w); }); });
    list.querySelector("[data-none]").hidden = true;
    if (!typed) return;
    list.querySelector("[data-everywhere]").href = "/rules?" + new URLSearchParams({ q: typed });
    var query = new URLSearchParams({ q: typed, district: document.getElementById("district").value });
    fetch("/rules?" + query).then(function (r) { return r.ok ? r.text() : null; }).then(function (text) {
      if (text === null || !list.isConnected || field.value.trim() !== typed) return;
      var found = new DOMParser().parseFromString(text, "text/html");
      leave(list, function (option) { return found.getElementById(option.querySelector("input").id); });
      var elsewhere = found.querySelector("[data-elsewhere]"), where = list.querySelector("[data-where]");
      where.textContent = elsewhere ? elsewhere.textContent : where.dataset.where;
      list.querySelector("[data-none]").hidden = list.querySelector(".option:not([hidden])");
      list.found = typed;
      if (entered === typed) choose(list);
    }).catch(function () {}); // what the page itself finds is there
  }
  function leave(list, fits) {
    list.querySelectorAll(".option").forEach(function (option) { option.hidden = !fits(option); });
    list.querySelectorAll(".group").forEach(function (group) {
      group.hidden = !group.querySelector(".option:not([hidden])");
    });
  }
  // choose chooses the only matter left.
  function choose(list) {
    var left = list.querySelectorAll(".option:not([hidden]) input");
    if (left.length !== 1) return;
    entered = null;
    left[0].click();
  }

  var entered = null; // the search that Enter was pressed in
  document.addEventListener("input", function (e) {
    if (e.target.matches("[data-filter]")) filter(e.target);
  });
  // Enter in the search chooses the only matter left. The field belongs to no form, so that
  // it sends none.
  document.addEventListener("keydown", function (e) {
    if (e.key !== "Enter" || e.isComposing || !e.target.matches("[data-filter]")) return;
    var list = document.getElementById(e.target.dataset.filter);
    entered = e.target.value.trim();
    if (list.found === entered) choose(list); // else once the service has answered
  });

  // The search field is no field of the form: it must not send it. A date that is
  // being typed changes with every digit: it is sent once the field is left, or has
  // rested.
  var typed, resting;
  document.addEventListener("change", function (e) {
    if (e.target.matches("[data-filter]")) e.stopPropagation();
    if (e.isTrusted && e.target.type === "date" && e.target === document.activeElement) {
      e.stopPropagation();
      typed = e.target;
      clearTimeout(resting);
      resting = setTimeout(send, 800);
    }
  }, true);
  document.addEventListener("focusout", function () {
    send();
    if (late && late.isConnected) late.dispatchEvent(new Event("change", { bubbles: true }));
    late = null;
  });
  // The form is sent at each change, complete or not; whoever presses the button is told
  // what is missing.
  document.addEventListener("submit", function (e) {
    typed = null;
    if (e.target.matches("[data-live]") && !(e.submitter && e.submitter.formNoValidate) && !e.target.reportValidity()) {
      e.preventDefault();
      e.stopPropagation();
    }
  }, true);

  function send() {
    clearTimeout(resting);
    if (typed && typed.isConnected) typed.dispatchEvent(new Event("change", { bubbles: true }));
    typed = null;
  }

  // An answer must not take away what was typed meanwhile: it is left out then, and the
  // form is sent again. What the answer's form cannot say moves over as it is: the search,
  // and a date of which a part is typed.
  var sent, late, held, moving = [];
  function half(e) { return e.validity && e.validity.badInput; }
  function stateOf(form) {
    return new URLSearchParams(new FormData(form)) + "#" + Array.from(form.elements).filter(half).map(function (e) { return e.id; });
  }
  document.addEventListener("htmx:beforeRequest", function (e) {
    if (e.target.matches("[data-live]")) sent = stateOf(e.target);
  });
  document.addEventListener("htmx:beforeSwap", function (e) {
    var form = e.detail.requestConfig.elt;
    if (!form.matches("[data-live]")) return;
    if (form.isConnected && stateOf(form) !== sent) {
      e.detail.shouldSwap = false;
      late = form;
      return;
    }
    moving = Array.from(form.querySelectorAll("input[id]")).filter(function (i) { return half(i) || i.matches("[data-filter]"); });
    held = document.activeElement;
  });
  document.addEventListener("htmx:afterSwap", function () {
    moving.forEach(function (old) {
      var now = document.getElementById(old.id);
      if (!now || now === old) return;
      now.replaceWith(old);
      if (old !== held) return;
      var around = old.closest("[hidden]"); // the search, until this script shows it
      if (around) around.hidden = false;
      old.focus({ preventScroll: true });
    });
    moving = [];
  });

  // Who goes back gives up what is asked: its answer would take the address with it, and leave
  // the form of the page gone back to.
  window.addEventListener("popstate", function () {
    var form = document.querySelector("[data-live]");
    clearTimeout(resting);
    typed = late = null;
    if (form) window.htmx.trigger(form, "htmx:abort");
  });

  // On a phone the answer is below the form: it comes into view, unless something is typed.
  document.addEventListener("htmx:afterSettle", function (e) {
    var from = e.detail.requestConfig && e.detail.requestConfig.elt, verdict = document.querySelector("#answer .verdict");
    if (!from || !from.matches("[data-live]") || !verdict || document.activeElement.type === "text") return;
    var top = verdict.getBoundingClientRect().top, form = document.getElementById("question").getBoundingClientRect();
    if (top > innerHeight * 0.8 || top < 0 && form.bottom < top) verdict.scrollIntoView();
  });

  document.addEventListener("click", function (e) {
    var copy = e.target.closest("[data-copy]");
    if (copy) copyText(copy);
    var save = e.target.closest("[data-save]");
    if (save) keep(save);
    if (e.target.closest("[data-print]")) window.print();
  });

  // keep puts an answer into the list of this browser; the same matter takes its place.
  function keep(button) {
    var mine = window.shixianMine, q = button.dataset.save;
    var kept = mine.set(mine.all().filter(function (other) { return !mine.same(q)(other); }).concat(q));
    tell(button, kept ? button.dataset.done : button.dataset.full);
  }
  // tell says on the button what it has done, and to those who hear the page.
  function tell(button, text) {
    var said = document.querySelector("[role=status]");
    button.textContent = text;
    if (said) said.textContent = text;
  }

  // The list of this browser: questions, each with the table that answered it. A matter stays
  // the same if the table is another, or it is done.
  window.shixianMine = {
    key: "shixian.mine",
    all: function () {
      try {
        var items = JSON.parse(localStorage.getItem(this.key));
        return Array.isArray(items) ? items.filter(function (q) { return typeof q === "string"; }) : [];
      } catch (e) { return []; } // it begins anew
    },
    // set reports whether the browser keeps them: it may forbid that, or be full.
    set: function (items) {
      try { localStorage.setItem(this.key, JSON.stringify(items)); return true; } catch (e) { return false; }
    },
    same: function (q) {
      function matter(s) { return s.replace(/(^|&)(revision|done)=[^&]*/g, ""); }
      return function (other) { return matter(other) === matter(q); };
    },
  };

  // What was typed into a form is lost if another form of the page is sent, or the page is
  // left: who does so is asked first. A form that came back without being saved says so.
  function unsaved(form) {
    var fresh = form.cloneNode(true);
    fresh.reset();
    return "unsaved" in form.dataset || new URLSearchParams(new FormData(form)) + "" !== new URLSearchParams(new FormData(fresh)) + "";
  }
  function losing(sent) {
    return Array.from(document.querySelectorAll("[data-keep]")).find(function (form) { return form !== sent && unsaved(form); });
  }
  var leaving = false;
  document.addEventListener("submit", function (e) {
    var other = losing(e.target);
    leaving = !other || confirm(other.dataset.keep);
    if (leaving) return;
    e.preventDefault();
    other.scrollIntoView();
  });
  window.addEventListener("beforeunload", function (e) {
    if (!leaving && losing()) e.preventDefault();
  });

  function copyText(button) {
    var done = function () {
      var label = button.textContent;
      tell(button, button.dataset.done);
      setTimeout(function () { button.textContent = label; }, 2000);
    };
    // Without TLS browsers have no clipboard, and an office may forbid it; a selected field
    // can be copied.
    function select() {
      var area = document.createElement("textarea");
      area.value = button.dataset.copy;
      document.body.append(area);
      area.select();
      if (document.execCommand("copy")) done();
      area.remove();
    }
    if (navigator.clipboard && window.isSecureContext) navigator.clipboard.writeText(button.dataset.copy).then(done, select);
    else select();
  }

  // htmx leaves out what comes with an error; but a page that does says what is wrong.
  document.addEventListener("htmx:beforeSwap", function (e) {
    var type = e.detail.xhr.getResponseHeader("Content-Type") || "";
    if (e.detail.isError && type.startsWith("text/html")) {
      e.detail.shouldSwap = !late;
      e.detail.isError = false;
    }
  });
  // No page came: the service is busy, or cannot be reached.
  ["htmx:responseError", "htmx:sendError"].forEach(function (name) {
    document.addEventListener(name, function (e) {
      e.target.querySelectorAll("[data-trouble]").forEach(function (said) { said.hidden = false; });
    });
  });

  // A page that answers from the table in force asks again when that has changed. All tabs
  // share a stream; without a SharedWorker, a page that is seen asks every half minute.
  var worker, polling, said = "";
  function live() { return document.querySelector("[data-position]"); }
  function ask(position) {
    var e = live();
    if (e && e.dataset.position !== position) window.htmx.trigger(e, "table-changed");
  }
  function poll() {
    var e = live();
    if (!e || document.hidden) return;
    fetch("/v1/changes?wait=0&since=" + encodeURIComponent(e.dataset.position)).then(function (r) {
      return r.status === 200 || r.status === 410 ? r.json() : null;
    }).then(function (found) {
      if (found) ask(found.head || found.position);
    }).catch(function () {}); // the next one may come through
  }
  function follow() {
    var e = live(), position = e && !document.hidden ? e.dataset.position : "";
    if (position === said) return;
    if (!window.SharedWorker) {
      said = position;
      if (position) poll();
      if (!polling) polling = setInterval(poll, 30000);
      return;
    }
    if (!worker && position) {
      worker = new SharedWorker(document.querySelector("[data-follow]").dataset.follow);
      worker.port.onmessage = function (m) { ask(m.data); };
    }
    said = position;
    if (worker) worker.port.postMessage(position);
  }
  function part() {
    if (worker && said) worker.port.postMessage("");
    said = "";
  }

  // A change of the tables is told of once in each browser: once it has come, since who opens
  // another page before has not seen it.
  function announce() {
    var position = document.body.dataset.table, key = "shixian-announced";
    try {
      if (!position || localStorage.getItem(key) === position) return;
    } catch (e) {
      return; // a browser that keeps nothing would be told on every page
    }
    fetch("/announcement").then(function (r) { return r.status === 200 ? r.text() : ""; }).then(function (line) {
      localStorage.setItem(key, position);
      document.getElementById("main").insertAdjacentHTML("afterbegin", line);
    }).catch(function () {});
  }

  document.addEventListener("DOMContentLoaded", function () { show(document); follow(); announce(); });
  document.addEventListener("htmx:afterSettle", function (e) { show(e.detail.elt.parentNode || document); follow(); });
  document.addEventListener("visibilitychange", follow);
  window.addEventListener("pageshow", follow);
  window.addEventListener("pagehide", part);

  // The other language is that of the address now in the bar.
  ["htmx:pushedIntoHistory", "htmx:replacedInHistory"].forEach(function (name) {
    document.addEventListener(name, function () {
      document.querySelectorAll("a.language").forEach(function (a) {
        var to = new URL(a.href);
        to.searchParams.set("back", location.pathname + location.search);
        a.href = to;
      });
    });
  });
})();
