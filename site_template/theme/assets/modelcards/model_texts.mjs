/** Titles and summaries of models, which come in pieces when they are needed. */

/** @typedef {readonly (readonly [string, string])[]} Texts */

const AT_ONCE = 6;

export class ModelTexts {
  /** @type {Map<number, Promise<void>>} */
  #asked = new Map();
  /** @type {Map<number, Texts>} */
  #known = new Map();

  /**
   * @param {import("./browse_index.mjs").BrowseIndex} index
   * @param {URL} folder of the files
   * @param {(first: number, texts: Texts) => void} onLoad is told of each piece: the place of its first model, its texts
   */
  constructor(index, folder, onLoad) {
    this.index = index;
    this.folder = folder;
    this.onLoad = onLoad;
  }

  /**
   * @param {number} place
   * @returns {readonly [string, string] | null} title (empty when it is the name) and summary, if they are there
   */
  of(place) {
    const piece = Math.floor(place / this.index.perText);
    return this.#known.get(piece)?.[place - piece * this.index.perText] ?? null;
  }

  /** @returns {Iterable<[number, Texts]>} all that has come: the place of its first model, its texts */
  *loaded() {
    for (const [piece, texts] of this.#known) {
      yield [piece * this.index.perText, texts];
    }
  }

  /**
   * Loads the piece of a model. A piece that can't be loaded is tried again when it is next asked for.
   * @param {number} place
   */
  load(place) {
    return this.#load(Math.floor(place / this.index.perText));
  }

  /** Loads all pieces, a few at a time. */
  async loadAll() {
    const pieces = this.index.texts.keys();
    const work = async () => {
      for (const piece of pieces) {
        await this.#load(piece);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
  }

  /** @param {number} piece */
  #load(piece) {
    const known = this.#asked.get(piece);
    if (known) {
      return known;
    }
    const loading = this.#fetch(piece).catch(() => {
      this.#asked.delete(piece);
    });
    this.#asked.set(piece, loading);
    return loading;
  }

  /** @param {number} piece */
  async #fetch(piece) {
    const response = await fetch(new URL(this.index.texts[piece] ?? "", this.folder));
    if (!response.ok) {
      throw new Error(`${response.url} answers with ${response.status}`);
    }
    /** @type {Texts} */
    const texts = await response.json();
    this.#known.set(piece, texts);
    this.onLoad(piece * this.index.perText, texts);
  }
}
