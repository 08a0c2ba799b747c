/** Sorting by a result of evaluation. What was measured differently can't be compared, so a leaderboard is chosen. */

import { element } from "./elements.mjs";

/** @typedef {import("./browse_index.mjs").BrowseIndex} BrowseIndex */
/** @typedef {[path: string, task: string, title: string, models: number[], values: string[]]} Board */

const MOST_BOARDS = 200;

export class Boards {
  /** @type {Promise<void> | null} */
  #loading = null;
  /** @type {Board[]} */
  #all = [];
  /** @type {Map<number, { rank: number, value: string }>} */
  #places = new Map();
  #path = "";

  /**
   * @param {HTMLSelectElement} sort
   * @param {BrowseIndex} index
   * @param {URL} folder
   * @param {() => void} onLoad
   */
  constructor(sort, index, folder, onLoad) {
    this.file = index.results;
    this.folder = folder;
    this.onLoad = onLoad;
    this.select = element("select", { "aria-label": "Evaluation result" });
    this.select.hidden = true;
    sort.parentElement?.after(this.select);
    if (!this.file) {
      sort.querySelector("[value=result]")?.remove();
    }
  }

  /** Whether models are sorted by a result. */
  get isShown() {
    return !this.select.hidden;
  }

  /**
   * @param {string} sort
   * @returns {boolean} whether it may be a leaderboard: all are known, or none is yet
   */
  mayBe(sort) {
    return sort.includes("/") && this.file !== "" && (this.#all.length === 0 || this.#take(sort));
  }

  /**
   * @param {readonly number[]} places
   * @returns {Promise<string>} the leaderboard that most of the models stand in, empty for none
   */
  async first(places) {
    await this.#load();
    return this.#found(places)[0]?.board[0] ?? "";
  }

  /**
   * @param {string} sort what the state says: the path of a leaderboard, or anything else
   * @param {readonly number[]} places of the models that match
   */
  update(sort, places) {
    if (sort.includes("/") && this.file && this.#all.length === 0) {
      void this.#load();
    }
    this.select.hidden = !this.#take(sort);
    if (this.isShown) {
      this.#offer(sort, places);
    }
  }

  /**
   * @param {number[]} places
   * @param {string} sort
   * @returns {number[]} the best first, then those without a result as they were
   */
  sorted(places, sort) {
    if (!this.#take(sort)) {
      return places;
    }
    const rank = (/** @type {number} */ place) => this.#places.get(place)?.rank ?? Infinity;
    return places.sort((one, other) => (rank(one) === rank(other) ? one - other : rank(one) - rank(other)));
  }

  /**
   * @param {number} place
   * @returns {string | undefined} the model's result in words
   */
  result(place) {
    return this.#path ? this.#places.get(place)?.value : undefined;
  }

  /**
   * @param {string} sort
   * @returns {boolean} whether it is a leaderboard that is known
   */
  #take(sort) {
    if (this.#path !== sort) {
      const board = this.#all.find(([path]) => path === sort);
      this.#path = board ? sort : "";
      const [, , title = "", models = [], values = []] = board ?? [];
      this.#places = new Map(models.map((place, rank) => [place, { rank, value: `${title}: ${values[rank]}` }]));
    }
    return this.#path !== "";
  }

  /** @param {readonly number[]} places */
  #found(places) {
    const wanted = new Set(places);
    return this.#all
      .map((board) => ({ board, count: board[3].filter((place) => wanted.has(place)).length }))
      .filter(({ count }) => count > 0)
      .sort((one, other) => other.count - one.count)
      .slice(0, MOST_BOARDS);
  }

  /**
   * @param {string} path
   * @param {readonly number[]} places
   */
  #offer(path, places) {
    const found = this.#found(places);
    const current = this.#all.find((board) => board[0] === path);
    if (current && !found.some(({ board }) => board === current)) {
      found.push({ board: current, count: 0 });
    }
    const byTask = new Map(found.map(({ board }) => [board[1], /** @type {HTMLOptionElement[]} */ ([])]));
    for (const { board, count } of found) {
      byTask.get(board[1])?.push(element("option", { value: board[0] }, `${board[2]} (${count})`));
    }
    const groups = [...byTask].map(([task, options]) => element("optgroup", { label: task }, ...options));
    this.select.replaceChildren(...groups);
    this.select.value = path;
    this.select.hidden = false;
  }

  #load() {
    this.#loading ??= this.#fetch().catch(() => {
      this.#loading = null;
    });
    return this.#loading;
  }

  async #fetch() {
    const response = await fetch(new URL(this.file, this.folder));
    if (!response.ok) {
      throw new Error(`${response.url} answers with ${response.status}`);
    }
    this.#all = await response.json();
    this.onLoad();
  }
}
