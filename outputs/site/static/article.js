// Lights up the sentences that a summary sentence rests on, and the other way round: hover, focus, tap.
"use strict";
(() => {
  const said = [...document.querySelectorAll(".said")];
  const rests = new Map(said.map((one) => [one, one.dataset.rests.split(" ").filter(Boolean)]));
  const hint = document.querySelector("[data-point]");
  const peek = document.createElement("aside");
  let held = null; // the summary sentence that a tap has fixed, until the next tap or Escape
  let focused = null; // the one that holds the focus

  const rowsOf = (one) => rests.get(one).map((name) => document.getElementById(name)).filter(Boolean);
  const saidAt = (node) => (node instanceof Element ? node.closest(".said") : null);

  /** What belongs to a place on the page: a summary sentence and its rows, or a row and its summary sentences. */
  const around = (node) => {
    const one = saidAt(node);
    if (one) return [one, ...rowsOf(one)];
    const row = node instanceof Element ? node.closest(".pair") : null;
    const above = row ? said.filter((each) => rests.get(each).includes(row.id)) : [];
    return above.length ? [row, ...above] : [];
  };
  const light = (hovered) => {
    const chosen = around(hovered).length ? around(hovered) : around(held || focused);
    document.querySelectorAll(".lit").forEach((one) => one.classList.remove("lit"));
    chosen.forEach((one) => one.classList.add("lit"));
  };
  const inSight = (element) => {
    const box = element.getBoundingClientRect();
    return box.top >= 0 && box.bottom <= innerHeight;
  };

  /** Rows that are out of sight are shown in a panel, on the half of the screen where the sentence is not. */
  const show = () => {
    const one = held || focused;
    const rows = one ? rowsOf(one) : [];
    peek.hidden = !rows.length || rows.every(inSight);
    if (peek.hidden) return;
    peek.classList.toggle("above", one.getBoundingClientRect().bottom > innerHeight / 2);
    peek.replaceChildren(...rows.flatMap((row) => [...row.querySelectorAll(".told, .original")].map((cell) => {
      const line = document.createElement("p");
      line.className = cell.className;
      line.lang = cell.lang;
      line.dir = cell.dir;
      line.textContent = cell.textContent;
      return line;
    })));
  };
  const settle = () => {
    light(null);
    show();
  };

  document.addEventListener("pointerover", (event) => peek.contains(event.target) || light(event.target));
  document.addEventListener("focusin", (event) => {
    focused = saidAt(event.target);
    settle();
  });
  document.addEventListener("focusout", () => {
    focused = null;
    settle();
  });
  document.addEventListener("click", (event) => {
    if (peek.contains(event.target)) return;
    const one = event.target.closest("a") ? null : saidAt(event.target);
    held = one === held ? null : one;
    settle();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    held = focused = null;
    settle();
  });
  addEventListener("scroll", () => peek.hidden || show(), { passive: true });

  peek.className = "peek";
  peek.hidden = true;
  peek.setAttribute("aria-hidden", "true"); // the same words stand in the page, where the numbers lead
  document.body.append(peek);
  document.body.classList.add("scripted");
  if (hint) hint.textContent = hint.dataset.point;
})();
