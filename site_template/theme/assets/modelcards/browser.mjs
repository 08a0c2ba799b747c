/** The page of all models at work: each action makes a state, and each state is shown by all parts. */

import { Boards } from "./browse_boards.mjs";
import { Chips, noMatch } from "./browse_chips.mjs";
import { lacks, matches, valueCounts } from "./browse_match.mjs";
import { EVERYTHING, NAME, RELEVANCE, queryOf, readState, searchText, withValue } from "./browse_state.mjs";
import { counted, element, grouped, one } from "./elements.mjs";
import { FilterDialog } from "./filter_dialog.mjs";
import { FilterPanel } from "./filter_panel.mjs";
import { ModelRows } from "./model_rows.mjs";
import { ModelSearch } from "./model_search.mjs";
import { pageLinks } from "./page_links.mjs";
import { ShareView } from "./share_view.mjs";
import { Speaker } from "./speaker.mjs";

/** @typedef {import("./browse_index.mjs").BrowseIndex} BrowseIndex */
/** @typedef {import("./browse_state.mjs").BrowseState} BrowseState */

const SAID_AFTER_MILLISECONDS = 900;
const ADDRESS_MILLISECONDS = 250;

/** What the reader asks for, and all that shows it. */
export class Browser {
  #state = EVERYTHING;
  #isAsBuilt = true;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #toWrite;
  #willRefresh = false;
  #isNew = true;
  #pagesShown = "";
  #emptyShown = "";

  /**
   * @param {{ root: HTMLElement, status: HTMLElement, path: string, address: string }} page
   * @param {BrowseIndex} index
   * @param {URL} url of the index
   */
  constructor({ root, status, path, address }, index, url) {
    this.root = root;
    this.speaker = new Speaker(status);
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
    const refresh = () => this.#refresh();
    const fullText = root.dataset["fullText"];
    this.boards = new Boards(this.sort, index, url, refresh);
    this.search = new ModelSearch(index, url, fullText ? new URL(fullText, address).href : "", this.boards, refresh);
    this.rows = new ModelRows(this.list, index, this.search.texts, link);
    this.chips = new Chips(index, (parameter, value) => this.#remove(parameter, value), () => this.#clear());
    this.count.before(this.chips.row);
    this.share = new ShareView(root, index);
    this.note = element("p", { class: "mc-note" });
    this.note.hidden = true;
    this.count.after(this.note, this.share.details);
    const panel = one(root, ".mc-filters", HTMLElement);
    this.filters = new FilterPanel(panel, index, this.#state, (state) => this.#go(state));
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

  #listen() {
    this.input.addEventListener("input", () => this.#type());
    // Before a link leads away, so that the way back leads to what was typed.
    this.root.addEventListener("click", () => this.#write(), { capture: true });
    this.sort.addEventListener("change", () => void this.#sortBy(this.sort.value));
    this.boards.select.addEventListener("change", () => this.#go({ ...this.#state, sort: this.boards.select.value, page: 0 }));
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
    this.filters.unfold(state);
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
      this.speaker.say(this.note.textContent, 0);
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
    const ranks = this.search.ranks(state.search);
    const lacking = lacks(this.index, state, ranks);
    const places = this.search.sorted(matches(lacking), ranks, state);
    const last = Math.max(0, Math.ceil(places.length / this.pageSize) - 1);
    const page = Math.min(state.page, last);
    this.filters.update(state, valueCounts(this.index, state, lacking));
    this.#showRows(places.slice(page * this.pageSize, (page + 1) * this.pageSize), ranks);
    this.#showSort(places);
    this.#showCount(places.length);
    this.#showEmpty(places.length === 0, ranks);
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
    return matches(lacks(this.index, this.#state, this.search.ranks(this.#state.search)));
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
    this.rows.show(places, this.search.extras(ranks, this.#state));
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
    const sort = this.search.order(this.#state);
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
      this.speaker.know(said);
    } else if (count > 0) {
      this.speaker.say(said, SAID_AFTER_MILLISECONDS);
    }
  }

  /** Whether more models may be found for what is searched for. */
  #isSearching() {
    return this.#state.search !== "" && this.search.isSearching;
  }

  /**
   * @param {boolean} isEmpty
   * @param {Uint8Array | null} ranks
   */
  #showEmpty(isEmpty, ranks) {
    const isSearching = this.#isSearching();
    const { hasFailed } = this.search.cardTexts;
    this.note.textContent = hasFailed ? "The text of the cards could not be searched. Names, tags and summaries were." : "";
    this.note.hidden = !hasFailed;
    this.chips.update(this.#state, isEmpty && !isSearching);
    this.empty.hidden = !isEmpty || isSearching;
    if (this.empty.hidden) {
      this.empty.replaceChildren();
      return;
    }
    // What is there stays, with the focus if it has it.
    const shown = queryOf(this.#state);
    if (shown !== this.#emptyShown || !this.empty.firstChild) {
      this.#emptyShown = shown;
      const without = (/** @type {BrowseState} */ state) =>
        matches(lacks(this.index, state, state.search ? ranks : null)).length;
      noMatch(this.empty, this.chips, this.#state, without);
    }
    this.speaker.say("No model matches.", 0);
  }
}
