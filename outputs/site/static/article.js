// Lights up the sentences that a summary sentence rests on, and the other way round: hover, focus, tap.
"use strict";
(() => {
  const said = [...document.querySelectorAll(".said")];
  const rests = new Map(said.map((one) => [one, one.dataset.rests.split(" ").filter(Boolean)]));
  let held = null; // what a tap or click has fixed, until the next one or Escape

  const light = (found) => {
    document.querySelectorAll(".lit").forEach((one) => one.classList.remove("lit"));
    if (found) found.forEach((one) => one.classList.add("lit"));
  };
  const of = (node) => {
    const element = node instanceof Element ? node : null;
    const one = element && element.closest(".said");
    if (one) return [one, ...rests.get(one).map((name) => document.getElementById(name)).filter(Boolean)];
    const row = element && element.closest(".pair");
    if (!row) return null;
    const above = said.filter((each) => rests.get(each).includes(row.id));
    return above.length ? [row, ...above] : null;
  };
  const show = (event) => light(of(event.target) || held);

  document.addEventListener("pointerover", show);
  document.addEventListener("focusin", show);
  document.addEventListener("focusout", () => light(held));
  document.addEventListener("click", (event) => {
    const found = of(event.target);
    held = found && held && found[0] === held[0] ? null : found;
    light(held);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") light((held = null));
  });
})();
