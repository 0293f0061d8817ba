// Search and filters of the front page. Data come as scripts (site/data), since pages from disk may not fetch().
"use strict";
(() => {
  const AHEAD = 8; // blocks asked for together: their scripts load side by side
  const SHOWN = 50; // results before "Show more"
  const form = document.getElementById("find");
  const days = document.getElementById("days");
  const found = document.getElementById("found");
  const results = document.getElementById("results");
  const status = document.getElementById("status");
  const more = document.getElementById("more");
  const cardTemplate = document.getElementById("card").content.firstElementChild;

  const waiting = new Map();
  const kept = new Map();
  let lost = false;
  window.wireglot = ([name, data]) => waiting.get(name)?.(data);

  /** The data of a script in site/data; loaded once; null when it cannot be loaded. */
  const load = (name, stamp) => {
    if (!kept.has(name)) {
      kept.set(name, new Promise((done) => {
        const script = document.createElement("script");
        const end = (data) => {
          waiting.delete(name);
          script.remove();
          if (data === null) lost = true;
          done(data);
        };
        waiting.set(name, end);
        script.src = `site/data/${name}.js?v=${stamp}`;
        script.onerror = () => end(null);
        script.onload = () => waiting.has(name) && end(null);
        document.head.append(script);
      }));
    }
    return kept.get(name);
  };

  /** The slots of a block in which every word is found, null for all of them. */
  const slots = async (block, words, index) => {
    let left = null;
    for (const word of words) {
      const bucket = word.codePointAt(0) % index.buckets;
      const terms = await load(`t${block}-${bucket}`, index.blocks[block]);
      const here = new Set();
      for (const term in terms || {}) if (term.startsWith(word)) for (const slot of terms[term]) here.add(slot);
      left = left === null ? here : new Set([...left].filter((slot) => here.has(slot)));
      if (!left.size) break;
    }
    return left;
  };

  const matches = (card, asked) =>
    card && (!asked.language || card.language === asked.language) && (!asked.desk || `=${card.desk}` === asked.desk)
    && (!asked.state || card.state === asked.state)
    && (!asked.source || card.source.toLowerCase().includes(asked.source.toLowerCase()));

  const inBlock = async (block, words, asked, index) => {
    const left = await slots(block, words, index);
    if (left !== null && !left.size) return [];
    const cards = (await load(`h${block}`, index.blocks[block])) || [];
    return cards.filter((card, slot) => (left === null || left.has(slot)) && matches(card, asked));
  };

  const cardItem = (card) => {
    const item = cardTemplate.cloneNode(true);
    const put = (selector, text) => (item.querySelector(selector).textContent = text);
    item.classList.add(`state-${card.state}`);
    const inLanguage = (element, lang, dir) => Object.assign(element, lang ? { lang, dir } : { dir });
    inLanguage(item.querySelector("h3"), card.lang, card.dir);
    put("h3 a", card.headline);
    item.querySelector("h3 a").href = `site/articles/${encodeURIComponent(card.id)}.html`;
    put(".original-headline", card.original);
    Object.assign(item.querySelector(".original-headline"), { lang: card.language, dir: card.original_dir });
    item.querySelector(".short").replaceChildren(...card.pieces.map(([words, lang, dir]) =>
      Object.assign(inLanguage(document.createElement("span"), lang, dir), { textContent: words })));
    put("time", card.day);
    item.querySelector("time").dateTime = card.day;
    put(".state", form.elements.state.querySelector(`option[value="${CSS.escape(card.state)}"]`)?.textContent || card.state);
    put(".language", card.language_name);
    put(".desk bdi", card.desk);
    put(".source bdi", card.source);
    put(".made-by", card.made_by);
    const also = item.querySelector(".also");
    also.hidden = !card.also.length;
    card.also.forEach(([id, name], at) => {
      const link = document.createElement("a");
      link.href = `site/articles/${encodeURIComponent(id)}.html`;
      link.append(Object.assign(document.createElement("bdi"), { textContent: name }));
      also.append(at ? ", " : "", link);
    });
    return item;
  };

  /** The cards without those whose text another one has that is earlier in their group. */
  const oneRowEach = (cards) => {
    const first = new Map();
    for (const card of cards) if (card.group && !(first.get(card.group)?.place <= card.place)) first.set(card.group, card);
    return cards.filter((card) => !card.group || first.get(card.group) === card);
  };

  let round = 0; // the current search: an older one stops when it sees that it is not the latest
  let limit = SHOWN;

  const showResults = (matched, strings, ended) => {
    const cards = oneRowEach(matched);
    cards.sort((a, b) => (a.time < b.time ? 1 : a.time > b.time ? -1 : 0));
    results.replaceChildren(...cards.slice(0, limit).map(cardItem));
    more.hidden = cards.length <= limit;
    const count = (matched.length === 1 ? strings.found : strings.found_many).replace("{count}", matched.length);
    const message = ended && !cards.length ? strings.none : ended ? `${count}.` : `${count} ${strings.incomplete}`;
    status.textContent = lost ? `${message} ${strings.lost}` : message;
  };

  const search = async () => {
    const mine = ++round;
    const asked = Object.fromEntries(new FormData(form));
    keepInAddress(asked);
    const wanted = Object.values(asked).some((value) => value.trim());
    days.hidden = wanted;
    found.hidden = !wanted;
    if (!wanted) {
      status.textContent = "";
      return;
    }
    const index = await load("index", document.body.dataset.stamp);
    if (!index || mine !== round) return;
    status.textContent = index.strings.searching;
    const table = await load("folding", index.folding);
    if (!table || mine !== round) return;
    const words = wireglotSearch.terms(asked.q, wireglotSearch.folding(table), index.unspaced);
    const cards = [];
    if (asked.q.trim() && !words.length) return showResults(cards, index.strings, true);
    for (let next = index.blocks.length; next > 0; next -= AHEAD) {
      const some = [];
      for (let block = next - 1; block >= Math.max(0, next - AHEAD); block -= 1) {
        some.push(inBlock(block, words, asked, index));
      }
      cards.push(...(await Promise.all(some)).flat());
      if (mine !== round) return;
      showResults(cards, index.strings, next <= AHEAD);
    }
    if (!index.blocks.length) showResults(cards, index.strings, true);
  };

  /** Put the search into the address behind #, so that it can be kept and sent. */
  const keepInAddress = (asked) => {
    const query = new URLSearchParams(Object.entries(asked).filter(([, value]) => value.trim())).toString();
    if (query !== location.hash.slice(1)) history.replaceState(null, "", query ? `#${query}` : location.pathname + location.search);
  };

  const readAddress = () => {
    const query = new URLSearchParams(location.hash.slice(1));
    for (const [name, value] of query) if (form.elements[name]) form.elements[name].value = value;
  };

  let pause = 0;
  const searchSoon = () => {
    clearTimeout(pause);
    limit = SHOWN;
    pause = setTimeout(search, 150);
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    searchSoon();
  });
  form.addEventListener("input", searchSoon);
  form.addEventListener("reset", searchSoon);
  more.addEventListener("click", () => {
    const before = results.children.length;
    limit += 4 * SHOWN;
    search().then(() => results.children[before]?.querySelector("a").focus());
  });
  form.hidden = false;
  readAddress();
  search();
})();
