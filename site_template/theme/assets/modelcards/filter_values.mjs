/** The values of one facet: real checkboxes, the most frequent first, all of them on demand. */

import { takesAll, valuesOf } from "./browse_state.mjs";
import { button, element, grouped, one } from "./elements.mjs";

/** @typedef {import("./browse_index.mjs").Facet} Facet */
/** @typedef {import("./browse_state.mjs").BrowseState} BrowseState */

const SHOWN_AT_FIRST = 10;
const MOST_SHOWN = 200;
const LAST_GROUP = "Other";

/** @typedef {{ item: HTMLLIElement, box: HTMLInputElement, count: HTMLElement }} Item */

export class FilterValues {
  /** @type {Map<number, Item>} */
  #items = new Map();
  /** @type {number[]} the values on the page, in order */
  #shown = [];
  #expanded = false;
  /** @type {{ counts: Int32Array, state: BrowseState } | null} what the page should show, while it is folded */
  #waiting = null;

  /**
   * @param {HTMLDetailsElement} details
   * @param {Facet} facet
   * @param {(value: string, isChosen: boolean) => void} onChoose
   * @param {(all: boolean) => void} onMode
   */
  constructor(details, facet, onChoose, onMode) {
    this.details = details;
    this.facet = facet;
    this.onChoose = onChoose;
    this.summary = one(details, "summary", HTMLElement);
    this.fieldset = one(details, "fieldset", HTMLFieldSetElement);
    this.lists = element("div");
    this.note = element("p", { class: "mc-filters__note" });
    this.narrow = this.#narrowField();
    this.mode = facet.multiple ? this.#modeSwitch(onMode) : null;
    this.more = button("", () => this.#toggle(), { class: "mc-all-values" });
    const legend = one(details, "legend", HTMLElement);
    this.fieldset.replaceChildren(legend, ...(this.mode ? [this.mode.box] : []), this.narrow, this.lists, this.note, this.more);
    details.addEventListener("toggle", () => this.#fillWaiting());
  }

  /**
   * @param {Int32Array} counts by the numbers of values
   * @param {BrowseState} state
   */
  update(counts, state) {
    const chosen = valuesOf(state, this.facet.parameter);
    this.summary.dataset["count"] = chosen.length > 0 ? String(chosen.length) : "";
    this.#waiting = { counts, state };
    if (this.details.open) {
      this.#fillWaiting();
    }
  }

  /** @returns {number} how high the values are */
  height() {
    return this.lists.getBoundingClientRect().height;
  }

  /**
   * Keeps the place of what is below, although fewer values may be shown.
   * @param {number} height
   */
  hold(height) {
    this.lists.style.minBlockSize = `${height}px`;
  }

  release() {
    this.lists.style.minBlockSize = "";
  }

  #fillWaiting() {
    if (this.#waiting) {
      this.#fill(this.#waiting.counts, this.#waiting.state);
    }
  }

  /**
   * @param {Int32Array} counts
   * @param {BrowseState} state
   */
  #fill(counts, state) {
    const chosen = new Set(valuesOf(state, this.facet.parameter).map((value) => this.facet.number(value) ?? -1));
    // Nothing moves below a hand that is about to choose another value.
    const inUse = document.activeElement instanceof HTMLInputElement && document.activeElement.type === "checkbox";
    if (!(inUse && this.lists.contains(document.activeElement))) {
      this.#show(this.#values(counts, chosen));
    }
    for (const number of this.#shown) {
      const { item, box, count } = this.#item(number);
      box.checked = chosen.has(number);
      count.textContent = grouped(counts[number] ?? 0);
      item.classList.toggle("mc-none", counts[number] === 0);
    }
    if (this.mode) {
      this.mode.box.hidden = chosen.size < 2;
      this.mode.set(takesAll(state, this.facet));
    }
  }

  /**
   * @param {Int32Array} counts
   * @param {Set<number>} chosen
   * @returns {number[]} the values to show
   */
  #values(counts, chosen) {
    const wanted = this.#expanded ? this.narrow.value.trim().toLowerCase() : "";
    const words = wanted ? wanted.split(/\s+/) : [];
    const numbers = [];
    for (let number = 0; number < counts.length; number++) {
      if (chosen.has(number) || ((counts[number] ?? 0) > 0 && this.#isNamed(number, words))) {
        numbers.push(number);
      }
    }
    const isExact = (/** @type {number} */ number) =>
      wanted !== "" && wanted === this.facet.values[number]?.toLowerCase();
    const rank = (/** @type {number} */ number) => (chosen.has(number) ? 0 : isExact(number) ? 1 : 2);
    // Values with equal counts stay in the order of the index, which is that of all models.
    numbers.sort((one, other) => rank(one) - rank(other) || (counts[other] ?? 0) - (counts[one] ?? 0));
    const most = this.#expanded ? MOST_SHOWN : Math.max(SHOWN_AT_FIRST, chosen.size);
    const left = Math.max(0, numbers.length - most);
    this.narrow.hidden = !this.#expanded;
    this.more.hidden = !this.#expanded && left === 0;
    this.more.textContent = this.#expanded ? "Show fewer" : `Show all ${grouped(numbers.length)}`;
    this.more.setAttribute("aria-expanded", String(this.#expanded));
    if (this.#expanded && left > 0) {
      this.note.textContent = `${grouped(left)} more: type a part of a name to find them.`;
    } else {
      this.note.textContent = numbers.length > 0 ? "" : wanted ? "No such value." : "None of these models.";
    }
    return numbers.slice(0, most);
  }

  /**
   * @param {number} number
   * @param {string[]} words
   */
  #isNamed(number, words) {
    const value = this.facet.values[number] ?? "";
    const text = words.length > 0 ? `${this.facet.name(value)} ${value}`.toLowerCase() : "";
    return words.every((word) => text.includes(word));
  }

  /** @param {number[]} numbers */
  #show(numbers) {
    if (numbers.length === this.#shown.length && numbers.every((number, at) => number === this.#shown[at])) {
      return;
    }
    const groups = new Map([["", /** @type {number[]} */ ([])]]);
    for (const number of numbers) {
      const group = this.facet.group(this.facet.values[number] ?? "");
      groups.set(group, [...(groups.get(group) ?? []), number]);
    }
    const names = [...groups.keys()].sort((one, other) =>
      Number(one === LAST_GROUP) - Number(other === LAST_GROUP) || (one < other ? -1 : 1),
    );
    const lists = names.flatMap((name) => {
      const own = groups.get(name) ?? [];
      const list = element("ul", {}, ...own.map((number) => this.#item(number).item));
      return own.length === 0 ? [] : name ? [element("p", {}, name), list] : [list];
    });
    this.#shown = names.flatMap((name) => groups.get(name) ?? []);
    this.lists.replaceChildren(...lists);
  }

  /** @param {number} number */
  #item(number) {
    const known = this.#items.get(number);
    if (known) {
      return known;
    }
    const value = this.facet.values[number] ?? "";
    const box = element("input", { type: "checkbox", value });
    box.addEventListener("change", () => this.onChoose(value, box.checked));
    const count = element("small");
    const name = element("span", { dir: "auto" }, this.facet.name(value));
    const made = { item: element("li", {}, element("label", {}, box, name, " ", count)), box, count };
    this.#items.set(number, made);
    return made;
  }

  #toggle() {
    this.#expanded = !this.#expanded;
    this.narrow.value = "";
    this.#fillWaiting();
    if (this.#expanded) {
      this.narrow.focus();
    }
  }

  #narrowField() {
    const field = element("input", {
      type: "search",
      class: "mc-narrow",
      placeholder: "Narrow this list",
      "aria-label": `Narrow the list: ${this.facet.title}`,
      autocomplete: "off",
      spellcheck: "false",
    });
    field.hidden = true;
    field.addEventListener("input", () => this.#fillWaiting());
    return field;
  }

  /** @param {(all: boolean) => void} onMode */
  #modeSwitch(onMode) {
    const name = `mc-mode-${this.facet.parameter}`;
    const all = element("input", { type: "radio", name, value: "all" });
    const any = element("input", { type: "radio", name, value: "any" });
    for (const radio of [all, any]) {
      radio.addEventListener("change", () => onMode(all.checked));
    }
    const box = element(
      "div",
      { class: "mc-mode", role: "radiogroup", "aria-label": `${this.facet.title}: how chosen values combine` },
      element("label", {}, all, "All of these"),
      element("label", {}, any, "Any of these"),
    );
    box.hidden = true;
    const set = (/** @type {boolean} */ isAll) => {
      all.checked = isAll;
      any.checked = !isAll;
    };
    return { box, set };
  }
}
