/** Copies ids, code and citations from pages. Pages work without it: all of them can be selected as text. */

const SAID_MILLISECONDS = 1500;

const status = document.createElement("p");
status.className = "mc-visually-hidden";
status.setAttribute("role", "status");
document.body.append(status);

/**
 * Copies the element whose id the button names, or the one before it.
 * @param {HTMLElement} button
 */
async function copy(button) {
  const label = button.textContent;
  const id = button.dataset["mcCopy"];
  const source = id ? document.getElementById(id) : button.previousElementSibling;
  if (!source) {
    return;
  }
  try {
    await navigator.clipboard.writeText(source.textContent.trim());
  } catch {
    // Browsers keep the clipboard from pages without HTTPS; there the selected text is one key away from being copied.
    getSelection()?.selectAllChildren(source);
    return;
  }
  button.textContent = "Copied";
  status.textContent = "Copied";
  setTimeout(() => {
    button.textContent = label;
    status.textContent = "";
  }, SAID_MILLISECONDS);
}

document.documentElement.classList.add("mc-js");
document.addEventListener("click", (event) => {
  const button = event.target instanceof Element ? event.target.closest("[data-mc-copy]") : null;
  if (button instanceof HTMLElement && button.textContent !== "Copied") {
    void copy(button);
  }
});

// The keyboard can scroll only what it can focus. Themes differ in which element around a table or code scrolls; a
// formula scrolls itself.
const wide = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    /** @type {Element | null} */
    let element = target;
    while (element instanceof HTMLElement && !element.matches("[data-mc-body]")) {
      if (element.scrollWidth > element.clientWidth && getComputedStyle(element).overflowX === "auto") {
        element.tabIndex = 0;
      }
      element = element.parentElement;
    }
  }
});

function watchWide() {
  const scrolling = "[data-mc-body] :is(table, pre > code), .katex-display, .mc-long-formula";
  for (const element of document.querySelectorAll(scrolling)) {
    wide.observe(element);
  }
}

function startComparison() {
  const page = document.querySelector("[data-mc-compare]");
  if (page instanceof HTMLElement) {
    void import("./compare.mjs").then(({ start }) => start(page));
  }
}

function startBrowsing() {
  const page = document.querySelector("[data-mc-browser]");
  if (page instanceof HTMLElement) {
    // Without the script, the page is as it is without scripts.
    const plain = () => document.documentElement.classList.add("mc-plain");
    void import("./browse.mjs").then(({ start }) => start(page), plain);
  }
}

function startPage() {
  watchWide();
  startComparison();
  startBrowsing();
}

startPage();
// With Material's instant navigation, a page may come without being loaded.
/** @type {{ document$?: { subscribe(next: () => void): void } }} */ (globalThis).document$?.subscribe(startPage);
