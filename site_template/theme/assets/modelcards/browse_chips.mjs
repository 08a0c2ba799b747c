/** The filters that are set, each with a button to remove it, and what is said when nothing matches. */

import { withValue } from "./browse_state.mjs";
import { button, counted, element } from "./elements.mjs";

/** @typedef {import("./browse_index.mjs").BrowseIndex} BrowseIndex */
/** @typedef {import("./browse_state.mjs").BrowseState} BrowseState */
/** @typedef {{ parameter: string, value: string, label: string, isKnown: boolean }} Chip */

export class Chips {
  /** @type {HTMLButtonElement[]} */
  #buttons = [];
  #shown = "";

  /**
   * @param {BrowseIndex} index
   * @param {(parameter: string, value: string) => void} onRemove
   * @param {() => void} onClear
   */
  constructor(index, onRemove, onClear) {
    this.index = index;
    this.onRemove = onRemove;
    this.onClear = onClear;
    this.row = element("div", { class: "mc-chips", role: "group", "aria-label": "Active filters" });
    this.row.hidden = true;
  }

  /**
   * @param {BrowseState} state
   * @param {boolean} isElsewhere whether they are shown where the models would be
   */
  update(state, isElsewhere) {
    const chips = isElsewhere ? [] : this.chips(state);
    const shown = JSON.stringify([chips, state.search !== "", isElsewhere]);
    if (shown === this.#shown) {
      return;
    }
    this.#shown = shown;
    const hasClear = chips.length > 1 || (chips.length > 0 && state.search !== "");
    this.row.hidden = chips.length === 0;
    this.#buttons = chips.map((chip) => this.button(chip));
    this.row.replaceChildren(...this.#buttons, ...(hasClear ? [this.clearButton()] : []));
  }

  /**
   * @param {BrowseState} state
   * @returns {Chip[]}
   */
  chips(state) {
    return [...state.chosen].flatMap(([parameter, values]) =>
      values.map((value) => {
        const facet = this.index.byParameter.get(parameter);
        const label = `${facet?.title ?? parameter}: ${facet?.name(value) ?? value}`;
        return { parameter, value, label, isKnown: facet?.number(value) !== undefined };
      }),
    );
  }

  /** @param {Chip} chip */
  button({ parameter, value, label, isKnown }) {
    const remove = () => this.onRemove(parameter, value);
    const made = button("", remove, { class: "mc-chip", "aria-label": `Remove filter ${label}` });
    made.append(element("span", { dir: "auto" }, label), ...(isKnown ? [] : [" ", element("em", {}, "not in this catalog")]));
    if (!isKnown) {
      made.setAttribute("aria-label", `Remove filter ${label} not in this catalog`);
    }
    return made;
  }

  /**
   * Knows the buttons that are shown where the models would be.
   * @param {HTMLButtonElement[]} buttons
   */
  adopt(buttons) {
    this.#buttons = buttons;
  }

  clearButton() {
    return button("Clear all", this.onClear, { class: "mc-clear" });
  }

  /** @returns {number} which chip has the focus, -1 for none */
  focused() {
    return this.#buttons.findIndex((chip) => chip === document.activeElement);
  }

  /**
   * @param {number} at
   * @returns {boolean} whether there is a chip at or before the place, which has the focus now
   */
  focus(at) {
    const chip = this.#buttons[Math.min(at, this.#buttons.length - 1)];
    chip?.focus();
    return chip !== undefined;
  }
}

/**
 * Says that nothing matches, and how many models there would be without each of the filters.
 * @param {HTMLElement} box
 * @param {Chips} chips
 * @param {BrowseState} state
 * @param {(state: BrowseState) => number} countOf
 */
export function noMatch(box, chips, state, countOf) {
  const buttons = chips.chips(state).map((chip) => ({
    button: chips.button(chip),
    count: countOf(withValue(state, chip.parameter, chip.value, false)),
  }));
  if (state.search) {
    const label = `Text: ${state.search}`;
    const remove = () => chips.onRemove("search", "");
    const chip = button(label, remove, { class: "mc-chip", "aria-label": `Remove filter ${label}`, dir: "auto" });
    buttons.push({ button: chip, count: countOf({ ...state, search: "" }) });
  }
  chips.adopt(buttons.map((one) => one.button));
  const rows = buttons.map(({ button, count }) =>
    element("li", {}, button, " ", element("small", {}, count > 0 ? `${counted(count)} without it` : "still none without it")),
  );
  const title = rows.length > 1 ? "No model matches all of these:" : "No model matches this:";
  box.replaceChildren(element("p", {}, title), element("ul", {}, ...rows), chips.clearButton());
}
