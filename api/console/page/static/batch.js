// The page of tables with this script: the file chosen stays chosen, and the page tells
// how far the count is. Without it the form is sent and answered as a whole.
(function () {
  "use strict";

  var form = document.getElementById("batch"), work = document.getElementById("batch-work");
  var progress = document.getElementById("batch-progress"), bar = progress.querySelector("progress");
  var stage = document.getElementById("batch-stage"), said = document.getElementById("batch-said");
  var file = document.getElementById("file"), texts = form.dataset, running;

  function show(text, part) {
    progress.hidden = false;
    stage.textContent = text;
    if (part === undefined) bar.removeAttribute("value"); else bar.value = part;
  }

  function end(text) {
    progress.hidden = true;
    said.textContent = text;
    running = null;
  }

  function note(line) {
    var n = JSON.parse(line);
    if (n.read) show(texts.read.replace("{}", n.read));
    if (n.counted) show(texts.counted.replace("{of}", n.of).replace("{}", n.counted), n.counted / n.of);
    if (n.html !== undefined) {
      var was = work.contains(document.activeElement) && document.activeElement;
      work.innerHTML = n.html; // the server's own template, in which what was sent is text
      if (was) stay(was);
      return true;
    }
  }

  // stay puts the focus, which was on what has gone, on the same button, or where to read on:
  // a question, the outcome.
  function stay(was) {
    var to = was.name === "show" && work.querySelector('[name=show][value="' + was.value + '"]');
    if (!to) {
      to = work.querySelector(".problem h2, .which h2, .asked h2, #outcome") || work.querySelector("h2");
      to.tabIndex = -1;
    }
    to.focus();
  }

  function tooLarge() { return file.files[0] && file.files[0].size > Number(texts.most); }

  function run(kind) {
    if (running) running.abort();
    if (tooLarge()) return end(texts.tooLarge);
    var request = running = new XMLHttpRequest(), read = 0, done = false;
    function take() {
      for (var at; (at = request.responseText.indexOf("\n", read)) >= 0; read = at + 1) {
        try { done = note(request.responseText.slice(read, at)) || done; } catch (e) { /* not an answer of the page */ }
      }
    }
    said.textContent = "";
    show(texts.sending, 0);
    request.upload.onprogress = function (e) { if (e.lengthComputable) show(texts.sending, e.loaded / e.total); };
    request.upload.onload = function () { show(texts.reading); };
    request.onprogress = take;
    request.onload = function () {
      take();
      end(!done ? texts.failed : work.querySelector(".sums") ? texts.done : ""); // else the page says what it needs
      if (done) work.scrollIntoView({ block: "start" });
    };
    request.onerror = function () { end(texts.failed); };
    request.open("POST", texts.run);
    request.send(answers(kind));
  }

  // What a word means is asked once: the answers stay in this browser.
  function remembered() {
    try { return JSON.parse(localStorage.getItem("shixian.matters")) || {}; } catch (e) { return {}; }
  }

  // answers keeps what was answered and returns the form.
  function answers(kind) {
    var known = remembered();
    work.querySelectorAll("[data-remember]").forEach(function (s) {
      if (s.value) known[s.name] = s.value; else delete known[s.name];
    });
    try { localStorage.setItem("shixian.matters", JSON.stringify(known)); } catch (e) { /* it is asked again */ }
    var data = new FormData(form);
    if (kind) data.append("show", kind);
    return data;
  }

  form.addEventListener("submit", function (e) {
    if (e.submitter && e.submitter.hasAttribute("data-download")) {
      // The browser sends the form and stays, since the answer is a file.
      if (tooLarge()) { e.preventDefault(); end(texts.tooLarge); } else said.textContent = texts.file;
      return;
    }
    e.preventDefault();
    run(e.submitter && e.submitter.name === "show" ? e.submitter.value : "");
  });
  form.addEventListener("formdata", function (e) { // of what is sent here, and of a download
    var known = remembered(), name;
    for (name in known) if (!e.formData.has(name)) e.formData.append(name, known[name]);
  });
  file.addEventListener("change", function () { if (file.files.length) run(); });
})();
