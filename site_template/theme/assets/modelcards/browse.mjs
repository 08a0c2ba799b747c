/**
 * Makes the list of all models searchable and filters it in place. Without this script the page is a list with links
 * to lists; nothing of it is gone with it.
 */

import { BrowseIndex } from "./browse_index.mjs";
import { Browser } from "./browser.mjs";
import { element, one } from "./elements.mjs";

const SLOW_MILLISECONDS = 400;

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
