// Only adds to what works without it: answers without a reload, copying, a key, a count of characters.
"use strict";
(() => {
  const status = document.getElementById("status");
  const say = (text) => {
    // Emptied first, or a screen reader keeps silent about the same words twice.
    status.textContent = "";
    setTimeout(() => { status.textContent = text; }, 50);
  };
  const tell = (name) => say(status.dataset[name]);

  const LOW = 20; // characters left from which they are read out
  function countCharacters(field) {
    const line = document.getElementById(field.id + "-count");
    let waiting = 0;
    const show = () => {
      const left = field.maxLength - field.value.length;
      line.textContent = status.dataset.left.replace("{n}", left);
      clearTimeout(waiting);
      if (left <= LOW) waiting = setTimeout(() => say(line.textContent), 1000);
    };
    field.addEventListener("input", show);
    line.textContent = status.dataset.left.replace("{n}", field.maxLength - field.value.length);
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

  const read = async (response) => new DOMParser().parseFromString(await response.text(), "text/html");
  const bare = () => location.pathname + location.search;
  let shown = bare();
  let running = null;

  // Fetch a page of ours and put its content in place of this one's. A newer question stops the one before.
  async function show(address, place) {
    if (running) running.abort();
    const mine = running = new AbortController();
    const old = document.getElementById("main");
    old.setAttribute("aria-busy", "true");
    tell("busy");
    try {
      const page = await read(await fetch(address, { headers: { Accept: "text/html" }, credentials: "omit", signal: mine.signal }));
      const main = page.getElementById("main");
      if (!main) throw new Error("no page");
      if (place === undefined) {
        history.replaceState({ top: scrollY }, "");
        history.pushState({ top: 0 }, "", address + "#answer");
      }
      shown = bare();
      old.replaceWith(main);
      document.title = page.title;
      document.querySelector(".langs").replaceWith(page.querySelector(".langs"));
      enhance(main);
      const wrong = main.querySelector("[aria-invalid]");
      const target = wrong || main.querySelector("#answer") || main.querySelector("h1");
      if (!wrong) target.tabIndex = -1;
      target.focus({ preventScroll: true });
      if (place === undefined && main.querySelector(".earlier")) target.scrollIntoView({ behavior: "instant" });
      else scrollTo({ top: place || 0, behavior: "instant" });
      if (!wrong) say(main.querySelector("#answer") ? status.dataset.done : target.textContent);
      else status.textContent = ""; // the field tells its error itself
    } catch (error) {
      if (error.name !== "AbortError") location.assign(address);
    }
  }

  // Yes or no, then the reason: answered in place, so that nobody loses the answer that they are reading.
  async function reply(form, button) {
    const data = new URLSearchParams(new FormData(form));
    if (button.name) data.append(button.name, button.value);
    const box = form.closest(".feedback");
    try {
      const response = await fetch(form.action, { method: "POST", body: data, headers: { Accept: "text/html" }, credentials: "omit" });
      if (!response.ok) throw new Error(response.status);
      const main = (await read(response)).getElementById("main");
      const heading = document.createElement("h2");
      heading.textContent = main.querySelector("h1").textContent;
      heading.id = "helped";
      heading.tabIndex = -1;
      const thanks = main.querySelector("p");
      box.replaceChildren(...[heading, thanks, main.querySelector("form")].filter(Boolean));
      heading.focus();
    } catch {
      tell("failed");
    }
  }

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.matches(".ask")) {
      event.preventDefault();
      const address = new URL(form.action);
      address.search = new URLSearchParams(new FormData(form)).toString();
      address.hash = "";
      show(address.href);
    } else if (form.closest(".feedback") && event.submitter) {
      event.preventDefault();
      reply(form, event.submitter);
    }
  });
  addEventListener("popstate", (event) => {
    if (bare() !== shown) show(location.href, event.state ? event.state.top : 0);
  });

  const words = (node) => node.textContent.replace(/\s+/g, " ").trim();
  function inWords(article) {
    const lines = [words(article.querySelector(".asked bdi")), "", article.querySelector(".reply .text").textContent.trim()];
    for (const row of article.querySelectorAll(".reply tr")) lines.push([...row.children].map(words).join("\t"));
    lines.push("");
    for (const source of article.querySelectorAll(".source")) {
      const live = source.querySelector("a[data-address]");
      lines.push(words(source.querySelector(".where")) + ": “" + words(source.querySelector("mark")) + "”" + (live ? " " + live.dataset.address : ""));
    }
    return lines;
  }
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("button[data-copy]");
    if (!button) return;
    const here = location.href.replace(/#.*/, "") + (document.querySelector(".earlier") ? "#answer" : "");
    const lines = button.dataset.copy === "answer" ? [...inWords(button.closest("article")), here] : [here];
    try {
      await navigator.clipboard.writeText(lines.join("\n"));
      tell("copied");
    } catch {
      tell("failed");
    }
  });

  const shortcut = document.getElementById("shortcut");
  try { shortcut.checked = localStorage.getItem("ogpqa-key") !== "off"; } catch { /* no storage: on */ }
  shortcut.addEventListener("change", () => {
    try { localStorage.setItem("ogpqa-key", shortcut.checked ? "on" : "off"); } catch { /* private mode: for this page only */ }
  });
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, textarea, select, [contenteditable]");
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || typing || !shortcut.checked) return;
    const box = document.querySelector("#q");
    if (!box) return;
    event.preventDefault();
    box.focus();
  });

  enhance(document);
})();
