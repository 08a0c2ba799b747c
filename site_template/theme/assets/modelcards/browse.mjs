/**
 * Makes the list of all models searchable and filters it in place. Without this script the page is a list with links
 * to lists; nothing of it is gone with it.
 */

import { Boards } from "./browse_boards.mjs";
import { BrowseIndex } from "./browse_index.mjs";
import { lacks, matches, valueCounts } from "./browse_match.mjs";
import {
  EVERYTHING,
  NAME,
  RELEVANCE,
  SORTS,
  queryOf,
  readState,
  searchText,
  sortOf,
  valuesOf,
  withMode,
  withValue,
} from "./browse_state.mjs";
import { Chips, noMatch } from "./browse_chips.mjs";
import { counted, element, grouped, one } from "./elements.mjs";
import { FilterDialog } from "./filter_dialog.mjs";
import { FilterValues } from "./filter_values.mjs";
import { CardTexts } from "./card_texts.mjs";
import { ModelRows } from "./model_rows.mjs";
import { ModelTexts } from "./model_texts.mjs";
import { pageLinks } from "./page_links.mjs";
import { ShareView } from "./share_view.mjs";
import { RANKS, TextSearch } from "./text_search.mjs";

/** @typedef {import("./browse_state.mjs").BrowseState} BrowseState */

const SAID_AFTER_MILLISECONDS = 900;
const SLOW_MILLISECONDS = 400;
const ADDRESS_MILLISECONDS = 250;

/**
 * Makes the page of all models work, once.
 * @param {HTMLElement} root
 */
export function start(root) {
  if (root.dataset["mcStarted"] !== undefined) {
    return;
  }
  root.dataset["mcStarted"] = "";
  const page = new BrowsePage(root);
  const waiting = document.documentElement.classList;
  root.classList.toggle("mc-loading", waiting.contains("mc-waiting"));
  waiting.remove("mc-waiting");
  void page.load();
}

/** What the page has from the start, while the index is on its way. */
class BrowsePage {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root;
    // Instant navigation may have gone on to another page when the index comes.
    this.path = location.pathname;
    this.address = location.href;
    this.status = element("p", { class: "mc-visually-hidden", role: "status" });
    this.problem = element("p", { class: "mc-notice mc-notice--warning" });
    this.problem.hidden = true;
    root.prepend(this.status);
    one(root, ".mc-found", HTMLElement).prepend(this.problem);
  }

  async load() {
    const slow = setTimeout(() => (this.status.textContent = "Loading…"), SLOW_MILLISECONDS);
    try {
      const url = new URL(this.root.dataset["index"] ?? "", this.address);
      const response = await fetch(url);
      if (!response.ok) {
        throw new Error(`${url} answers with ${response.status}`);
      }
      const index = new BrowseIndex(await response.json());
      if (!this.root.isConnected) {
        return;
      }
      const isRetry = !this.problem.hidden;
      this.problem.hidden = true;
      this.status.textContent = "";
      const browser = new Browser(this, index, url);
      if (isRetry) {
        browser.count.focus();
      }
    } catch (error) {
      console.error(error);
      this.#fail();
    } finally {
      clearTimeout(slow);
      this.root.classList.remove("mc-loading");
    }
  }

  #fail() {
    const text = "The filters could not be loaded, so this is the list of all models. ";
    const retry = element("button", { type: "button", class: "mc-retry" }, "Try again");
    retry.addEventListener("click", () => void this.load());
    this.problem.replaceChildren(text, retry);
    this.problem.hidden = false;
    this.status.textContent = text;
  }
}

class Browser {
  #state = EVERYTHING;
  #isAsBuilt = true;
  /** @type {TextSearch | null} */
  #search = null;
  #isLoadingTexts = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #toSay;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #toWrite;
  #willRefresh = false;
  #isTouched = false;
  #isNew = true;
  #said = "";
  #pagesShown = "";

  /**
   * @param {BrowsePage} page
   * @param {BrowseIndex} index
   * @param {URL} url of the index
   */
  constructor({ root, status, path, address }, index, url) {
    this.root = root;
    this.status = status;
    this.index = index;
    this.path = path;
    this.siteTitle = document.title;
    this.pageSize = Number(root.dataset["pageSize"]);
    const siteRoot = root.dataset["root"] ?? "";
    const link = (/** @type {string} */ address) => siteRoot + address + (root.dataset["pageFile"] ?? "");
    this.found = one(root, ".mc-found", HTMLElement);
    this.list = one(this.found, ".mc-models", HTMLElement);
    this.count = one(this.found, ".mc-count", HTMLElement);
    this.number = one(this.count, "[data-shown]", HTMLElement);
    this.input = one(root, ".mc-search input", HTMLInputElement);
    this.sort = one(root, ".mc-sort select", HTMLSelectElement);
    this.pages = this.found.querySelector(".mc-pages") ?? this.found.appendChild(element("nav"));
    this.empty = element("div", { class: "mc-empty" });
    this.empty.hidden = true;
    this.list.before(this.empty);
    this.count.tabIndex = -1;
    this.texts = new ModelTexts(index, url, (first, texts) => {
      this.#search?.add(first, texts);
      this.#refresh();
    });
    const fullText = root.dataset["fullText"];
    this.cardTexts = new CardTexts(fullText ? new URL(fullText, address).href : "", () => this.#refresh());
    this.rows = new ModelRows(this.list, index, this.texts, link);
    this.boards = new Boards(this.sort, index, url, () => this.#refresh());
    this.chips = new Chips(index, (parameter, value) => this.#remove(parameter, value), () => this.#clear());
    this.count.before(this.chips.row);
    this.share = new ShareView(root, index);
    this.note = element("p", { class: "mc-note" });
    this.note.hidden = true;
    this.count.after(this.note, this.share.details);
    this.panel = one(root, ".mc-filters", HTMLElement);
    this.filters = this.#filters();
    this.dialog = new FilterDialog(root, status);
    this.#listen();
    const typed = this.input.value;
    this.#takeAddress();
    this.#isNew = false;
    if (typed.trim() && typed.trim() !== this.#state.search) {
      // Someone typed before the index was there.
      this.input.value = typed;
      this.#type();
    }
  }

  #filters() {
    const folded = this.panel.querySelectorAll(":scope > details");
    return Array.from(folded).flatMap((details) => {
      const facet = details instanceof HTMLDetailsElement && this.index.byParameter.get(details.dataset["parameter"] ?? "");
      if (!facet) {
        return [];
      }
      const choose = (/** @type {string} */ value, /** @type {boolean} */ isChosen) =>
        this.#go(withValue(this.#state, facet.parameter, value, isChosen));
      return [new FilterValues(details, facet, choose, (all) => this.#go(withMode(this.#state, facet, all)))];
    });
  }

  #listen() {
    this.input.addEventListener("input", () => this.#type());
    // Before a link leads away, so that the way back leads to what was typed.
    this.root.addEventListener("click", () => this.#write(), { capture: true });
    this.panel.addEventListener("pointerdown", ({ pointerType }) => (this.#isTouched = pointerType === "touch"));
    this.panel.addEventListener("keydown", () => (this.#isTouched = false));
    this.sort.addEventListener("change", () => void this.#sortBy(this.sort.value));
    this.boards.select.addEventListener("change", () => this.#go({ ...this.#state, sort: this.boards.select.value, page: 0 }));
    const release = () => this.filters.forEach((filter) => filter.release());
    this.panel.addEventListener("pointerleave", release);
    this.panel.addEventListener("focusout", ({ relatedTarget }) => {
      if (relatedTarget instanceof Node && !this.panel.contains(relatedTarget)) {
        release();
      }
    });
    const follow = () => {
      if (!this.root.isConnected) {
        removeEventListener("popstate", follow);
      } else if (location.pathname === this.path) {
        this.#takeAddress();
      }
    };
    addEventListener("popstate", follow);
  }

  #takeAddress() {
    const state = readState(location.search, this.index.byParameter);
    this.input.value = state.search;
    for (const { details, facet } of this.filters) {
      details.open ||= valuesOf(state, facet.parameter).length > 0;
    }
    this.#show(state);
  }

  #type() {
    const search = searchText(this.input.value);
    const sort = !search && this.#state.sort === RELEVANCE ? "" : this.#state.sort;
    this.#show({ ...this.#state, search, sort, page: 0 });
    // Browsers allow only so many changes of the address in a while.
    clearTimeout(this.#toWrite);
    this.#toWrite = setTimeout(() => this.#write(), ADDRESS_MILLISECONDS);
  }

  /** Lets the address follow what was typed. */
  #write() {
    const isWaiting = this.#toWrite !== undefined;
    clearTimeout(this.#toWrite);
    this.#toWrite = undefined;
    if (!isWaiting || !this.root.isConnected || location.pathname !== this.path) {
      return;
    }
    history.replaceState(history.state, "", queryOf(this.#state) || this.path);
  }

  /** @param {BrowseState} state */
  #go(state) {
    this.#write();
    const query = queryOf(state);
    if (query !== queryOf(this.#state)) {
      history.pushState(null, "", query || this.path);
    }
    this.#show(state);
  }

  /** @param {string} sort */
  async #sortBy(sort) {
    if (sort !== "result") {
      const usual = this.#state.search ? RELEVANCE : NAME;
      this.#go({ ...this.#state, sort: sort === usual ? "" : sort, page: 0 });
      return;
    }
    const path = await this.boards.first(this.#places());
    if (path) {
      this.#go({ ...this.#state, sort: path, page: 0 });
    } else {
      this.#show(this.#state);
      this.note.textContent = "None of these models has a result of evaluation to sort by.";
      this.note.hidden = false;
      this.#say(this.note.textContent, 0);
    }
  }

  /**
   * @param {string} parameter
   * @param {string} value
   */
  #remove(parameter, value) {
    const at = this.chips.focused();
    if (parameter === "search") {
      this.input.value = "";
      this.#go({ ...this.#state, search: "", sort: this.#state.sort === RELEVANCE ? "" : this.#state.sort, page: 0 });
    } else {
      this.#go(withValue(this.#state, parameter, value, false));
    }
    if (!this.chips.focus(at)) {
      this.count.focus();
    }
  }

  #clear() {
    this.input.value = "";
    const sort = this.#state.sort === RELEVANCE ? "" : this.#state.sort;
    this.#go({ ...EVERYTHING, sort });
    this.count.focus();
  }

  /** Shows the same state anew, when more is known; once before the next frame, however much comes. */
  #refresh() {
    if (!this.#willRefresh && (this.#state.search || this.#state.sort.includes("/"))) {
      this.#willRefresh = true;
      requestAnimationFrame(() => {
        this.#willRefresh = false;
        this.#show(this.#state);
      });
    }
  }

  /** @param {BrowseState} state */
  #show(state) {
    this.#state = state;
    const ranks = this.#ranks(state.search);
    const lacking = lacks(this.index, state, ranks);
    const places = this.#sorted(matches(lacking), ranks);
    const last = Math.max(0, Math.ceil(places.length / this.pageSize) - 1);
    const page = Math.min(state.page, last);
    const counts = valueCounts(this.index, state, lacking);
    if (this.panel.contains(document.activeElement) && !this.#isTouched) {
      const heights = this.filters.map((filter) => filter.height());
      this.filters.forEach((filter, number) => filter.hold(heights[number] ?? 0));
    }
    for (const filter of this.filters) {
      filter.update(counts[this.index.facets.indexOf(filter.facet)] ?? new Int32Array(), state);
    }
    this.#showRows(places.slice(page * this.pageSize, (page + 1) * this.pageSize), ranks);
    this.#showSort(places);
    this.#showCount(places.length);
    this.#showEmpty(places.length === 0);
    this.dialog.update(state, places.length);
    this.share.update(state);
    this.#showPages({ ...state, page }, last + 1);
    const labels = [...this.chips.chips(state).map(({ label }) => label), ...(state.search ? [`“${state.search}”`] : [])];
    document.title = labels.length > 0 ? `${labels.join(", ")} – ${this.siteTitle}` : this.siteTitle;
  }

  /**
   * @param {BrowseState} state
   * @param {number} count of pages
   */
  #showPages(state, count) {
    const shown = `${count} ${queryOf(state)}`;
    if (shown === this.#pagesShown) {
      return;
    }
    this.#pagesShown = shown;
    const address = (/** @type {number} */ page) => queryOf({ ...state, page }) || this.path;
    const links = pageLinks(state.page, count, address, (page) => {
      this.#go({ ...state, page });
      this.count.focus({ preventScroll: true });
      this.found.scrollIntoView();
    });
    this.pages.replaceWith(links);
    this.pages = links;
  }

  /** The models that the state asks for, in the order of their places. */
  #places() {
    return matches(lacks(this.index, this.#state, this.#ranks(this.#state.search)));
  }

  /**
   * @param {string} search
   * @returns {Uint8Array | null}
   */
  #ranks(search) {
    if (!search) {
      this.cardTexts.search("");
      return null;
    }
    if (!this.#search) {
      this.#search = new TextSearch(this.index);
      for (const [first, texts] of this.texts.loaded()) {
        this.#search.add(first, texts);
      }
      this.#isLoadingTexts = true;
      void this.texts.loadAll().then(() => {
        this.#isLoadingTexts = false;
        this.#refresh();
      });
    }
    const ranks = this.#search.ranks(search);
    this.cardTexts.search(search);
    for (const place of this.cardTexts.places) {
      ranks[place] ||= RANKS.text;
    }
    return ranks;
  }

  /** The order that is asked for, or the usual one where it is a leaderboard that is gone. */
  #order() {
    const { sort } = this.#state;
    const isUsual = sort && !SORTS.includes(sort) && sort !== RELEVANCE && !this.boards.mayBe(sort);
    return sortOf(isUsual ? { ...this.#state, sort: "" } : this.#state);
  }

  /**
   * @param {number[]} places
   * @param {Uint8Array | null} ranks
   */
  #sorted(places, ranks) {
    const sort = this.#order();
    if (sort === RELEVANCE && ranks) {
      const order = this.cardTexts.order;
      return places.sort((one, other) => {
        const difference = (ranks[one] ?? 0) - (ranks[other] ?? 0);
        return difference || (ranks[one] === RANKS.text ? (order.get(one) ?? 0) - (order.get(other) ?? 0) : one - other);
      });
    }
    const days = sort === "modified" ? this.index.updated : sort === "created" ? this.index.created : [];
    if (days.length > 0) {
      // A day that is not known is -1 and comes last.
      const age = (/** @type {number} */ place) => ((days[place] ?? -1) < 0 ? Infinity : (days[place] ?? 0));
      return places.sort((one, other) => (age(one) === age(other) ? one - other : age(one) - age(other)));
    }
    return this.boards.sorted(places, sort);
  }

  /**
   * @param {number[]} places
   * @param {Uint8Array | null} ranks
   */
  #showRows(places, ranks) {
    const isAsBuilt = this.#isAsBuilt && !queryOf(this.#state);
    this.list.hidden = places.length === 0;
    if (isAsBuilt) {
      return;
    }
    this.#isAsBuilt = false;
    const search = this.#state.search;
    const isByCreation = this.#order() === "created";
    this.rows.show(places, (place) => ({
      result: this.boards.result(place),
      query: ranks?.[place] === RANKS.text ? search : "",
      isByCreation,
      excerpt: ranks?.[place] === RANKS.text ? () => this.cardTexts.excerpt(place, search) : undefined,
    }));
  }

  /** @param {readonly number[]} places */
  #showSort(places) {
    this.boards.update(this.#state.sort, places);
    const relevance = this.sort.querySelector(`[value=${RELEVANCE}]`);
    if (this.#state.search && !relevance) {
      this.sort.prepend(element("option", { value: RELEVANCE }, "Relevance"));
    } else if (!this.#state.search) {
      relevance?.remove();
    }
    const sort = this.#order();
    this.sort.value = sort.includes("/") ? "result" : sort;
  }

  /** @param {number} count */
  #showCount(count) {
    const isAll = count === this.index.count;
    const text = isAll ? counted(count) : `${grouped(count)} of ${counted(this.index.count)}`;
    this.number.textContent = count === 0 && this.#isSearching() ? "Searching…" : text;
    const said = isAll ? text : `${text} shown`;
    if (this.#isNew) {
      // What stands there from the start is not news.
      this.#said = said;
    } else if (count > 0) {
      this.#say(said, SAID_AFTER_MILLISECONDS);
    }
  }

  /**
   * Speaks after a pause, in which another sentence may take the place of this one.
   * @param {string} text
   * @param {number} milliseconds
   */
  #say(text, milliseconds) {
    if (text === this.#said) {
      return;
    }
    this.#said = text;
    clearTimeout(this.#toSay);
    this.#toSay = setTimeout(() => (this.status.textContent = text), milliseconds);
  }

  /** Whether more models may be found for what is searched for. */
  #isSearching() {
    return this.#state.search !== "" && (this.#isLoadingTexts || this.cardTexts.isSearching);
  }

  /** @param {boolean} isEmpty */
  #showEmpty(isEmpty) {
    const isSearching = this.#isSearching();
    const hasFailed = this.#state.search !== "" && this.cardTexts.hasFailed;
    this.note.textContent = hasFailed ? "The text of the cards could not be searched. Names, tags and summaries were." : "";
    this.note.hidden = !hasFailed;
    this.chips.update(this.#state, isEmpty && !isSearching);
    this.empty.hidden = !isEmpty || isSearching;
    if (this.empty.hidden) {
      this.empty.replaceChildren();
      return;
    }
    const without = (/** @type {BrowseState} */ state) =>
      matches(lacks(this.index, state, state.search ? this.#ranks(state.search) : null)).length;
    noMatch(this.empty, this.chips, this.#state, without);
    this.#say("No model matches.", 0);
  }
}
