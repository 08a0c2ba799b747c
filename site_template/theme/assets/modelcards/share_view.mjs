/** Ways to keep what is shown: its address, a feed where there is one, and a list for a page of the site. */

import { element } from "./elements.mjs";
import { SORTS, filterCount, queryOf } from "./browse_state.mjs";

/** @typedef {import("./browse_index.mjs").BrowseIndex} BrowseIndex */
/** @typedef {import("./browse_state.mjs").BrowseState} BrowseState */

const FEED = "feed.xml";

export class ShareView {
  /** @type {BrowseState | null} */
  #state = null;

  /**
   * @param {HTMLElement} root
   * @param {BrowseIndex} index
   */
  constructor(root, index) {
    this.root = root;
    this.index = index;
    this.body = element("div");
    this.details = element("details", { class: "mc-share" }, element("summary", {}, "Share this view"), this.body);
    this.details.hidden = true;
    this.details.addEventListener("toggle", () => this.#fill());
    const feed = root.querySelector("[data-feed]");
    this.feed = feed instanceof HTMLElement ? feed : null;
    this.feedLink = this.feed?.querySelector("a") ?? null;
    this.feedOfAll = this.feedLink?.getAttribute("href") ?? "";
  }

  /** @param {BrowseState} state */
  update(state) {
    this.#state = { ...state, page: 0 };
    const isAll = queryOf({ ...this.#state, sort: "" }) === "";
    this.details.hidden = queryOf(this.#state) === "";
    const feed = isAll ? this.feedOfAll : this.#feed(this.#state);
    if (this.feed && this.feedLink) {
      this.feed.hidden = !feed;
      this.feedLink.href = feed;
    }
    this.#fill();
  }

  #fill() {
    if (!this.#state || !this.details.open) {
      return;
    }
    const address = new URL(queryOf(this.#state), location.href).href;
    const feed = this.#feed(this.#state);
    this.body.replaceChildren(
      element("p", {}, "Link:"),
      copied(address),
      ...(feed ? [element("p", {}, element("a", { href: feed }, "Feed of new models"), " for feed readers (Atom)")] : []),
      element("p", {}, "List for a page of this site, in Markdown:"),
      copied(fence(this.#state)),
      ...(this.#state.search ? [element("p", {}, "Such a list searches names, tags and summaries, not the text of cards.")] : []),
    );
  }

  /**
   * @param {BrowseState} state
   * @returns {string} the address of the feed of a single value, empty where there is none
   */
  #feed(state) {
    const [only] = state.chosen;
    const facet = this.index.byParameter.get(only?.[0] ?? "");
    const value = only?.[1][0] ?? "";
    const number = facet?.number(value);
    const isOne = filterCount(state) === 1 && !state.search && this.root.dataset["feeds"] !== undefined;
    const address = facet?.address(value) ?? "";
    if (!isOne || number === undefined || !address) {
      return "";
    }
    const isDated = facet?.places[number]?.some((place) => this.index.day(place)) ?? false;
    return isDated ? `${this.root.dataset["root"] ?? ""}${address}${FEED}` : "";
  }
}

/** @param {string} text */
function copied(text) {
  const copy = element("button", { type: "button", "data-mc-copy": "" }, "Copy");
  return element("div", { class: "mc-code" }, element("pre", {}, element("code", {}, text)), copy);
}

/**
 * @param {BrowseState} state
 * @returns {string} the block that shows the same models in a page
 */
function fence(state) {
  /** @type {Map<string, string[]>} */
  const values = new Map();
  const isOrder = SORTS.includes(state.sort) || state.sort.includes("/");
  for (const [name, value] of new URLSearchParams(queryOf({ ...state, sort: isOrder ? state.sort : "" }))) {
    values.set(name, [...(values.get(name) ?? []), scalar(value)]);
  }
  const lines = [...values].map(([name, own]) => `${name}: ${own.length > 1 ? `[${own.join(", ")}]` : own[0]}`);
  return ["```modelcards", ...lines, "limit: 10", "```"].join("\n");
}

/**
 * @param {string} text
 * @returns {string} the text in YAML, in quotes where it could be taken for something else
 */
function scalar(text) {
  const isPlain = /^[a-z][\w./-]*$/i.test(text) && !/^(?:true|false|yes|no|on|off|null|y|n)$/i.test(text);
  // JSON leaves some characters as they are that YAML does not allow.
  const escape = (/** @type {string} */ sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`;
  return isPlain ? text : JSON.stringify(text).replace(/[\x7f-\x9f\u2028\u2029\ufeff]/g, escape);
}
