// Keys for those who read with them. Every page works without this file.
(() => {
  "use strict";
  const items = () => [...document.querySelectorAll("[data-item]")];
  const opener = (item) => item.querySelector("[data-open]");
  let at = -1;

  const go = (step) => {
    const all = items();
    if (!all.length) return;
    const focused = all.findIndex((item) => item.contains(document.activeElement));
    if (focused >= 0) at = focused;
    at = Math.max(0, Math.min(all.length - 1, at + step));
    const link = opener(all[at]);
    if (link) link.focus();
    all[at].scrollIntoView({ block: "nearest" });
  };

  const follow = (selector) => {
    const link = document.querySelector(selector);
    if (link) window.location.assign(link.href);
  };

  const keys = {
    "/": () => {
      const box = document.querySelector("#find");
      box.focus();
      box.select();
    },
    j: () => go(1),
    k: () => go(-1),
    n: () => follow(".pager a[rel=next]"),
    p: () => follow(".pager a[rel=prev]"),
    "?": () => window.location.assign("/help#keys"),
  };

  // Single keys can be in the way of speech input; they can be turned off, on the page that names them.
  const OFF = "verbale.keys.off";
  const off = () => {
    try {
      return window.localStorage.getItem(OFF) === "1";
    } catch {
      return false;
    }
  };
  const place = document.querySelector("#keys-switch");
  if (place) {
    const button = document.createElement("button");
    button.type = "button";
    const told = () => (button.textContent = off() ? "Turn the keys on" : "Turn the keys off");
    button.addEventListener("click", () => {
      try {
        if (off()) window.localStorage.removeItem(OFF);
        else window.localStorage.setItem(OFF, "1");
      } catch {
        place.append(" This browser does not keep the choice.");
      }
      told();
    });
    told();
    place.append(button);
  }

  document.addEventListener("keydown", (event) => {
    if (off()) return;
    const target = event.target;
    const typing = target.closest("input, textarea, select, [contenteditable]");
    if (typing && event.key === "Escape") target.blur();
    if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
    const done = keys[event.key];
    if (!done) return;
    event.preventDefault();
    done();
  });
})();
