// The dialog of the search box: what is typed, how it is narrowed, what was found.
const diabanPanel = (() => {
  const A_PAGE = 10; // results shown until more are asked for
  const AT_FIRST = 3;
  const WORDS_SHOWN = 34;
  const WAIT = 20; // milliseconds after a letter
  const NARROWINGS = [
    ["kind", "kinds", "Loại trang"],
    ["team", "teams", "Tổ"],
    ["period", "periods", "Kỳ"],
  ];
  const FAILED = "Không tải được phần tìm kiếm. Trang có thể vừa được cập nhật: hãy tải lại trang.";

  let dialog, input, status, list, more, selects, head;
  let timer; // runs while another letter may follow
  let seeking = Promise.resolve();
  let turn = 0; // only the newest query may show anything
  let showing = 0; // and of it only the newest narrowing
  let found = { words: [], pages: [] };
  let shown = 0;

  const make = (name, facts = {}, ...inside) => {
    const node = document.createElement(name);
    for (const [fact, value] of Object.entries(facts)) node.setAttribute(fact, value);
    node.append(...inside);
    return node;
  };

  // Fills the dialog, which stands with its box since it was opened.
  const build = () => {
    input = dialog.querySelector("input");
    status = dialog.querySelector("[role=status]");
    status.textContent = "";
    selects = NARROWINGS.map(([fact, , label]) => {
      const select = make("select", { id: `tim-${fact}`, class: "db-search__select" });
      select.addEventListener("change", present);
      return [fact, select, make("label", { for: select.id }, label)];
    });
    list = make("ol", { class: "db-search__list" });
    more = make("button", { type: "button", class: "db-search__more", hidden: "" });
    more.addEventListener("click", async () => {
      const first = shown;
      await showMore(showing);
      list.children[first]?.querySelector("a").focus();
    });
    status.before(make("div", { class: "db-search__narrow", role: "group", "aria-label": "Thu hẹp kết quả", hidden: "" },
      ...selects.map(([, select, label]) => make("span", {}, label, select))));
    status.after(make("div", { class: "db-search__found" }, list, more));
    input.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(start, WAIT);
    });
    dialog.addEventListener("keydown", walk);
  };

  // Arrows walk from the box through the results and back; Enter in the box opens the first.
  const walk = (event) => {
    if (event.isComposing) return;
    const links = [...list.querySelectorAll("a")];
    const at = links.indexOf(document.activeElement);
    const inBox = document.activeElement === input;
    if (!inBox && at < 0) return;
    if (inBox && ["ArrowDown", "Enter"].includes(event.key)) leave(event.key === "Enter");
    else if (event.key === "ArrowDown") (links[at + 1] ?? links[at])?.focus();
    else if (event.key === "ArrowUp" && !inBox) (links[at - 1] ?? input).focus();
    else if (event.key === "Home" && !inBox) links[0].focus();
    else if (event.key === "End" && !inBox) links.at(-1).focus();
    else if (!inBox && event.key.length === 1 && !event.ctrlKey && !event.metaKey && event.key !== " ") {
      input.focus(); // the letter goes on being typed in the box
      return;
    } else return;
    event.preventDefault();
  };

  const start = () => {
    timer = undefined;
    return seeking = seek();
  };

  // Goes to the first result of all that was typed, not of what was there before the last letter.
  const leave = async (follow) => {
    const waited = timer !== undefined;
    clearTimeout(timer);
    await (waited ? start() : seeking);
    const first = list.querySelector("a");
    if (follow) first?.click();
    else first?.focus();
  };

  const seek = async () => {
    if (!head) return; // open() begins again when it is there
    const mine = ++turn;
    const text = input.value;
    try {
      found = { words: [], pages: [] };
      const result = await diabanFind.find(head, text);
      if (mine !== turn) return;
      found = result;
      await present();
    } catch {
      if (mine === turn) say(FAILED);
    }
  };

  const say = (text) => {
    status.textContent = text;
    list.replaceChildren();
    more.hidden = true;
  };

  const factsOf = ({ page }) => head.pages[page];
  const chosen = () => selects.filter(([, select]) => select.value !== "");
  const passes = (narrowings) => (one) =>
    narrowings.every(([fact, select]) => factsOf(one)[fact] === Number(select.value));

  // Each choice tells how many pages it would leave, the other choices standing.
  const offer = () => {
    for (const [fact, names, label] of NARROWINGS) {
      const select = selects.find(([name]) => name === fact)[1];
      const rest = found.pages.filter(passes(chosen().filter(([name]) => name !== fact)));
      const counts = new Map();
      for (const one of rest) {
        const value = factsOf(one)[fact];
        counts.set(value, (counts.get(value) ?? 0) + 1);
      }
      const current = select.value;
      const values = [...counts.keys()].filter((value) => head[names][value] !== "")
        .sort((one, other) => one - other);
      if (current !== "" && !counts.has(Number(current))) values.push(Number(current));
      select.replaceChildren(
        make("option", { value: "" }, `Mọi ${label.toLowerCase()} (${rest.length})`),
        ...values.map((value) =>
          make("option", { value }, `${head[names][value]} (${counts.get(value) ?? 0})`)));
      select.value = current;
    }
    dialog.querySelector(".db-search__narrow").hidden = found.pages.length === 0;
  };

  let kept = [];
  const present = async () => {
    const mine = ++showing;
    offer();
    kept = found.pages.filter(passes(chosen()));
    shown = 0;
    if (input.value.trim() === "") return say("");
    if (kept.length === 0) {
      return say(found.short ? "Gõ thêm chữ để tìm." : "Không tìm thấy trang nào.");
    }
    await showMore(mine, true);
    if (mine === showing) status.textContent = `${kept.length} trang`;
  };

  // The first results are asked for and shown before the rest: their texts lie in other parts.
  const showMore = async (mine, anew = false) => {
    const next = kept.slice(shown, shown + A_PAGE);
    for (const some of [next.slice(0, AT_FIRST), next.slice(AT_FIRST)]) {
      const results = await Promise.all(some.map((one) => diabanFind.show(head, one)));
      if (mine !== showing) return;
      if (anew && some[0] === next[0]) list.replaceChildren();
      list.append(...results.map(item));
    }
    shown += next.length;
    more.hidden = shown >= kept.length;
    more.textContent = `Xem thêm (còn ${kept.length - shown} trang)`;
  };

  const item = (result) => {
    const anchor = result.anchor ? `#${result.anchor}` : "";
    const facts = [
      head.kinds[result.kind], head.periods[result.period], head.teams[result.team],
    ].filter(Boolean);
    const link = make("a", {
      class: "db-search__link",
      href: `${diabanSearch.address(result.uri)}index.html${anchor}`,
    });
    link.append(make("span", { class: "db-search__title" }, marked(result.title)));
    if (result.subject) link.append(make("span", { class: "db-search__subject" }, marked(result.subject)));
    link.append(make("span", { class: "db-search__facts" }, facts.join(" · ")));
    const excerpt = around(result.text, result.whole);
    if (result.heading || excerpt) {
      const text = make("span", { class: "db-search__text" });
      if (result.heading) text.append(make("b", {}, marked(result.heading)), excerpt ? ": " : "");
      if (excerpt) text.append(marked(excerpt));
      link.append(text);
    }
    link.addEventListener("click", () => dialog.close());
    return make("li", {}, link);
  };

  // The text with the words that were sought marked.
  const marked = (text) => {
    const parts = document.createDocumentFragment();
    let done = 0;
    for (const { written, begin, end } of diabanWords.places(text)) {
      if (!diabanFind.isSought(found.words, written)) continue;
      parts.append(text.slice(done, begin), make("mark", {}, written));
      done = end;
    }
    parts.append(text.slice(done));
    return parts;
  };

  // The stretch of a text in which most of the words stand.
  const around = (text, fromStart) => {
    const places = diabanWords.places(text);
    if (places.length <= WORDS_SHOWN) return text;
    const hits = places.map(({ written }) => Number(diabanFind.isSought(found.words, written)));
    let sum = hits.slice(0, WORDS_SHOWN).reduce((one, other) => one + other, 0);
    let best = [sum, 0];
    for (let first = 1; !fromStart && first + WORDS_SHOWN <= places.length; first += 1) {
      sum += hits[first + WORDS_SHOWN - 1] - hits[first - 1];
      if (sum > best[0]) best = [sum, first];
    }
    const end = best[1] + WORDS_SHOWN;
    return (best[1] > 0 ? "… " : "") + text.slice(best[1] > 0 ? places[best[1]].begin : 0,
      end < places.length ? places[end - 1].end : undefined) + (end < places.length ? " …" : "");
  };

  const open = async (opened, address) => {
    if (!dialog) {
      dialog = opened;
      build();
    }
    try {
      head = await diabanSearch.open(address);
      if (input.value.trim() !== "") await start();
    } catch {
      say(FAILED);
    }
  };

  return { open };
})();
