/** The rows of a page of models, as the build writes them; what stands below a name comes when a row is seen. */

import { element } from "./elements.mjs";

/** @typedef {import("./browse_index.mjs").BrowseIndex} BrowseIndex */
/** @typedef {import("./model_texts.mjs").ModelTexts} ModelTexts */
/** @typedef {{ text: string, marked: boolean }[]} Excerpt */

/**
 * What a list says of a model besides: a result, and a passage of its card.
 * @typedef {{ result?: string | undefined, excerpt?: (() => Promise<Excerpt>) | undefined }} RowExtras
 */

const LICENSES_IN_ROW = 3;
const LOOK_AHEAD = "600px";

export class ModelRows {
  /** @type {Map<Element, { place: number, extras: RowExtras }>} */
  #rows = new Map();
  #seen;

  /**
   * @param {HTMLElement} list
   * @param {BrowseIndex} index
   * @param {ModelTexts} texts
   * @param {(address: string) => string} link makes the address of a page relative to the site's root a link
   */
  constructor(list, index, texts, link) {
    this.list = list;
    this.index = index;
    this.texts = texts;
    this.link = link;
    this.#seen = new IntersectionObserver((entries) => this.#fillSeen(entries), { rootMargin: LOOK_AHEAD });
  }

  /**
   * @param {readonly number[]} places
   * @param {(place: number) => RowExtras} extrasOf
   */
  show(places, extrasOf) {
    this.#seen.disconnect();
    this.#rows.clear();
    const items = places.map((place) => {
      const item = element("li");
      const extras = extrasOf(place);
      this.#rows.set(item, { place, extras });
      this.#fill(item, place, extras);
      if (!this.texts.of(place) || extras.excerpt) {
        this.#seen.observe(item);
      }
      return item;
    });
    this.list.replaceChildren(...items);
  }

  /** @param {IntersectionObserverEntry[]} entries */
  #fillSeen(entries) {
    for (const { target, isIntersecting } of entries) {
      const row = this.#rows.get(target);
      if (isIntersecting && row) {
        this.#seen.unobserve(target);
        void this.#complete(target, row.place, row.extras);
      }
    }
  }

  /**
   * @param {Element} item
   * @param {number} place
   * @param {RowExtras} extras
   */
  async #complete(item, place, extras) {
    if (!this.texts.of(place)) {
      await this.texts.load(place);
      this.#fill(item, place, extras);
    }
    const pieces = await extras.excerpt?.().catch(() => null);
    if (pieces) {
      const paragraph = element("p", { class: "mc-excerpt" });
      paragraph.append(...pieces.map(({ text, marked }) => (marked ? element("mark", {}, text) : text)));
      (item.querySelector("p") ?? item.appendChild(element("p"))).replaceWith(paragraph);
    }
  }

  /**
   * @param {Element} item
   * @param {number} place
   * @param {RowExtras} extras
   */
  #fill(item, place, extras) {
    const texts = this.texts.of(place);
    const [title, summary] = texts ?? ["", ""];
    const id = this.index.ids[place] ?? "";
    const link = element("a", { href: this.link(this.index.address(place)) }, ...(title ? titled(title, id) : named(id)));
    const hadFocus = item.querySelector(":scope > a") === document.activeElement && item.contains(document.activeElement);
    item.replaceChildren(link, ...(summary || !texts ? [element("p", texts ? {} : { class: "mc-pending" }, summary)] : []), ...this.#facts(place, extras));
    if (hadFocus) {
      link.focus();
    }
  }

  /**
   * @param {number} place
   * @param {RowExtras} extras
   */
  #facts(place, extras) {
    const facts = [
      ...(extras.result ? [element("span", { class: "mc-result" }, extras.result), " "] : []),
      ...this.#chips("pipeline_tag", place, 1),
      ...this.#chips("license", place, LICENSES_IN_ROW),
    ];
    const day = this.index.day(place);
    if (day) {
      facts.push("Updated\u00a0", element("time", {}, day));
    }
    return facts.length > 0 ? [element("div", {}, ...facts)] : [];
  }

  /**
   * @param {string} parameter
   * @param {number} place
   * @param {number} most
   */
  #chips(parameter, place, most) {
    const facet = this.index.byParameter.get(parameter);
    return Array.from(facet?.of(place).slice(0, most) ?? []).flatMap((number) => {
      const value = facet?.values[number] ?? "";
      const isTask = parameter === "pipeline_tag";
      const chip = element("a", { href: this.link(facet?.address(value) ?? "") }, isTask ? (facet?.name(value) ?? "") : value);
      chip.classList.toggle("mc-task", isTask);
      return [chip, " "];
    });
  }
}

/**
 * @param {string} title
 * @param {string} id
 */
function titled(title, id) {
  return [element("b", {}, title), " ", element("small", {}, id)];
}

/** @param {string} id */
function named(id) {
  const cut = id.lastIndexOf("/") + 1;
  return [id.slice(0, cut), element("b", {}, id.slice(cut))];
}
