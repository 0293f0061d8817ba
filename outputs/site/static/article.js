// Highlights the sentences that a summary sentence is based on, and the other way round: hover, focus, tap.
"use strict";
(() => {
  const sentences = [...document.querySelectorAll(".summary-sentence")];
  const evidence = new Map(sentences.map((sentence) => [sentence, sentence.dataset.evidence.split(" ").filter(Boolean)]));
  const hint = document.querySelector("[data-hover-hint]");
  const preview = document.createElement("aside");
  let selected = null; // the summary sentence that was tapped, until the next tap or Escape
  let focused = null; // the summary sentence that has the focus

  const rowsOf = (sentence) => evidence.get(sentence).map((name) => document.getElementById(name)).filter(Boolean);
  const sentenceAt = (node) => (node instanceof Element ? node.closest(".summary-sentence") : null);

  /** What belongs together at a node: a summary sentence and its rows, or a row and its summary sentences. */
  const related = (node) => {
    const sentence = sentenceAt(node);
    if (sentence) return [sentence, ...rowsOf(sentence)];
    const row = node instanceof Element ? node.closest(".pair") : null;
    const above = row ? sentences.filter((each) => evidence.get(each).includes(row.id)) : [];
    return above.length ? [row, ...above] : [];
  };
  const highlight = (hovered) => {
    const chosen = related(hovered).length ? related(hovered) : related(selected || focused);
    document.querySelectorAll(".highlighted").forEach((element) => element.classList.remove("highlighted"));
    chosen.forEach((element) => element.classList.add("highlighted"));
  };
  const inSight = (element) => {
    const box = element.getBoundingClientRect();
    return box.top >= 0 && box.bottom <= innerHeight;
  };

  /** Rows that are out of sight are shown in a preview, on the other half of the screen than the sentence. */
  const showPreview = () => {
    const sentence = selected || focused;
    const rows = sentence ? rowsOf(sentence) : [];
    preview.hidden = !rows.length || rows.every(inSight);
    if (preview.hidden) return;
    preview.classList.toggle("above", sentence.getBoundingClientRect().bottom > innerHeight / 2);
    preview.replaceChildren(...rows.flatMap((row) => [...row.querySelectorAll(".translation, .original")].map((cell) => {
      const line = document.createElement("p");
      line.className = cell.className;
      line.lang = cell.lang;
      line.dir = cell.dir;
      line.replaceChildren(...[...cell.childNodes].map((node) => node.cloneNode(true)));
      return line;
    })));
  };
  const update = () => {
    highlight(null);
    showPreview();
  };

  document.addEventListener("pointerover", (event) => preview.contains(event.target) || highlight(event.target));
  document.addEventListener("focusin", (event) => {
    focused = sentenceAt(event.target);
    update();
  });
  document.addEventListener("focusout", () => {
    focused = null;
    update();
  });
  document.addEventListener("click", (event) => {
    if (preview.contains(event.target)) return;
    const sentence = event.target.closest("a") ? null : sentenceAt(event.target);
    selected = sentence === selected ? null : sentence;
    update();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    selected = focused = null;
    update();
  });
  addEventListener("scroll", () => preview.hidden || showPreview(), { passive: true });

  preview.className = "preview";
  preview.hidden = true;
  preview.setAttribute("aria-hidden", "true"); // the same text is on the page, where the numbers lead
  document.body.append(preview);
  document.body.classList.add("scripted");
  if (hint) hint.textContent = hint.dataset.hoverHint;
})();
