/** Full-text search over the cards, through the index that Pagefind has made of them. */

const EXCERPT_WORDS = 30;
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
    return result ? excerptPieces(await result.data()) : [];
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
    for (const word of query.replaceAll('"', " ").split(/\s+/).filter((text) => plain(text))) {
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
  const words = content.split(/\s+/);
  const found = [...locations.map(({ location }) => words[location] ?? ""), meta.title];
  return found.some((word) => plain(word).includes(beginning));
}

/**
 * Pagefind's own excerpt is HTML. The text of a card is not trusted, so it stays text here.
 * @param {Fragment} fragment
 * @returns {Piece[]}
 */
function excerptPieces({ content, weighted_locations: locations }) {
  const words = content.split(/\s+/);
  const start = densestStart(locations, words.length);
  const end = Math.min(words.length, start + EXCERPT_WORDS);
  const marked = new Set(locations.map(({ location }) => location));
  /** @type {Piece[]} */
  const pieces = [];
  for (let place = start; place < end; place++) {
    const word = words[place] ?? "";
    const last = pieces.at(-1);
    const isMarked = marked.has(place);
    if (last && last.marked === isMarked) {
      last.text += ` ${word}`;
      continue;
    }
    if (last && isMarked) {
      last.text += " ";
    }
    pieces.push({ text: last && !isMarked ? ` ${word}` : word, marked: isMarked });
  }
  if (start > 0) {
    pieces.unshift({ text: "… ", marked: false });
  }
  if (end < words.length) {
    pieces.push({ text: " …", marked: false });
  }
  return pieces;
}

/**
 * @param {Location[]} locations
 * @param {number} length how many words there are
 * @returns {number} the first word of the excerpt with the most and best matches
 */
function densestStart(locations, length) {
  const sorted = [...locations].sort((one, other) => one.location - other.location);
  let best = 0;
  let first = 0;
  let last = 0;
  let firstOfBest = 0;
  let lastOfBest = 0;
  let sum = 0;
  for (const [number, { location, balanced_score: score }] of sorted.entries()) {
    sum += score;
    last = number;
    while (location - (sorted[first]?.location ?? 0) >= EXCERPT_WORDS) {
      sum -= sorted[first]?.balanced_score ?? 0;
      first++;
    }
    if (sum > best) {
      [best, firstOfBest, lastOfBest] = [sum, first, last];
    }
  }
  const from = sorted[firstOfBest]?.location ?? 0;
  const to = sorted[lastOfBest]?.location ?? 0;
  const around = Math.floor((EXCERPT_WORDS - (to - from + 1)) / 2);
  return Math.max(0, Math.min(from - around, length - EXCERPT_WORDS));
}
