// Only adds to what works without it: answers without a reload, copying, a key, a count of characters.
"use strict";
(() => {
  const status = document.getElementById("status");
  const say = (name) => {
    // Emptied first, or a screen reader keeps silent about the same words twice.
    status.textContent = "";
    setTimeout(() => { status.textContent = status.dataset[name]; }, 50);
  };

  function countCharacters(field) {
    const line = document.getElementById(field.id + "-count");
    if (!line || !line.dataset.count) return;
    const show = () => { line.textContent = line.dataset.count.replace("{n}", field.maxLength - field.value.length); };
    field.addEventListener("input", show);
    show();
  }

  function enhance(root) {
    for (const part of root.querySelectorAll(".script-only")) part.hidden = false;
    for (const field of root.querySelectorAll(".ask textarea")) {
      countCharacters(field);
      field.addEventListener("keydown", (event) => {
        if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
          event.preventDefault();
          field.form.requestSubmit();
        }
      });
    }
  }

  async function show(address, push) {
    say("busy");
    try {
      const response = await fetch(address, { headers: { Accept: "text/html" }, credentials: "omit" });
      const page = new DOMParser().parseFromString(await response.text(), "text/html");
      const main = page.getElementById("main");
      if (!main) throw new Error("no page");
      if (push) history.pushState({ ask: true }, "", address);
      document.getElementById("main").replaceWith(main);
      document.title = page.title;
      const switches = page.querySelector(".langs");
      if (switches) document.querySelector(".langs").replaceWith(switches);
      enhance(main);
      scrollTo({ top: 0, behavior: "instant" });
      const heading = main.querySelector("h1");
      heading.tabIndex = -1;
      heading.focus({ preventScroll: true });
      say(main.querySelector("#answer") ? "done" : "failed");
    } catch {
      location.assign(address);
    }
  }

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches(".ask")) return;
    event.preventDefault();
    const address = new URL(form.action);
    address.search = new URLSearchParams(new FormData(form)).toString();
    address.hash = "";
    show(address.href, true);
  });
  addEventListener("popstate", (event) => {
    if (!location.hash || (event.state && event.state.ask)) show(location.href, false);
  });

  async function copy(what) {
    const here = location.href.replace(/#.*/, "");
    const words = (node) => node.textContent.replace(/\s+/g, " ").trim();
    const lines = [here];
    if (what === "answer") {
      lines.unshift(words(document.querySelector("#answer bdi")), "", words(document.querySelector(".reply .text")), "");
      for (const source of document.querySelectorAll(".sources .source")) {
        const live = source.querySelector("a[data-address]");
        lines.splice(-1, 0, words(source.querySelector(".where")) + ": “" + words(source.querySelector("mark")) + "”" + (live ? " " + live.dataset.address : ""));
      }
    }
    try {
      await navigator.clipboard.writeText(lines.join("\n"));
      say("copied");
    } catch {
      say("failed");
    }
  }
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-copy]");
    if (button) copy(button.dataset.copy);
  });

  const shortcut = document.getElementById("shortcut");
  const remembered = () => { try { return localStorage.getItem("ogpqa-key") !== "off"; } catch { return true; } };
  shortcut.checked = remembered();
  shortcut.addEventListener("change", () => {
    try { localStorage.setItem("ogpqa-key", shortcut.checked ? "on" : "off"); } catch { /* private mode: for this page only */ }
  });
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, textarea, select, [contenteditable]");
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || typing || !shortcut.checked) return;
    const box = document.querySelector(".ask textarea");
    if (!box) return;
    event.preventDefault();
    box.focus();
  });

  enhance(document);
})();
