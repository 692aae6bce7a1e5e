// A reader's words to the pages that have them all, best first.
const diabanFind = (() => {
  // Where the ranges of places begin, as in build_tools/search/places.py.
  const NAME = 32, ABOUT = 48, HEADINGS = 160, TEXT = 640;
  const COUNTS = 4;
  const PARTS_OF_A_BEGINNING = 5; // a beginning that would need more parts is too short to sound out
  const NEAR = 8;
  const WEIGHTS = { title: 12, name: 12, about: 8, headings: 4, text: 1 };
  const PHRASES = { title: 6, name: 6, about: 5, headings: 4, text: 3 };

  const zoneOf = (place) => {
    if (place < NAME) return "title";
    if (place < ABOUT) return "name";
    if (place < HEADINGS) return "about";
    return place < TEXT ? "headings" : "text";
  };

  // Words of the query: what to seek, and whether its end may still be missing.
  const read = (text) => {
    const plain = text.normalize("NFC");
    const found = diabanWords.places(plain);
    const open = found.length > 0 && !/\s$/u.test(plain);
    return found
      .map(({ written }, place) => ({
        ...diabanWords.keysOf(written),
        open: open && place === found.length - 1,
      }))
      .filter((word) => word.keys.length > 0);
  };

  // Names of the parts that hold what begins with `from` and does not come behind `to`.
  const partsBetween = (head, from, to) => {
    const names = [];
    head.words.forEach((first, number) => {
      const next = head.words[number + 1];
      if (first <= to && (next === undefined || next >= from)) names.push(`w${number}`);
    });
    return names;
  };

  const entriesOf = (part) => {
    part.folded ??= part.filter((_, place) => place % 2 === 0).map(diabanWords.fold);
    return part.folded.map((folded, number) => ({
      folded, key: part[number * 2], postings: part[number * 2 + 1],
    }));
  };

  // Every entry that a key stands for: accents forgiven, and where it is open all that begin so.
  const lookUp = async (head, key, open) => {
    const folded = diabanWords.fold(key);
    let names = open ? partsBetween(head, folded, `${folded}\uffff`) : [];
    const whole = !open || names.length > PARTS_OF_A_BEGINNING;
    if (whole) names = partsBetween(head, folded, folded);
    const parts = await Promise.all(names.map(diabanSearch.part));
    const entries = parts.flatMap(entriesOf).filter((entry) =>
      whole ? entry.folded === folded : entry.folded.startsWith(folded));
    return { folded, key, open: !whole, tooShort: open && whole, entries };
  };

  // A word written together is sought as a whole, and by its parts where no whole is found.
  const seek = async (head, word) => {
    if (word.whole) {
      const asWhole = await lookUp(head, word.whole, word.open);
      if (asWhole.entries.length > 0) return [asWhole];
    }
    const parts = word.whole ? word.keys.filter((key) => key !== word.whole) : word.keys;
    const sought = parts.length > 0 ? parts : word.keys;
    return Promise.all(sought.map((key, place) =>
      lookUp(head, key, word.open && place === sought.length - 1)));
  };

  // What it is worth that a word stands there: where first, whether as typed, whether whole.
  const worth = (places, exact, whole, accented) => {
    const repeated = places[0] >= HEADINGS ? places.length / 10 : 0;
    return WEIGHTS[zoneOf(places[0])] + repeated + (whole ? 3 : 0) +
      (exact ? (accented ? 30 : 0.5) : 0);
  };

  // Adds what one entry says to page → { places, worth }; pages outside `within` are skipped.
  const gather = (found, entry, sought, within) => {
    const numbers = diabanSearch.readNumbers(entry.postings);
    const exact = entry.key === sought.key ||
      (sought.open && entry.key.startsWith(sought.key));
    const whole = entry.folded === sought.folded;
    let page = -1;
    for (let at = 0; at < numbers.length;) {
      const first = numbers[at++];
      page += Math.floor(first / COUNTS) + 1;
      let count = first % COUNTS + 1;
      if (count === COUNTS) count += numbers[at++];
      const end = at + count;
      if (within && !within.has(page)) { at = end; continue; }
      const places = [];
      for (let place = -1; at < end; at += 1) places.push(place += numbers[at] + 1);
      const value = worth(places, exact, whole, sought.key !== sought.folded);
      const hit = found.get(page);
      if (!hit) found.set(page, { places, worth: value });
      else {
        hit.places.push(...places);
        hit.worth = Math.max(hit.worth, value);
      }
    }
  };

  const size = (sought) => sought.entries.reduce((sum, entry) => sum + entry.postings.length, 0);

  // The rarest word first: the others are only read on pages that have it.
  const meet = (words) => {
    let within;
    const hits = new Map();
    for (const sought of [...words].sort((one, other) => size(one) - size(other))) {
      const found = new Map();
      for (const entry of sought.entries) gather(found, entry, sought, within);
      for (const hit of found.values()) hit.places.sort((one, other) => one - other);
      hits.set(sought, found);
      within = found;
    }
    const pages = within ? [...within.keys()] : [];
    return pages.map((page) => ({ page, hits: words.map((sought) => hits.get(sought).get(page)) }));
  };

  // How near the next word follows: the best zone where it comes at once, else whether it is near.
  const nearness = (places, next) => {
    let best = 0;
    let other = 0;
    for (const place of places) {
      while (other < next.length && next[other] < place) other += 1;
      if (other === next.length) break;
      const distance = next[other] - place;
      const zone = zoneOf(place);
      if (zone !== zoneOf(next[other])) continue;
      if (distance <= 1) best = Math.max(best, PHRASES[zone]);
      else if (distance <= NEAR) best = Math.max(best, 1);
    }
    return best;
  };

  const score = (facts, words, hits) => {
    let sum = facts.list ? -6 : 0;
    hits.forEach((hit, number) => {
      sum += hit.worth;
      if (number > 0) sum += nearness(hits[number - 1].places, hit.places);
    });
    const within = (from, to) =>
      hits.every((hit) => hit.places.some((place) => place >= from && place < to));
    if (within(0, NAME)) sum += 10 * Math.min(1, words.length / facts.titleWords);
    if (within(NAME, ABOUT)) sum += 10;
    return Math.round(sum * 10);
  };

  // The place in the text around which most of the words stand.
  const bestPlace = (hits) => {
    if (hits.every((hit) => hit.places[0] < HEADINGS)) return TEXT; // the page itself is meant
    const lists = hits.map((hit) => hit.places.filter((place) => place >= TEXT));
    let best = [0, TEXT];
    for (const place of lists.flat()) {
      const near = lists.reduce((sum, list) =>
        sum + Math.max(0, ...list.map((other) => {
          const distance = Math.abs(other - place);
          return distance > 30 ? 0 : 1 + 1 / (1 + distance);
        })), 0);
      if (near > best[0]) best = [near, place];
    }
    return best[1];
  };

  // Pages that have all words, best first; those of equal worth in the order of the index.
  const find = async (head, text) => {
    const words = (await Promise.all(read(text).map((word) => seek(head, word)))).flat();
    // A first letter or two of what is still being typed narrows nothing yet.
    const begun = ({ tooShort, folded, entries }) =>
      tooShort && (entries.length === 0 || /^\p{L}$/u.test(folded));
    const kept = words.length > 1 ? words.filter((sought) => !begun(sought)) : words;
    const pages = kept.length > 0 && kept.every((sought) => sought.entries.length > 0)
      ? meet(kept)
      : [];
    for (const found of pages) found.score = score(head.pages[found.page], kept, found.hits);
    pages.sort((one, other) => other.score - one.score || one.page - other.page);
    return { words: kept, pages, short: kept.some((sought) => sought.tooShort) };
  };

  const before = (one, other) => one[0] < other[0] || (one[0] === other[0] && one[1] <= other[1]);

  const partOf = (head, page, place) => {
    let low = 0, high = head.texts.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (before(head.texts[middle], [page, place])) low = middle;
      else high = middle - 1;
    }
    return `t${low}`;
  };

  // What to show of a page that was found: what it is, and the stretch of text with the words.
  const show = async (head, found) => {
    const place = bestPlace(found.hits);
    const [about, around] = (await Promise.all(
      [partOf(head, found.page, TEXT), partOf(head, found.page, place)].map(diabanSearch.part),
    )).map((part) => part.find((page) => page[0] === found.page));
    let at = 4;
    while (at + 4 < around.length && around[at + 4] <= place) at += 4;
    const [, uri, title, subject] = about;
    const [anchor, heading, stretch] = around.slice(at + 1, at + 4);
    const whole = place === TEXT;
    return { uri, title, subject, anchor, heading, text: stretch, whole, ...head.pages[found.page] };
  };

  // Whether a word of a text is one of those sought.
  const isSought = (words, written) => {
    const folded = diabanWords.keysOf(written).keys.map(diabanWords.fold);
    return words.some((sought) => folded.some((key) =>
      key === sought.folded || (sought.open && key.startsWith(sought.folded))));
  };

  return { find, show, isSought };
})();
