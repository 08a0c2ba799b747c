/** All filters beside the list, and what keeps them where they are while someone chooses. */

import { valuesOf, withMode, withValue } from "./browse_state.mjs";
import { FilterValues } from "./filter_values.mjs";

/** @typedef {import("./browse_index.mjs").BrowseIndex} BrowseIndex */
/** @typedef {import("./browse_state.mjs").BrowseState} BrowseState */

export class FilterPanel {
  #state;
  #isTouched = false;

  /**
   * @param {HTMLElement} panel
   * @param {BrowseIndex} index
   * @param {BrowseState} state
   * @param {(state: BrowseState) => void} onChoose
   */
  constructor(panel, index, state, onChoose) {
    this.panel = panel;
    this.index = index;
    this.#state = state;
    this.filters = Array.from(panel.querySelectorAll(":scope > details")).flatMap((details) => {
      const facet = details instanceof HTMLDetailsElement && index.byParameter.get(details.dataset["parameter"] ?? "");
      if (!facet) {
        return [];
      }
      const choose = (/** @type {string} */ value, /** @type {boolean} */ isChosen) =>
        onChoose(withValue(this.#state, facet.parameter, value, isChosen));
      return [new FilterValues(details, facet, choose, (all) => onChoose(withMode(this.#state, facet, all)))];
    });
    panel.addEventListener("pointerdown", ({ pointerType }) => (this.#isTouched = pointerType === "touch"));
    panel.addEventListener("keydown", () => (this.#isTouched = false));
    const release = () => this.filters.forEach((filter) => filter.release());
    panel.addEventListener("pointerleave", release);
    panel.addEventListener("focusout", ({ relatedTarget }) => {
      if (relatedTarget instanceof Node && !panel.contains(relatedTarget)) {
        release();
      }
    });
  }

  /**
   * Unfolds the facets in which something is chosen.
   * @param {BrowseState} state
   */
  unfold(state) {
    for (const { details, facet } of this.filters) {
      details.open ||= valuesOf(state, facet.parameter).length > 0;
    }
  }

  /**
   * @param {BrowseState} state
   * @param {Int32Array[]} counts for each facet of the index, by the numbers of its values
   */
  update(state, counts) {
    this.#state = state;
    // A finger covers what is below it, and lifts before anything changes.
    if (this.panel.contains(document.activeElement) && !this.#isTouched) {
      const heights = this.filters.map((filter) => filter.height());
      this.filters.forEach((filter, number) => filter.hold(heights[number] ?? 0));
    }
    for (const filter of this.filters) {
      filter.update(counts[this.index.facets.indexOf(filter.facet)] ?? new Int32Array(), state);
    }
  }
}
