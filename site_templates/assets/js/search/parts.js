// The parts of the index, fetched as scripts so that a page opened from a folder may have them too.
// build_tools/search/index.py writes them; each calls diabanSearch.take with its name and content.
// All but the entry carry a digest in their names, which the entry tells.
const diabanSearch = (() => {
  const LETTERS = [...Array(0x5e).keys()]
    .map((code) => String.fromCharCode(code + 0x21))
    .filter((letter) => !"\"\\<&'".includes(letter));
  const LAST = 60;
  const VALUES = new Int16Array(128).fill(-1);
  LETTERS.forEach((letter, value) => { VALUES[letter.charCodeAt(0)] = value; });

  let root = ""; // the address of the site's first folder
  let pattern = ["", ""]; // of the address of a part, before and behind its name
  const asking = new Map();
  const taken = new Map();

  const take = (name, content) => taken.set(name, content);

  const part = (name) => {
    if (!asking.has(name)) {
      asking.set(name, new Promise((done, failed) => {
        const script = document.createElement("script");
        script.src = pattern.join(name);
        script.onload = () => { script.remove(); done(taken.get(name)); };
        script.onerror = () => { script.remove(); asking.delete(name); failed(new Error(name)); };
        document.head.append(script);
      }));
    }
    return asking.get(name);
  };

  // Reads the numbers that postings.py wrote; `each` is called with one after the other.
  const readNumbers = (text) => {
    const numbers = [];
    let value = 0;
    for (let place = 0; place < text.length; place += 1) {
      const digit = VALUES[text.charCodeAt(place)];
      if (digit < LAST) {
        numbers.push(value * LAST + digit);
        value = 0;
      } else {
        value = value * (LETTERS.length - LAST) + (digit - LAST) + 1;
      }
    }
    return numbers;
  };

  // The head: which part a key or a page is in, and what each page is of.
  const readHead = (head) => {
    const runs = readNumbers(head.runs);
    const pages = [];
    for (let place = 0; place < runs.length; place += 6) {
      const [count, kind, team, period, titleWords, list] = runs.slice(place, place + 6);
      const facts = { kind, team, period, titleWords, list: list === 1 };
      for (let number = 0; number < count; number += 1) pages.push(facts);
    }
    const steps = readNumbers(head.texts);
    const texts = [];
    for (let place = 0, page = 0; place < steps.length; place += 2) {
      page += steps[place];
      texts.push([page, steps[place + 1]]);
    }
    return { ...head, pages, texts };
  };

  let head;
  const open = async (address) => {
    if (!head) {
      const [, site, folder] = /^(.*\/)(assets\/search\/)entry\.js$/u.exec(address);
      root = site;
      pattern = [root + folder, ".js"];
      pattern = [root + folder, `.${await part("entry")}.js`];
      head = readHead(await part("head"));
    }
    return head;
  };

  return { take, part, open, readNumbers, address: (uri) => root + uri };
})();
