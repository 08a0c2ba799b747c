/** Which models fit a text, and in which order models are shown. */

import { CardTexts } from "./card_texts.mjs";
import { ModelTexts } from "./model_texts.mjs";
import { RELEVANCE, SORTS, sortOf } from "./browse_state.mjs";
import { RANKS, TextSearch } from "./text_search.mjs";

/** @typedef {import("./browse_boards.mjs").Boards} Boards */
/** @typedef {import("./browse_index.mjs").BrowseIndex} BrowseIndex */
/** @typedef {import("./browse_state.mjs").BrowseState} BrowseState */

export class ModelSearch {
  /** @type {TextSearch | null} */
  #search = null;
  #isLoading = false;

  /**
   * @param {BrowseIndex} index
   * @param {URL} url of the index
   * @param {string} fullText the folder of the full-text index with its host, empty for none
   * @param {Boards} boards
   * @param {() => void} onMore is told when more is known
   */
  constructor(index, url, fullText, boards, onMore) {
    this.index = index;
    this.boards = boards;
    this.onMore = onMore;
    this.texts = new ModelTexts(index, url, (first, texts) => {
      this.#search?.add(first, texts);
      onMore();
    });
    this.cardTexts = new CardTexts(fullText, onMore);
  }

  /** Whether more models may be found for what is searched for. */
  get isSearching() {
    return this.#isLoading || this.cardTexts.isSearching;
  }

  /**
   * @param {string} search
   * @returns {Uint8Array | null} how well each model fits, 0 for not at all; null for no text
   */
  ranks(search) {
    this.cardTexts.search(search);
    if (!search) {
      return null;
    }
    if (!this.#search) {
      this.#search = new TextSearch(this.index);
      for (const [first, texts] of this.texts.loaded()) {
        this.#search.add(first, texts);
      }
      this.#isLoading = true;
      void this.texts.loadAll().then(() => {
        this.#isLoading = false;
        this.onMore();
      });
    }
    const ranks = this.#search.ranks(search);
    for (const place of this.cardTexts.places) {
      ranks[place] ||= RANKS.text;
    }
    return ranks;
  }

  /**
   * @param {BrowseState} state
   * @returns {string} the order that is asked for, or the usual one where the site does not have it
   */
  order(state) {
    const { sort } = state;
    const isDay = sort === "modified" || sort === "created";
    const isThere = isDay ? this.index.hasDates : SORTS.includes(sort) || sort === RELEVANCE || this.boards.mayBe(sort);
    return sortOf(isThere ? state : { ...state, sort: "" });
  }

  /**
   * @param {number[]} places of models, in order
   * @param {Uint8Array | null} ranks
   * @param {BrowseState} state
   */
  sorted(places, ranks, state) {
    const order = this.order(state);
    if (order === RELEVANCE && ranks) {
      const byText = this.cardTexts.order;
      return places.sort((one, other) => {
        const difference = (ranks[one] ?? 0) - (ranks[other] ?? 0);
        return difference || (ranks[one] === RANKS.text ? (byText.get(one) ?? 0) - (byText.get(other) ?? 0) : one - other);
      });
    }
    const days = order === "modified" ? this.index.updated : order === "created" ? this.index.created : [];
    if (days.length > 0) {
      // A day that is not known is -1 and comes last.
      const age = (/** @type {number} */ place) => ((days[place] ?? -1) < 0 ? Infinity : (days[place] ?? 0));
      return places.sort((one, other) => (age(one) === age(other) ? one - other : age(one) - age(other)));
    }
    return this.boards.sorted(places, order);
  }

  /**
   * @param {Uint8Array | null} ranks
   * @param {BrowseState} state
   * @returns {(place: number) => import("./model_rows.mjs").RowExtras} what a list says of each model besides
   */
  extras(ranks, state) {
    const { search } = state;
    const isByCreation = this.order(state) === "created";
    return (place) => {
      const isText = ranks?.[place] === RANKS.text;
      return {
        result: this.boards.result(place),
        query: isText ? search : "",
        excerpt: isText ? () => this.cardTexts.excerpt(place, search) : undefined,
        isByCreation,
      };
    };
  }
}
