/** Search in the full text of the cards, where the site has an index of it. */

/** @typedef {import("./full_text.mjs").FullText} FullText */

const TYPING_MILLISECONDS = 250;

export class CardTexts {
  /** @type {Promise<FullText> | null} */
  #loading = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #toSearch;
  #query = "";
  isSearching = false;
  /** Whether the text of the cards could not be searched. */
  hasFailed = false;
  /** @type {readonly number[]} places of the models whose cards hold the text, the best first */
  places = [];
  /** @type {ReadonlyMap<number, number>} how good each is */
  order = new Map();

  /**
   * @param {string} folder of the index with its host, empty for none
   * @param {() => void} onFound
   */
  constructor(folder, onFound) {
    this.folder = folder;
    this.onFound = onFound;
  }

  /**
   * Begins to search when no more is typed. Until then, nothing is found.
   * @param {string} query
   */
  search(query) {
    if (query === this.#query || !this.folder) {
      return;
    }
    this.#query = query;
    this.#take([]);
    clearTimeout(this.#toSearch);
    this.isSearching = query !== "";
    this.hasFailed = false;
    if (query) {
      this.#toSearch = setTimeout(() => void this.#search(query), TYPING_MILLISECONDS);
    }
  }

  /**
   * @param {number} place
   * @param {string} query
   */
  async excerpt(place, query) {
    const fullText = await this.#load();
    return query === this.#query ? fullText.excerpt(place) : [];
  }

  /** @param {string} query */
  async #search(query) {
    let places = /** @type {readonly number[]} */ ([]);
    let hasFailed = false;
    try {
      const fullText = await this.#load();
      places = (await fullText.search(query))?.places ?? [];
    } catch (error) {
      // Names, tags and summaries are searched all the same.
      console.warn(error);
      hasFailed = true;
    }
    if (query === this.#query) {
      this.isSearching = false;
      this.hasFailed = hasFailed;
      this.#take(places);
      this.onFound();
    }
  }

  /** @param {readonly number[]} places */
  #take(places) {
    this.places = places;
    this.order = new Map(places.map((place, number) => [place, number]));
  }

  #load() {
    this.#loading ??= import("./full_text.mjs")
      .then(({ FullText }) => new FullText(new URL(this.folder)))
      .catch((error) => {
        this.#loading = null;
        throw error;
      });
    return this.#loading;
  }
}
