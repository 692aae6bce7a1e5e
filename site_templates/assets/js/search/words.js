// Text to the words that are sought, exactly as build_tools/search/words.py does it; one table of
// cases (tests/search/words.csv) holds both.
const diabanWords = (() => {
  const UNSEEN = "\u00ad\u200b\u200c\u200d\u2060\ufeff";
  const LETTER = "\\p{L}\\p{N}_";
  const WITHIN = `[${LETTER}\u0300-\u036f${UNSEEN}]`;
  const APOSTROPHES = "'’‘ʼ`´";
  const SIGNS = `\\-–—‑−/.,${APOSTROPHES}`;
  const TONES = "\u0300\u0309\u0303\u0301\u0323";
  const WRITTEN_TOGETHER = new RegExp(`[${LETTER}]${WITHIN}*(?:[${SIGNS}]${WITHIN}+)*`, "gu");
  const SIGN = new RegExp(`[${SIGNS}_]`, "gu");
  const MARKS = new RegExp(`[${UNSEEN}]`, "gu");
  const OLD_PLACEMENT = new RegExp(`([${LETTER}]*?)([ou])([${TONES}])([aey])(?![${LETTER}])`, "gu");
  const LONGEST_KEY = 40;
  const isDigits = (text) => /^\p{Nd}+$/u.test(text);

  const moveTone = (match, head, first, tone, last) =>
    ["oa", "oe", "uy"].includes(first + last) && !head.endsWith("q")
      ? head + first + last + tone
      : match;

  // A part as it is written, but for case and the place of the tone mark.
  const exact = (part) =>
    part.normalize("NFD").toLowerCase().replace(OLD_PLACEMENT, moveTone).normalize("NFC");

  const short = (part) =>
    part.length === 2 && part[0] === "0" && isDigits(part) ? part[1] : part;

  const whole = (parts, signs) => {
    const apostrophe = signs.some((sign) => APOSTROPHES.includes(sign));
    if (!apostrophe && !parts.some((part) => /\p{Nd}/u.test(part))) return "";
    const digitsOnly = parts.every(isDigits);
    return parts
      .map((part, place) => {
        const shown = place === 0 || digitsOnly ? short(part) : part;
        const sign = signs[place];
        return shown + (sign === undefined || APOSTROPHES.includes(sign) ? "" : "-");
      })
      .join("");
  };

  const isDayOrFigure = (parts, signs) =>
    (parts.length > 2 || ".,".includes(signs[0])) && parts.every(isDigits);

  // What is written together to its keys: the parts, and the whole where it is a name of its own.
  const keysOf = (written) => {
    const plain = written.replace(MARKS, "");
    const parts = plain.split(SIGN).map(exact);
    const signs = plain.match(SIGN) ?? [];
    const all = signs.length && isDayOrFigure(parts, signs) ? [] : parts.map(short);
    const key = signs.length ? whole(parts, signs) : "";
    const kept = [...all, key].filter((one) => one && [...one].length <= LONGEST_KEY);
    return { keys: [...new Set(kept)], whole: key };
  };

  // Accents and đ/d forgiven.
  const fold = (key) => exact(key).normalize("NFD").replace(/\p{M}/gu, "").replaceAll("đ", "d");

  // Every place of the text: { written, begin, end }.
  const places = (text) =>
    [...text.matchAll(WRITTEN_TOGETHER)].map((found) => ({
      written: found[0],
      begin: found.index,
      end: found.index + found[0].length,
    }));

  return { places, keysOf, fold };
})();
