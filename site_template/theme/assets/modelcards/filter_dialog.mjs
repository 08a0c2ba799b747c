/** The filters in a dialog, where there is no room beside the list. */

import { filterCount } from "./browse_state.mjs";
import { button, counted, element, one } from "./elements.mjs";

/** @typedef {import("./browse_state.mjs").BrowseState} BrowseState */

export class FilterDialog {
  /**
   * @param {HTMLElement} root
   * @param {HTMLElement} status what speaks; a dialog silences all that is outside of it
   */
  constructor(root, status) {
    this.opener = one(root, ".mc-open-filters", HTMLButtonElement);
    const panel = one(root, ".mc-filters", HTMLElement);
    const close = () => this.dialog.close();
    this.done = button("", close, { class: "mc-done" });
    this.body = element("div", { class: "mc-dialog__body" });
    const title = element("h2", { id: "mc-filters-title" }, "Filters");
    this.dialog = element(
      "dialog",
      { class: "mc-dialog", "aria-labelledby": "mc-filters-title" },
      element("div", { class: "mc-dialog__head" }, title, button("Close", close)),
      this.body,
      element("div", { class: "mc-dialog__foot" }, this.done),
    );
    const place = document.createComment("");
    panel.before(place);
    const statusPlace = document.createComment("");
    status.before(statusPlace);
    root.append(this.dialog);
    this.opener.setAttribute("aria-haspopup", "dialog");
    this.opener.addEventListener("click", () => {
      this.body.append(panel);
      this.dialog.append(status);
      this.dialog.showModal();
    });
    this.dialog.addEventListener("close", () => {
      place.after(panel);
      statusPlace.after(status);
    });
    // A click on what is around the dialog.
    this.dialog.addEventListener("click", (event) => event.target === this.dialog && this.dialog.close());
    new ResizeObserver(() => {
      if (this.dialog.open && getComputedStyle(this.opener).display === "none") {
        this.dialog.close();
      }
    }).observe(root);
  }

  /**
   * @param {BrowseState} state
   * @param {number} count of the models that match
   */
  update(state, count) {
    const filters = filterCount(state);
    this.opener.textContent = filters > 0 ? `Filters (${filters})` : "Filters";
    this.done.textContent = `Show ${counted(count)}`;
  }
}
