/** Full-text search over the cards, through the index that Pagefind has made of them. */

const EXCERPT_WORDS = 30;
const EXCERPT_CHARACTERS = 300;
const WORD_CHARACTERS = 40;
// Narrow rows show the beginning only, so what was found is near it.
const WORDS_BEFORE = 6;
const CHARACTERS_BEFORE = 40;
// Pagefind counts words by this property; `\s` has U+FEFF besides, and not U+0085.
const SPACE = /\p{White_Space}+/u;
const NAME_DIGITS = 7;
const NO_NAME = "0".repeat(NAME_DIGITS);
const QUOTED = /^\s*".+"\s*$/;

/**
 * @typedef {{ parts: string[], models: string, tag: string }} Manifest
 * @typedef {{ names: string, longer: Record<string, string>, parts: string,
 *   shared: Record<string, Record<string, number>> }} ModelsFile
 * @typedef {{ location: number, balanced_score: number }} Location
 * @typedef {{ raw_url: string, content: string, meta: { title: string }, weighted_locations: Location[] }} Fragment
 * @typedef {{ id: string, score: number, data: () => Promise<Fragment> }} Result
 * @typedef {{ search: (query: string) => Promise<{ results: Result[] }>, destroy: () => Promise<void>,
 *   mergeIndex: (folder: string, options: object) => Promise<void> }} Pagefind
 * @typedef {{ place: number, result: Result }} Placed
 * @typedef {{ places: number[], scores: number[] }} Found which models, by their places in the catalog, best first
 * @typedef {{ text: string, marked: boolean }} Piece
 */

export class FullText {
  /** @type {Promise<Index> | null} */
  #index = null;
  #failures = 0;
  #searches = 0;
  /** @type {Map<number, Result>} */
  #results = new Map();
  #query = "";

  /** @param {URL} folder of the index, which ends with a slash */
  constructor(folder) {
    this.folder = folder;
  }

  /**
   * Find the models whose texts have all words of a query, or words that begin so; in quotes, words that follow one
   * another.
   *
   * Rejects when the files of the index can't be loaded; the next call tries again.
   * @param {string} query
   * @returns {Promise<Found | null>} null when another search was begun meanwhile
   */
  async search(query) {
    const number = ++this.#searches;
    const index = await this.#load();
    if (number !== this.#searches) {
      return null;
    }
    let found;
    try {
      found = await index.search(query);
    } catch (error) {
      this.#forget(index);
      throw error;
    }
    if (number !== this.#searches) {
      return null;
    }
    this.#query = query;
    this.#results = new Map(found.map(({ place, result }) => [place, result]));
    return { places: [...this.#results.keys()], scores: [...this.#results.values()].map(({ score }) => score) };
  }

  /**
   * What a model that the last search has found says around the words of the query.
   *
   * Rejects when it can't be loaded.
   * @param {number} place
   * @returns {Promise<Piece[]>} texts to show one after the other; none for other models
   */
  async excerpt(place) {
    const result = this.#results.get(place);
    const beginnings = queryWords(this.#query).map(plain);
    return result ? excerptPieces(await result.data(), beginnings) : [];
  }

  async #load() {
    this.#index ??= loadIndex(this.folder, this.#failures);
    const loading = this.#index;
    try {
      return await loading;
    } catch (error) {
      if (this.#index === loading) {
        this.#index = null;
        this.#failures++;
      }
      throw error;
    }
  }

  /** @param {Index} index that does not answer */
  #forget(index) {
    this.#index = null;
    index.close();
  }
}

class Index {
  /**
   * @param {Pagefind} pagefind
   * @param {ModelsFile} models
   * @param {URL} entry a small file that is there if the site answers
   */
  constructor(pagefind, models, entry) {
    this.pagefind = pagefind;
    this.entry = entry;
    this.shared = models.shared;
    this.parts = models.parts;
    this.places = new Map(namesOf(models).map((name, place) => [name, place]));
    this.places.delete(NO_NAME);
  }

  /**
   * @param {string} query
   * @returns {Promise<Placed[]>}
   */
  async search(query) {
    const found = await this.#ask(query);
    if (found.length === 0 && query.trim()) {
      // Pagefind takes words that it could not load for words that nobody wrote.
      await fetched(this.entry, { cache: "no-store" });
    }
    if (QUOTED.test(query)) {
      return found;
    }
    let parts = new Set(found.map(({ place }) => this.#part(place)));
    for (const word of queryWords(query)) {
      parts = await this.#partsWith(word, parts);
    }
    return found.filter(({ place }) => parts.has(this.#part(place)));
  }

  /**
   * Which of some parts have a word, or one that begins so.
   *
   * In an index without it, Pagefind leaves a word out of the query, or takes the beginning of it that is a word. Then
   * models would be found that do not have it, just because others in their part have it neither.
   * @param {string} word
   * @param {Set<string>} parts
   */
  async #partsWith(word, parts) {
    const having = new Set((await this.#ask(`"${word}"`)).map(({ place }) => this.#part(place)));
    if ([...parts].some((part) => !having.has(part))) {
      const firsts = new Map((await this.#ask(word)).reverse().map((found) => [this.#part(found.place), found]));
      for (const [part, { result }] of firsts) {
        if (parts.has(part) && !having.has(part) && hasBeginning(await result.data(), plain(word))) {
          having.add(part);
        }
      }
    }
    return new Set([...parts].filter((part) => having.has(part)));
  }

  /**
   * @param {string} query
   * @returns {Promise<Placed[]>}
   */
  async #ask(query) {
    const { results } = await this.pagefind.search(query);
    /** @type {Placed[]} */
    const placed = [];
    // Nearly all of them need not be waited for, and there may be thousands.
    for (const result of results) {
      const name = result.id.slice(result.id.lastIndexOf("_") + 1);
      const shared = Object.hasOwn(this.shared, name) ? this.shared[name] : undefined;
      const place = shared ? shared[(await result.data()).raw_url] : this.places.get(name);
      if (place !== undefined) {
        placed.push({ place, result });
      }
    }
    return placed;
  }

  /** @param {number} place */
  #part(place) {
    return this.parts[place] ?? "";
  }

  close() {
    this.pagefind.destroy().catch(() => {});
  }
}

/**
 * Pagefind's names of the models, in the catalog's order.
 * @param {ModelsFile} models
 */
function namesOf({ names, longer }) {
  const digits = Array.from(atob(names), (byte) => byte.charCodeAt(0).toString(16).padStart(2, "0")).join("");
  const count = Math.floor(digits.length / NAME_DIGITS);
  return Array.from(
    { length: count },
    (_, place) => longer[place] ?? digits.slice(place * NAME_DIGITS, (place + 1) * NAME_DIGITS),
  );
}

/**
 * @param {URL} folder
 * @param {number} attempt
 */
async function loadIndex(folder, attempt) {
  const manifestUrl = new URL("index.json", folder);
  /** @type {Manifest} */
  const manifest = await (await fetched(manifestUrl, { cache: "no-cache" })).json();
  const [first, ...others] = manifest.parts.map((part) => new URL(part, folder));
  if (!first) {
    throw new Error(`${manifestUrl} names no index`);
  }
  const [models, pagefind] = await Promise.all([
    fetched(new URL(manifest.models, folder)).then((response) => response.json()),
    openPagefind(first, others, manifest.tag, attempt),
  ]);
  return new Index(pagefind, models, manifestUrl);
}

/**
 * @param {URL} first folder, with Pagefind's program in it
 * @param {URL[]} others folders of further indexes
 * @param {string} tag
 * @param {number} attempt browsers may remember that a module could not be loaded, by its address
 * @returns {Promise<Pagefind>}
 */
async function openPagefind(first, others, tag, attempt) {
  const program = new URL(attempt ? `pagefind.js?attempt=${attempt}` : "pagefind.js", first);
  const { createInstance } = await import(program.href);
  const options = { metaCacheTag: tag };
  /** @type {Pagefind} */
  const pagefind = createInstance({ ...options, basePath: first.href });
  try {
    // Rejects if the first index can't be opened, for which `mergeIndex` would wait forever.
    await pagefind.search("");
    await Promise.all(others.map((folder) => pagefind.mergeIndex(folder.href, options)));
  } catch (error) {
    pagefind.destroy().catch(() => {});
    throw error;
  }
  return pagefind;
}

/**
 * @param {URL} url
 * @param {RequestInit} [options]
 */
async function fetched(url, options) {
  const response = await fetch(url, options);
  if (!response.ok) {
    throw new Error(`${url} answers with ${response.status}`);
  }
  return response;
}

/**
 * @param {string} query
 * @returns {string[]} the words of a query that say something
 */
function queryWords(query) {
  return query.replaceAll('"', " ").split(SPACE).filter(plain);
}

/**
 * A word as it is compared: without case, accents and punctuation.
 * @param {string} word
 */
function plain(word) {
  return word.normalize("NFD").toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
}

/**
 * Whether what was found in a text has the beginning that was asked for.
 * @param {Fragment} fragment
 * @param {string} beginning
 */
function hasBeginning({ content, meta, weighted_locations: locations }, beginning) {
  const words = content.split(SPACE);
  const found = [...locations.map(({ location }) => words[location] ?? ""), meta.title];
  return found.some((word) => plain(word).includes(beginning));
}

/**
 * Pagefind's own excerpt is HTML. The text of a card is not trusted, so it stays text here.
 * @param {Fragment} fragment
 * @param {string[]} beginnings of the words that were searched, in plain form
 * @returns {Piece[]}
 */
function excerptPieces({ content, weighted_locations: locations }, beginnings) {
  const words = content.split(SPACE);
  const marked = new Set(locations.map(({ location }) => location));
  const first = densestMatch(locations);
  const start = excerptStart(words, first);
  /** @type {Piece[]} */
  const pieces = [];
  if (start > 0) {
    pieces.push({ text: "… ", marked: false });
  }
  let room = EXCERPT_CHARACTERS;
  let place = start;
  for (; place < words.length && place < start + EXCERPT_WORDS; place++) {
    const word = words[place] ?? "";
    const own = marked.has(place) ? matchPieces(word, beginnings) : [{ text: shortened(word), marked: false }];
    room -= own.reduce((sum, { text }) => sum + text.length + 1, 0);
    if (room < 0 && place > first) {
      break;
    }
    for (const [number, piece] of own.entries()) {
      append(pieces, piece, number === 0 && place > start ? " " : "");
    }
  }
  if (place < words.length) {
    pieces.push({ text: " …", marked: false });
  }
  return pieces;
}

/**
 * @param {string[]} words
 * @param {number} first the place of a match
 * @returns {number} the place of the first word to show before it
 */
function excerptStart(words, first) {
  let start = first;
  let room = CHARACTERS_BEFORE;
  while (start > 0 && first - start < WORDS_BEFORE) {
    room -= shortened(words[start - 1] ?? "").length + 1;
    if (room < 0) {
      break;
    }
    start--;
  }
  return start;
}

/**
 * Marks that follow one another become one, with what is between them.
 * @param {Piece[]} pieces
 * @param {Piece} piece
 * @param {string} between
 */
function append(pieces, { text, marked }, between) {
  const last = pieces.at(-1);
  if (last && last.marked === marked) {
    last.text += between + text;
  } else if (last && marked) {
    last.text += between;
    pieces.push({ text, marked });
  } else {
    pieces.push({ text: between + text, marked });
  }
}

/** @param {string} word */
function shortened(word) {
  const characters = Array.from(word.slice(0, 2 * WORD_CHARACTERS + 1));
  return characters.length > WORD_CHARACTERS ? `${characters.slice(0, WORD_CHARACTERS - 1).join("")}…` : word;
}

/**
 * A word that was found: marked altogether, or if it is long, what is around that which was searched for.
 * @param {string} word
 * @param {string[]} beginnings
 * @returns {Piece[]}
 */
function matchPieces(word, beginnings) {
  const characters = Array.from(word);
  if (characters.length <= WORD_CHARACTERS) {
    return [{ text: word, marked: true }];
  }
  const [from, to] = matchWithin(characters, beginnings);
  const around = Math.floor((WORD_CHARACTERS - (to - from)) / 2);
  const start = Math.max(0, Math.min(from - around, characters.length - WORD_CHARACTERS));
  const end = Math.min(characters.length, start + WORD_CHARACTERS);
  const pieces = [
    { text: (start > 0 ? "…" : "") + characters.slice(start, from).join(""), marked: false },
    { text: characters.slice(from, to).join(""), marked: true },
    { text: characters.slice(to, end).join("") + (end < characters.length ? "…" : ""), marked: false },
  ];
  return pieces.filter(({ text }) => text);
}

/**
 * Which characters are most of a word that was searched for. Pagefind finds words by their stems, too.
 * @param {string[]} characters
 * @param {string[]} beginnings
 * @returns {[number, number]} the first one, and the one after the last
 */
function matchWithin(characters, beginnings) {
  const owners = characters.flatMap((character, place) => Array(plain(character).length).fill(place));
  const text = characters.map(plain).join("");
  let from = 0;
  let length = 0;
  for (const beginning of beginnings) {
    for (let count = Math.min(beginning.length, WORD_CHARACTERS); count > length; count--) {
      const found = text.indexOf(beginning.slice(0, count));
      if (found !== -1) {
        [from, length] = [found, count];
      }
    }
  }
  return length ? [owners[from], owners[from + length - 1] + 1] : [0, WORD_CHARACTERS];
}

/**
 * @param {Location[]} locations
 * @returns {number} the first word of the passage with the most and best matches
 */
function densestMatch(locations) {
  const sorted = [...locations].sort((one, other) => one.location - other.location);
  let best = 0;
  let first = 0;
  let firstOfBest = 0;
  let sum = 0;
  for (const { location, balanced_score: score } of sorted) {
    sum += score;
    while (location - (sorted[first]?.location ?? 0) >= EXCERPT_WORDS - WORDS_BEFORE) {
      sum -= sorted[first]?.balanced_score ?? 0;
      first++;
    }
    if (sum > best) {
      [best, firstOfBest] = [sum, first];
    }
  }
  return sorted[firstOfBest]?.location ?? 0;
}
