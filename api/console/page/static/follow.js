// A SharedWorker: the one stream of changed tables for all tabs of this browser. Browsers
// allow six connections to a host, and a stream holds one for good.
"use strict";

var ports = new Map(); // of visible pages, with the position of what each shows
var source = null, head = "", again = 0;

function tell() {
  ports.forEach(function (_, port) { port.postMessage(head); });
}

function heard(e) {
  if (e.lastEventId) head = e.lastEventId;
  tell();
}

function open() {
  source = new EventSource("/v1/changes/stream?since=" + encodeURIComponent(head));
  source.addEventListener("change", heard);
  source.addEventListener("reset", heard);
  source.onerror = function () {
    if (source.readyState !== EventSource.CLOSED) return; // it connects again by itself
    source = null;
    again = setTimeout(function () { again = 0; settle(); }, 30000);
  };
}

// settle holds the stream open while a page is visible.
function settle() {
  if (ports.size > 0 && !source && !again) open();
  if (ports.size === 0 && source) {
    source.close();
    source = null;
  }
}

// A page says its position when it comes to be seen or shows another, and "" when it no
// longer is.
onconnect = function (e) {
  var port = e.ports[0];
  port.onmessage = function (said) {
    if (!said.data) {
      ports.delete(port);
    } else {
      ports.set(port, said.data);
      if (!source) head = said.data;
      else if (said.data !== head) port.postMessage(head);
    }
    settle();
  };
};
