/** The ids of all models of the site, which are loaded when they are first needed. */

const MOST_MATCHES = 20;
const MOST_NEAREST = 3;

export class Names {
  /** @type {Promise<NameIndex> | null} */
  #index = null;

  /** @param {URL} url of `models/names.json` */
  constructor(url) {
    this.url = url;
  }

  /** Rejects when the site does not answer; the next call tries again. */
  load() {
    this.#index ??= loadIndex(this.url).catch((error) => {
      this.#index = null;
      throw error;
    });
    return this.#index;
  }
}

/** @param {URL} url */
async function loadIndex(url) {
  const response = await fetch(url);
  if (!response.ok) {
    throw new Error(`${url} answers with ${response.status}`);
  }
  return new NameIndex(await response.json());
}

export class NameIndex {
  /** @param {{ names: Record<string, string[]>, addresses: Record<string, string> }} file */
  constructor({ names, addresses }) {
    this.addresses = new Map(Object.entries(addresses));
    this.ids = Object.entries(names).flatMap(([organization, own]) =>
      own.map((name) => (organization ? `${organization}/${name}` : name)),
    );
    this.known = new Set(this.ids);
    this.byLowerCase = new Map(this.ids.slice().reverse().map((id) => [id.toLowerCase(), id]));
  }

  /**
   * @param {string} text
   * @returns {string | null} the id that it is, in any case
   */
  find(text) {
    return this.known.has(text) ? text : (this.byLowerCase.get(text.toLowerCase()) ?? null);
  }

  /**
   * @param {string} id
   * @returns {string} where its page is, relative to the site's root
   */
  address(id) {
    return this.addresses.get(id) ?? `${id.split("/").map(encodeURIComponent).join("/")}/`;
  }

  /**
   * @param {string} text
   * @returns {string[]} ids that hold each of its words, those in front that begin with it
   */
  matches(text) {
    const lower = text.toLowerCase();
    const words = lower.split(/\s+/);
    const found = [...this.byLowerCase].filter(([id]) => words.every((word) => id.includes(word)));
    const rank = (/** @type {string} */ id) => (id.startsWith(lower) ? 0 : id.includes(`/${lower}`) ? 1 : 2);
    return found
      .sort(([one], [other]) => rank(one) - rank(other) || (one < other ? -1 : 1))
      .slice(0, MOST_MATCHES)
      .map(([, id]) => id);
  }

  /**
   * @param {string} text
   * @returns {string[]} ids that it may be a slip of
   */
  nearest(text) {
    const lower = text.toLowerCase().slice(0, 200);
    const most = Math.max(2, Math.floor(lower.length / 4));
    const near = [...this.byLowerCase]
      .map(([id, own]) => ({ own, distance: distance(lower, id, most) }))
      .filter((one) => one.distance <= most)
      .sort((one, other) => one.distance - other.distance);
    const [organization = "", name] = lower.split("/");
    const found = near.length > 0 ? near.map(({ own }) => own) : this.matches(name ?? lower);
    return [...found, ...(found.length > 0 || !name ? [] : this.matches(`${organization}/`))].slice(0, MOST_NEAREST);
  }
}

/**
 * How many letters are to be added, left out or exchanged to make one text of another (Levenshtein's distance).
 * @param {string} one
 * @param {string} other
 * @param {number} most where counting stops
 * @returns {number}
 */
function distance(one, other, most) {
  if (Math.abs(one.length - other.length) > most) {
    return most + 1;
  }
  let above = Array.from({ length: other.length + 1 }, (_, place) => place);
  for (let row = 1; row <= one.length; row++) {
    const current = [row];
    for (let column = 1; column <= other.length; column++) {
      const exchanged = (above[column - 1] ?? 0) + (one[row - 1] === other[column - 1] ? 0 : 1);
      current.push(Math.min(exchanged, (above[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
    }
    if (Math.min(...current) > most) {
      return most + 1;
    }
    above = current;
  }
  return above[other.length] ?? 0;
}
