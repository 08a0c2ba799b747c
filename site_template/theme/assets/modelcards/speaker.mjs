/** Says changes to those who do not see them. */

export class Speaker {
  #said = "";
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #waiting;

  /** @param {HTMLElement} region a polite live region */
  constructor(region) {
    this.region = region;
  }

  /** @param {string} text that is known already */
  know(text) {
    this.#said = text;
  }

  /**
   * Speaks after a pause, in which another sentence may take the place of this one.
   * @param {string} text
   * @param {number} milliseconds
   */
  say(text, milliseconds) {
    if (text !== this.#said) {
      this.#said = text;
      clearTimeout(this.#waiting);
      this.#waiting = setTimeout(() => (this.region.textContent = text), milliseconds);
    }
  }
}
