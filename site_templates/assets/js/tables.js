// Sorting, filtering, sums, copies and downloads of tables. Without this script a table is plain
// and complete. What is set here is not kept: a page always opens with everything in its order.
// build_tools/rendering/tables.py says by classes which table can do what, so that the style sheet
// keeps room for it; a table is set up when it comes near the screen.
(() => {
  const V = DiabanValues;
  let serial = 0;

  const make = (tag, properties = {}, ...children) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  };

  const kindOf = (head) =>
    ["number", "date", "state"].find((kind) => head.classList.contains(`db-${kind}`)) ?? "text";

  const isFitting = (scroller) => scroller.querySelector("table").offsetWidth <= scroller.clientWidth + 1;

  class Table {
    constructor(scroller, fits) {
      const can = (what) => scroller.classList.contains(`db-${what}`);
      this.scroller = scroller;
      this.table = scroller.querySelector("table");
      this.heads = [...this.table.tHead.rows[0].cells];
      this.kinds = this.heads.map(kindOf);
      this.titles = this.heads.map(V.textOf);
      this.body = this.table.tBodies[0];
      this.chosen = new Map();
      this.words = [];
      if (can("sorts")) this.heads.forEach((head, index) => this.makeSortable(head, index));
      if (can("filters")) this.makeTools();
      if (can("takes")) this.makeTakers();
      scroller.classList.add("db-set");
      this.fit(fits);
    }

    // Rows in the order in which the page has them: asked for before anything moves them.
    get rows() {
      return this.kept ??= [...this.body.rows];
    }

    get parts() {
      return this.unled ??= this.rows.filter((row) => !row.classList.contains("db-strong"));
    }

    // A strong row leads the rows below it; sorting keeps them under it.
    get groups() {
      if (this.led) return this.led;
      this.led = [{ lead: null, rows: [] }];
      for (const row of this.rows) {
        if (row.classList.contains("db-strong")) this.led.push({ lead: row, rows: [] });
        else this.led.at(-1).rows.push(row);
      }
      return this.led;
    }

    makeSortable(head, index) {
      const button = make("button", { type: "button", className: "db-sort" });
      const label = `Sắp xếp theo ${this.titles[index]}`;
      if (head.querySelector("a")) {
        button.setAttribute("aria-label", label);
        head.append(button);
      } else {
        button.title = label;
        button.append(...head.childNodes);
        head.append(button);
      }
      button.addEventListener("click", () => this.sort(index));
    }

    sort(index) {
      const next = { none: "ascending", ascending: "descending", descending: "none" };
      const head = this.heads[index];
      const way = next[head.getAttribute("aria-sort") ?? "none"];
      for (const each of this.heads) each.removeAttribute("aria-sort");
      if (way !== "none") head.setAttribute("aria-sort", way);
      const sign = way === "descending" ? -1 : 1;
      for (const { lead, rows } of this.groups) {
        const keyed = rows.map((row) => [V.keyOf(row.cells[index], this.kinds[index]), row]);
        if (way !== "none") keyed.sort(([one], [other]) => V.compare(one, other, sign));
        this.body.append(...(lead ? [lead] : []), ...keyed.map(([, row]) => row));
      }
    }

    makeTools() {
      const { choices = "", rows } = this.scroller.dataset;
      this.size = Number(rows);
      this.field = make("input", { type: "search", className: "db-tools__words", autocomplete: "off" });
      this.field.addEventListener("input", () => {
        this.words = V.fold(this.field.value).split(/\s+/).filter(Boolean);
        this.filter();
      });
      this.selects = choices.split(" ").filter(Boolean).map((place) => this.choice(Number(place) - 1));
      this.count = make("p", { className: "db-tools__count", role: "status" }, `${this.size} dòng`);
      this.all = make("button", { type: "button", className: "db-tools__all", hidden: true }, "Xem tất cả");
      this.all.addEventListener("click", () => this.clear());
      const caption = V.textOf(this.table.caption?.querySelector("span") ?? this.table);
      const labelled = (text, control) => make("label", {}, make("span", {}, text), control);
      this.tools = make("div", { className: "db-tools" }, labelled("Lọc dòng", this.field),
        ...this.selects.map(([index, select]) => labelled(this.titles[index], select)), this.count, this.all);
      this.tools.setAttribute("role", "group");
      this.tools.setAttribute("aria-label", `Lọc bảng ${caption}`);
      this.scroller.before(this.tools);
    }

    // What can be chosen is gathered when it is asked for.
    choice(index) {
      const select = make("select", { id: `db-choice-${++serial}` }, make("option", { value: "" }, "Tất cả"));
      const fill = () => {
        if (select.options.length > 1) return;
        const values = [...new Set(this.parts.map((row) => V.textOf(row.cells[index])))];
        select.append(...values.sort(V.collate).map((value) => make("option", { value: `=${value}` }, value)));
      };
      select.addEventListener("pointerdown", fill);
      select.addEventListener("focus", fill);
      select.addEventListener("change", () => {
        if (select.value) this.chosen.set(index, select.value.slice(1));
        else this.chosen.delete(index);
        this.filter();
      });
      return [index, select];
    }

    clear() {
      this.field.value = "";
      this.words = [];
      this.chosen.clear();
      for (const [, select] of this.selects) select.value = "";
      this.filter();
      this.field.focus();
    }

    matches(row) {
      this.texts ??= new Map(this.rows.map((each) => [each, V.fold(each.textContent)]));
      return this.words.every((word) => this.texts.get(row).includes(word)) &&
        [...this.chosen].every(([index, value]) => V.textOf(row.cells[index]) === value);
    }

    filter() {
      for (const { lead, rows } of this.groups) {
        const whole = lead !== null && !this.chosen.size && this.words.length > 0 && this.matches(lead);
        let seen = 0;
        for (const row of rows) {
          row.hidden = !whole && !this.matches(row);
          seen += !row.hidden;
        }
        if (lead) lead.hidden = seen === 0;
      }
      const seen = this.seen().length;
      const isFiltered = this.words.length > 0 || this.chosen.size > 0;
      this.tools.classList.toggle("db-tools--filtered", isFiltered);
      this.count.textContent = isFiltered ? `Đang xem ${seen} trong ${this.size} dòng` : `${this.size} dòng`;
      this.all.hidden = !isFiltered;
      this.addUp(isFiltered);
    }

    seen() {
      return [...this.body.rows].filter((row) => !row.hidden && !row.classList.contains("db-strong"));
    }

    // Only what the foot has as a sum of the rows is added up again; never a share.
    sums() {
      const foot = this.table.tFoot?.rows[0];
      if (!foot || this.groups.length > 1) return [];
      return this.heads.map((head, index) => {
        const total = index && this.kinds[index] === "number" && V.decimalOf(V.textOf(foot.cells[index]));
        if (!total || /%/.test(head.textContent + foot.cells[index].textContent)) return false;
        return V.isSame(total, V.sum(this.parts.map((row) => V.decimalOf(V.textOf(row.cells[index]))).filter(Boolean)));
      });
    }

    addUp(isFiltered) {
      this.summed ??= this.sums();
      this.partial?.remove();
      if (!isFiltered || !this.summed.includes(true)) return;
      const rows = this.seen();
      const cells = this.heads.map((_, index) => {
        if (!index) return make("th", { scope: "row" }, `Tổng của ${rows.length} dòng đang xem`);
        const values = rows.map((row) => V.decimalOf(V.textOf(row.cells[index]))).filter(Boolean);
        if (!this.summed[index]) return make("td");
        const notes = new Set(rows.map((row) => V.noteOf(row.cells[index])).filter(Boolean));
        return make("td", {}, V.format(V.sum(values)), ...[...notes].map((note) => make("small", {}, ` ${note}`)));
      });
      this.partial = make("tr", { className: "db-strong db-partial" }, ...cells);
      this.table.tFoot.prepend(this.partial);
    }

    makeTakers() {
      const told = make("span", { role: "status" });
      const copy = make("button", { type: "button" }, "Chép bảng");
      const save = make("button", { type: "button" }, "Tải CSV");
      copy.addEventListener("click", async () => {
        told.textContent = (await put(this.lines("\t").join("\n"))) ? "Đã chép, dán được vào Excel" : "Trình duyệt không cho chép";
      });
      save.addEventListener("click", () => {
        // With the mark of its encoding, and parted as Excel does where the comma is the decimal mark.
        const text = `\ufeff${this.lines(";").join("\r\n")}\r\n`;
        const link = make("a", { href: URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" })), download: this.fileName() });
        link.click();
        setTimeout(() => URL.revokeObjectURL(link.href), 1000);
      });
      this.scroller.after(make("p", { className: "db-take" }, told, copy, save));
    }

    // What is seen, in its order; notes to numbers in a column beside them, so that these stay numbers.
    lines(mark) {
      const rows = [...this.body.rows, ...(this.table.tFoot?.rows ?? [])].filter((row) => !row.hidden);
      const noted = this.heads.map((_, index) => rows.some((row) => row.cells[index]?.querySelector("small")));
      const heads = this.titles.flatMap((title, index) => (noted[index] ? [title, `${title} – ghi chú`] : [title]));
      const cells = rows.map((row) => [...row.cells].flatMap((cell, index) => {
        const text = V.plain(V.textOf(cell), this.kinds[index]);
        return noted[index] ? [text, V.noteOf(cell)] : [text];
      }));
      const quoted = (text) => (text.includes(mark) || /["\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
      return [heads, ...cells].map((line) => line.map((text) => quoted(V.inert(text))).join(mark));
    }

    fileName() {
      const caption = this.table.caption?.querySelector("span")?.textContent ?? document.title;
      return `${V.fold(caption).replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "").slice(0, 60) || "bang"}.csv`;
    }

    // A table that fits needs no scroller, so its head can stay in sight with the page.
    fit(fits) {
      this.scroller.classList.toggle("db-scroll--fits", fits);
      this.scroller.classList.toggle("db-scroll--goes-on", !fits);
      this.scroller.tabIndex = fits ? -1 : 0;
    }

    show(row) {
      if (row.hidden) this.clear(); // only a filter hides rows
    }
  }

  const put = async (text) => {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      const area = make("textarea", { value: text, className: "db-copying" });
      document.body.append(area);
      area.select();
      const done = document.execCommand("copy");
      area.remove();
      return done;
    }
  };

  const tables = new Map();
  const sizes = new ResizeObserver((changes) => {
    for (const { target } of changes) tables.get(target).fit(isFitting(target));
  });
  const prepare = (rootMargin) => {
    const nearing = new IntersectionObserver((changes) => {
      const near = changes.filter(({ isIntersecting }) => isIntersecting).map(({ target }) => target);
      // All is measured before anything is changed, or the page would be worked out for each.
      const fitting = new Map(near.filter((target) => !tables.has(target)).map((target) => [target, isFitting(target)]));
      for (const [target, fits] of fitting) {
        tables.set(target, new Table(target, fits));
        sizes.observe(target);
      }
      for (const target of near) nearing.unobserve(target);
    }, { rootMargin });
    for (const scroller of document.querySelectorAll(".db-scroll")) nearing.observe(scroller);
  };
  prepare("25% 0px");
  // Tab leaps past text and pictures: a table that needs no scrolling must not be its stop by then.
  addEventListener("keydown", () => prepare("200% 0px"), { once: true });

  // Where an address leads is always in sight.
  const reveal = () => {
    const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    const folded = target.closest("details:not([open])") ?? target.parentElement?.querySelector(":scope > details:not([open])");
    if (folded) folded.open = true;
    const row = target.closest("tr");
    if (row) tables.get(row.closest(".db-scroll"))?.show(row);
    if (folded || row) target.scrollIntoView();
  };
  addEventListener("hashchange", reveal);
  reveal();

  // Paper has no folds.
  let folded = [];
  addEventListener("beforeprint", () => {
    folded = [...document.querySelectorAll("details:not([open])")];
    for (const each of folded) each.open = true;
  });
  addEventListener("afterprint", () => {
    for (const each of folded) each.open = false;
  });
})();
