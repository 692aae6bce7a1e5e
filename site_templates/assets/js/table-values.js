// What the cells of a table say: to sort by, to add up, to carry into a spreadsheet.
var DiabanValues = (() => {
  const MISSING = "–";
  const NUMBER = /[+−-]?\d[\d.]*(?:,\d+)?/;
  const DAY = /(\d{2})\/(\d{2})\/(\d{4})/;
  const PERIOD = /^(tháng|quý|6 tháng|sáu tháng|9 tháng|chín tháng|năm)(?:\s+([\dIV]+)\/|\s+)(\d{4})$/i;
  const QUARTERS = { I: 1, II: 2, III: 3, IV: 4 };
  // As build_tools/exports/spreadsheet.py: a spreadsheet may run none of it. A test compares them.
  const BEFORE = "[\\s\\ufeff\"'“”]*?";
  const MARK = "=+\\-@＝＋－＠\\t\\r";
  const RUNS = new RegExp(`^(?=${BEFORE}[${MARK}\\n])|(?<=[\\n;,\\t])(?=${BEFORE}[${MARK}])`, "g");
  const PLAIN_NUMBER = /^[+-]?\d+(?:[.,]\d+)*$/;
  let collator; // made when first needed: it costs more than all the rest of a page's scripts
  const collate = (one, other) =>
    (collator ??= new Intl.Collator("vi", { numeric: true, sensitivity: "variant" })).compare(one, other);

  const inert = (text) => (PLAIN_NUMBER.test(text) ? text : text.replace(RUNS, "'"));

  // The words of a cell, without its source and the note to a number.
  const textOf = (cell) => {
    let text = "";
    for (const node of cell.childNodes) {
      if (node.nodeType === Node.TEXT_NODE) text += node.data;
      else if (!node.matches(".db-source, small, .db-sort")) text += textOf(node);
    }
    return text.replace(/[\u2007\u2008]/g, "").replace(/\s+/g, " ").trim();
  };

  const noteOf = (cell) => [...cell.querySelectorAll("small")].map((note) => note.textContent.trim()).join(" ");

  // A number as digits and how many of them are decimals, so that sums are exact.
  const decimalOf = (text) => {
    const found = NUMBER.exec(text);
    if (!found) return null;
    const [whole, fraction = ""] = found[0].replaceAll(".", "").replace("−", "-").replace("+", "").split(",");
    return { digits: BigInt(whole + fraction), places: fraction.length };
  };

  const sum = (decimals) => {
    const places = Math.max(0, ...decimals.map((each) => each.places));
    const digits = decimals.reduce((all, each) => all + each.digits * 10n ** BigInt(places - each.places), 0n);
    return { digits, places };
  };

  const isSame = (one, other) => {
    const difference = sum([one, { ...other, digits: -other.digits }]);
    return difference.digits === 0n;
  };

  const format = ({ digits, places }) => {
    const plain = (digits < 0n ? -digits : digits).toString().padStart(places + 1, "0");
    const whole = plain.slice(0, plain.length - places).replace(/\B(?=(\d{3})+$)/g, ".");
    return (digits < 0n ? "−" : "") + whole + (places ? `,${plain.slice(-places)}` : "");
  };

  const periodKey = (text) => {
    const found = PERIOD.exec(text);
    if (!found) return null;
    const [, kind, part, year] = found;
    const number = part ? (QUARTERS[part] ?? Number(part)) : 0;
    const last = { t: number, q: number * 3 + 0.1, "6": 6.2, s: 6.2, "9": 9.3, c: 9.3, n: 12.4 }[kind[0].toLowerCase()];
    return Number(year) * 100 + last;
  };

  // What to sort a cell by; null where it says nothing.
  const keyOf = (cell, kind) => {
    if (cell === undefined) return null;
    const text = textOf(cell);
    if (text === "" || text === MISSING) return null;
    if (cell.dataset.sort !== undefined) {
      return cell.dataset.sort !== "" && !Number.isNaN(Number(cell.dataset.sort)) ? Number(cell.dataset.sort) : cell.dataset.sort;
    }
    const day = DAY.exec(text);
    if (kind === "date") return day ? Number(day[3] + day[2] + day[1]) : text;
    if (kind === "number") {
      const value = decimalOf(text);
      return value ? Number(value.digits) / 10 ** value.places : text;
    }
    return periodKey(text) ?? text;
  };

  // Missing ones come last, whichever way the others run.
  const compare = (one, other, way) => {
    if (one === null || other === null) return (one === null) - (other === null);
    if (typeof one === "number" && typeof other === "number") return way * (one - other);
    return way * collate(String(one), String(other));
  };

  const fold = (text) =>
    text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[đĐ]/g, "d").toLowerCase();

  // A number without the marks between thousands, so that a spreadsheet takes it for one.
  const plain = (text, kind) => {
    if (text === MISSING) return "";
    const whole = kind === "number" && /^[+−-]?[\d.]+(?:,\d+)?$/.test(text);
    return whole ? text.replaceAll(".", "").replace("−", "-") : text;
  };

  return { MISSING, inert, textOf, noteOf, decimalOf, sum, isSame, format, keyOf, compare, collate, fold, plain };
})();
