"use strict";
(() => {
  const root = document.documentElement;

  const theme = document.getElementById("theme");
  const themes = [["", "as the system"], ["light", "light"], ["dark", "dark"]];
  let shown = 0;
  theme.hidden = false;
  theme.addEventListener("click", () => {
    shown = (shown + 1) % themes.length;
    const [name, said] = themes[shown];
    if (name) root.dataset.theme = name; else delete root.dataset.theme;
    theme.textContent = `Colours: ${said}`;
  });

  const form = document.getElementById("filters");
  if (!form) return;
  const list = document.getElementById("list");
  const rows = [...list.querySelectorAll(".pair")];
  const search = form.elements.namedItem("search");
  const selects = [...form.querySelectorAll("select")];
  const count = document.getElementById("count");
  const empty = document.getElementById("empty");
  const keys = document.getElementById("keys");
  form.hidden = false;
  document.getElementById("help").hidden = false;

  // Both sides of a row are searched, each as it reads; what is looked for in one of them stands in no gap of the other.
  const texts = new Map();
  const textOf = (row) => {
    if (!texts.has(row)) {
      const side = (skipped) => {
        const walker = document.createTreeWalker(row, NodeFilter.SHOW_TEXT);
        let text = "";
        while (walker.nextNode()) {
          if (walker.currentNode.parentElement.tagName !== skipped) text += walker.currentNode.data;
        }
        return text.toLowerCase();
      };
      texts.set(row, [side("INS"), side("DEL")]);
    }
    return texts.get(row);
  };

  const highlight = (query, visible) => {
    if (!globalThis.CSS || !CSS.highlights) return;
    CSS.highlights.delete("found");
    if (!query) return;
    const found = new Highlight();
    for (const row of visible) {
      const walker = document.createTreeWalker(row, NodeFilter.SHOW_TEXT);
      while (walker.nextNode()) {
        const node = walker.currentNode;
        const text = node.data.toLowerCase();
        if (text.length !== node.data.length) continue; // places would be wrong
        for (let at = text.indexOf(query); at >= 0; at = text.indexOf(query, at + query.length)) {
          const range = new Range();
          range.setStart(node, at);
          range.setEnd(node, at + query.length);
          found.add(range);
        }
      }
    }
    CSS.highlights.set("found", found);
  };

  let visible = rows;
  const rove = (row) => {
    for (const one of rows) one.tabIndex = one === row ? 0 : -1;
  };

  const update = () => {
    const query = search.value.trim().toLowerCase();
    const asked = selects.filter((one) => one.value).map((one) => [one.name, one.value]);
    visible = [];
    for (const row of rows) {
      const fits = asked.every(([name, value]) => (row.dataset[name] || "").split(" ").includes(value))
        && (!query || textOf(row).some((text) => text.includes(query)));
      row.hidden = !fits;
      if (fits) visible.push(row);
    }
    list.dataset.view = form.elements.namedItem("view").value;
    count.textContent = `${visible.length} of ${rows.length} rows shown`;
    empty.hidden = visible.length > 0;
    rove(visible[0]);
    highlight(query, visible);
  };

  const clear = () => {
    form.reset();
    update();
  };

  const go = (step) => {
    if (!visible.length) return;
    const at = visible.indexOf(document.activeElement.closest(".pair"));
    const next = visible[at < 0 ? 0 : Math.min(Math.max(at + step, 0), visible.length - 1)];
    rove(next);
    next.focus({ preventScroll: true });
    next.scrollIntoView({ block: "nearest", behavior: "instant" });
  };

  let waiting = 0;
  form.addEventListener("input", (event) => {
    clearTimeout(waiting);
    if (event.target === search) waiting = setTimeout(update, 120); else update();
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  document.getElementById("clear").addEventListener("click", () => {
    clear();
    search.focus();
  });

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    const typing = event.target.closest("input:not([type=radio], [type=checkbox]), select, textarea");
    if (event.key === "Escape" && (form.contains(event.target) || list.contains(event.target))) {
      clear();
      return;
    }
    if (event.key === "Enter" && event.target === search) {
      clearTimeout(waiting);
      update();
      go(1);
      event.preventDefault();
      return;
    }
    if (typing || !keys.checked) return;
    if (event.key === "/") search.focus();
    else if (event.key === "j") go(1);
    else if (event.key === "k") go(-1);
    else return;
    event.preventDefault();
  });

  // A link of a figure sets a filter and goes to the rows.
  for (const link of document.querySelectorAll("a[data-filter]")) {
    link.addEventListener("click", () => {
      form.reset();
      form.elements.namedItem(link.dataset.filter).value = link.dataset.value;
      update();
    });
  }

  // A browser that comes back to the page keeps what was typed.
  update();
})();
