/** Search over ids, tags, titles and summaries with every keystroke. */

/** @typedef {import("./browse_index.mjs").BrowseIndex} BrowseIndex */

/** How well a model fits, best first; 0 is for those that do not. */
export const RANKS = { exact: 1, beginning: 2, id: 3, title: 4, tag: 5, summary: 6, text: 7 };

export class TextSearch {
  /** @type {{ id: string, name: string, tags: string, title: string, summary: string, all: string }[] | null} */
  #entries = null;

  /** @param {BrowseIndex} index */
  constructor(index) {
    this.index = index;
  }

  /**
   * Takes titles and summaries when they have come.
   * @param {number} first place
   * @param {readonly (readonly [string, string])[]} texts
   */
  add(first, texts) {
    texts.forEach(([title, summary], number) => {
      const entry = this.#all()[first + number];
      if (entry) {
        entry.title = title.toLowerCase();
        entry.summary = summary.toLowerCase();
        entry.all = `${entry.id}\n${entry.tags}\n${entry.title}\n${entry.summary}`;
      }
    });
  }

  /**
   * @param {string} query
   * @returns {Uint8Array} how well each model fits: the worst of the query's words counts, and each must occur
   */
  ranks(query) {
    const text = query.toLowerCase().trim();
    const words = [...new Set(text.split(/\s+/))];
    return Uint8Array.from(this.#all(), (entry) => {
      if (!words.every((word) => entry.all.includes(word))) {
        return 0;
      }
      if (entry.id === text || entry.name === text) {
        return RANKS.exact;
      }
      return Math.max(...words.map((word) => rank(entry, word)));
    });
  }

  #all() {
    if (!this.#entries) {
      const tags = this.index.byParameter.get("other");
      this.#entries = this.index.ids.map((id, place) => {
        const own = tags ? Array.from(tags.of(place), (number) => tags.values[number]).join("\n").toLowerCase() : "";
        const lower = id.toLowerCase();
        const name = lower.slice(lower.indexOf("/") + 1);
        return { id: lower, name, tags: own, title: "", summary: "", all: `${lower}\n${own}` };
      });
    }
    return this.#entries;
  }
}

/**
 * @param {{ id: string, name: string, tags: string, title: string }} entry
 * @param {string} word
 */
function rank(entry, word) {
  if (entry.id.includes(word)) {
    return entry.id.startsWith(word) || entry.name.startsWith(word) ? RANKS.beginning : RANKS.id;
  }
  if (entry.title.includes(word)) {
    return RANKS.title;
  }
  return entry.tags.includes(word) ? RANKS.tag : RANKS.summary;
}
