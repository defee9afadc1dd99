// What makes the pages quicker to use. Everything works without it.
"use strict";

(() => {
  const boxes = (root, name) => [...root.querySelectorAll("input[type=checkbox]:not(:disabled)")]
    .filter((box) => !("selectAll" in box.dataset) && (!name || box.name === name));

  // <input type="checkbox" data-select-all="NAME">: ticks every box of that name in its form.
  const showAll = (form) => {
    for (const all of form.querySelectorAll("[data-select-all]")) {
      const own = boxes(form, all.dataset.selectAll);
      const ticked = own.filter((box) => box.checked).length;
      all.checked = own.length > 0 && ticked === own.length;
      all.indeterminate = ticked > 0 && ticked < own.length;
    }
  };

  document.addEventListener("change", (event) => {
    const form = event.target.form;
    if (!form) return;
    if ("selectAll" in event.target.dataset) {
      for (const box of boxes(form, event.target.dataset.selectAll)) box.checked = event.target.checked;
    }
    showAll(form);
  });

  // <button type="button" data-copy="ID" hidden>: copies the text of that element, or its data-value.
  for (const button of document.querySelectorAll("[data-copy]")) {
    if (!navigator.clipboard) continue;
    button.hidden = false;
    button.addEventListener("click", async () => {
      const source = document.getElementById(button.dataset.copy);
      try {
        await navigator.clipboard.writeText(source.dataset.value || source.textContent.trim());
        const word = button.querySelector("[data-word]") || button;
        word.textContent = button.dataset.done || word.textContent;
      } catch {
        getSelection().selectAllChildren(source);
      }
    });
  }

  // <input type="search" data-live-search="ID">: searches while one types or chooses another filter, and replaces the region of that id by the same
  // region of the page found. Ticked rows that are not found again move to the element with data-kept, and stay ticked.
  const searchBox = (input) => {
    const form = input.form;
    const status = document.querySelector("[data-live-status]");
    let timer = 0;
    let running = null;
    let shown = "";

    const address = () => {
      const url = new URL(input.dataset.liveUrl || location.pathname, location.href);
      for (const field of form.querySelectorAll("input:not([type=checkbox], [type=hidden]), select, [data-live]")) {
        if (field.name && field.value) url.searchParams.set(field.name, field.value);
      }
      return url;
    };

    const keep = (old, fresh) => {
      const kept = form.querySelector("[data-kept]");
      for (const box of boxes(old).filter((box) => box.checked)) {
        const again = boxes(fresh, box.name).find((other) => other.value === box.value);
        if (again) again.checked = true;
        else if (kept) kept.append(box.closest("li, tr") || box);
      }
      for (const box of kept ? boxes(kept) : []) {
        const again = boxes(fresh, box.name).find((other) => other.value === box.value);
        if (!again) continue;
        again.checked = box.checked;
        (box.closest("li, tr") || box).remove();
      }
    };

    const search = async () => {
      const url = address();
      if (url.href === shown) return;
      shown = url.href;
      running?.abort();
      running = new AbortController();
      try {
        const answer = await fetch(url, { signal: running.signal, headers: { Accept: "text/html" } });
        if (!answer.ok || answer.redirected) return location.assign(url);
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        const old = document.getElementById(input.dataset.liveSearch);
        const fresh = page.getElementById(input.dataset.liveSearch);
        if (!old || !fresh) return location.assign(url);
        keep(old, fresh);
        old.replaceWith(document.adoptNode(fresh));
        showAll(form);
        if (status) status.textContent = (fresh.querySelector("[data-found], .range, .empty h2") || fresh).textContent.trim();
        history.replaceState(null, "", url);
      } catch (problem) {
        if (problem.name !== "AbortError") shown = null;
      }
    };

    input.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(search, 200);
    });
    for (const filter of form.querySelectorAll("select")) filter.addEventListener("change", search);
    shown = address().href;
  };

  for (const input of document.querySelectorAll("[data-live-search]")) searchBox(input);
  for (const form of document.forms) showAll(form);

  // On a narrow screen the navigation scrolls: show where one is.
  document.querySelector("nav [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });

  // One click is enough: a form that is on its way is not sent twice in a row.
  document.addEventListener("submit", (event) => {
    if (event.target.dataset.sent) event.preventDefault();
    else if (event.target.method === "post") {
      event.target.dataset.sent = "yes";
      setTimeout(() => delete event.target.dataset.sent, 5000);
    }
  });
  addEventListener("pageshow", () => {
    for (const form of document.forms) delete form.dataset.sent;
  });
})();
