/** The rows of a page of models, as the build writes them; what stands below a name comes when a row is seen. */

import { element } from "./elements.mjs";

/** @typedef {import("./browse_index.mjs").BrowseIndex} BrowseIndex */
/** @typedef {import("./model_texts.mjs").ModelTexts} ModelTexts */
/** @typedef {{ text: string, marked: boolean }[]} Excerpt */

/**
 * What a list says of a model besides: a result, and a passage of its card that holds `query`. Where models are sorted
 * by their creation, that day stands in the place of the last change.
 * @typedef {object} RowExtras
 * @property {string | undefined} result
 * @property {string} query
 * @property {(() => Promise<Excerpt>) | undefined} excerpt
 * @property {boolean} isByCreation
 */

const LICENSES_IN_ROW = 3;
const LOOK_AHEAD = "600px";

export class ModelRows {
  /** @type {Map<number, { item: HTMLLIElement, extras: RowExtras }>} */
  #rows = new Map();
  /** @type {Map<Element, number>} */
  #places = new Map();
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
   * Shows a page of models. Rows that are there already stay as they are, with the focus if they have it.
   * @param {readonly number[]} places
   * @param {(place: number) => RowExtras} extrasOf
   */
  show(places, extrasOf) {
    const before = this.#rows;
    this.#rows = new Map(places.map((place) => {
      const extras = extrasOf(place);
      const known = before.get(place);
      return [place, known && isSame(known.extras, extras) ? known : this.#made(place, extras)];
    }));
    this.#places = new Map([...this.#rows].map(([place, { item }]) => [item, place]));
    let next = this.list.firstElementChild;
    for (const { item } of this.#rows.values()) {
      if (next === item) {
        next = next.nextElementSibling;
      } else {
        this.list.insertBefore(item, next);
      }
    }
    while (next) {
      const gone = next;
      next = gone.nextElementSibling;
      this.#seen.unobserve(gone);
      gone.remove();
    }
  }

  /**
   * @param {number} place
   * @param {RowExtras} extras
   */
  #made(place, extras) {
    const item = element("li");
    this.#fill(item, place, extras);
    if (!this.texts.of(place) || extras.excerpt) {
      this.#seen.observe(item);
    }
    return { item, extras };
  }

  /** @param {IntersectionObserverEntry[]} entries */
  #fillSeen(entries) {
    for (const { target, isIntersecting } of entries) {
      const place = this.#places.get(target);
      const row = place === undefined ? undefined : this.#rows.get(place);
      if (isIntersecting && place !== undefined && row) {
        this.#seen.unobserve(target);
        void this.#complete(target, place, row.extras);
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
    if (pieces && pieces.length > 0) {
      const paragraph = element("p", { class: "mc-excerpt" });
      paragraph.append(...pieces.map(({ text, marked }) => (marked ? element("mark", {}, text) : text)));
      item.querySelector("p")?.remove();
      item.querySelector("a")?.after(paragraph);
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
    // The link stays when more is known, for whoever is about to follow it.
    const link = item.querySelector("a") ?? element("a", { href: this.link(this.index.address(place)) });
    link.replaceChildren(...(title ? titled(title, id) : named(id)));
    const paragraph = element("p", texts ? {} : { class: "mc-pending" }, summary);
    for (const other of [...item.children]) {
      if (other !== link) {
        other.remove();
      }
    }
    item.prepend(...(link.parentNode === item ? [] : [link]));
    link.after(...(summary || !texts ? [paragraph] : []), ...this.#facts(place, extras));
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
    const day = this.index.day(place, extras.isByCreation);
    if (day) {
      facts.push(extras.isByCreation ? "Created\u00a0" : "Updated\u00a0", element("time", {}, day));
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
 * @param {RowExtras} some
 * @param {RowExtras} others
 */
function isSame(some, others) {
  const isSameText = some.query === others.query && (some.excerpt === undefined) === (others.excerpt === undefined);
  return isSameText && some.result === others.result && some.isByCreation === others.isByCreation;
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
